"""Which rule the benches follow: told by what is taken up when several pieces wait."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from benchpin.smith.promise.making import Commission

__all__ = ["RUSH_AHEAD", "RuleWatch", "Waiting"]

RUSH_AHEAD: Final = 1e6  # minutes: a rush goes before everything else
STATED: Final = "rush, then due"
# A rule other than the stated one is believed when it explains this many choices on which the two differ, three to one.
LEAST_VOTES: Final = 25
FADE: Final = 0.997  # a vote: the last few hundred choices count


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece that might have been taken up."""

    commission: Commission
    ordered_at: float
    ready_at: float
    stated_minutes: float


@dataclass(slots=True)
class RuleWatch:
    """The rule that explains most choices. The stated one until another explains far more."""

    votes: dict[str, float] = field(default_factory=dict)
    best: str = STATED

    @property
    def fifo(self) -> bool:
        return self.best == "first ready"

    def priority(self, commission: Commission, ordered_at: float) -> float:
        if self.best == "first ordered":
            return ordered_at
        if self.best == "due":
            return commission.due_at
        if self.best == "rush, then first ordered":
            return ordered_at - (RUSH_AHEAD if commission.rush else 0.0)
        return commission.due_at - (RUSH_AHEAD if commission.rush else 0.0)

    def chosen(self, piece: Waiting, others: Sequence[Waiting]) -> None:
        """Count which rules would have chosen `piece` before every one of `others`."""
        first = {name: all(value(piece) <= value(other) for other in others) for name, value in _RULES.items()}
        if all(first.values()) or not any(first.values()):
            return
        for name, would in first.items():
            self.votes[name] = self.votes.get(name, 0.0) * FADE + would
        best = max(self.votes, key=lambda name: (self.votes[name], name == STATED))
        stated = self.votes.get(STATED, 0.0)
        if self.votes[best] >= LEAST_VOTES and self.votes[best] > 1.5 * stated:
            self.best = best
        elif stated >= 0.8 * self.votes[best]:
            self.best = STATED


_RULES: dict[str, Callable[[Waiting], Any]] = {
    STATED: lambda piece: (not piece.commission.rush, piece.commission.due_at),
    "due": lambda piece: piece.commission.due_at,
    "first ordered": lambda piece: piece.ordered_at,
    "rush, then first ordered": lambda piece: (not piece.commission.rush, piece.ordered_at),
    "first ready": lambda piece: piece.ready_at,
}
