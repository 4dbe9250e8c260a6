"""The way of a piece through the workshop: operations in order, each with its minutes and its wait."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Operation", "OperationKind", "Route"]

OperationKind = Literal["bench", "batch", "service"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One step at one place.

    bench: a person with `skill` works `minutes`, then the piece waits `wait_minutes` (cooling, curing) by itself.
    batch: the piece joins the next run of `resource` that has room for `units` of its `batch_key`
        (one alloy a flask); the run's own length is the resource's; `minutes` are the person's share.
    service: a person with `skill` packs it for `minutes`, the outside service `resource` takes it at its next pick-up
        and brings it back after its turnaround.
    """

    key: str  # "set_stones"; one of making/operations.toml
    name: str  # for the bench: "Set the stone"
    tells: str  # for the customer, when done: "The stone is set"
    kind: OperationKind
    skill: str = ""  # bench and batch
    minutes: int = 0
    wait_minutes: int = 0
    resource: str = ""  # batch and service: "casting", "assay_office"
    units: int = 1
    batch_key: str = ""
    weighs_metal: bool = False  # the balance is read before and after
    why: str = ""  # how the minutes came about: "15 min a claw stone x 1.8 above 6 mm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    operations: tuple[Operation, ...]

    @property
    def minutes(self) -> int:
        return sum(operation.minutes for operation in self.operations)

    def minutes_by_skill(self) -> dict[str, int]:
        minutes: dict[str, int] = {}
        for operation in self.operations:
            if operation.minutes:
                minutes[operation.skill] = minutes.get(operation.skill, 0) + operation.minutes
        return minutes
