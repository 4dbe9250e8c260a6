"""What a product page says before it is chosen: which values do not go with the present choices, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from benchpin.atelier.catalogue.building import known_refusal
from benchpin.atelier.catalogue.configuring import asked, design_of, offered
from benchpin.atelier.catalogue.models import Listing
from benchpin.designs.design import Choices, Design, Specification
from benchpin.designs.options import Choice, Measure, Option, Size
from benchpin.designs.possible import Refusals, readable, verdicts

__all__ = ["Impossible", "impossible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """Values in a row that cannot be chosen just now: one of a choice, several of a measure."""

    values: tuple[str, ...]
    shown: str
    why: str

    @property
    def key(self) -> str:
        """What names it in a page."""
        return self.values[0].replace(" ", "_")


def impossible(listing: Listing, answers: Mapping[str, str]) -> dict[str, tuple[Impossible, ...]]:
    """For each option the offered values that would be refused beside the other answers, the one chosen now apart.

    What is wrong already, whichever value is taken, is not held against any: its own sentence stands beside its option.
    Beside the rules, what an earlier build of the very piece found on its solid is known too.
    """
    design = design_of(listing)
    chosen = readable(design, asked(listing, answers))
    values = {option.key: _asked_about(listing, option, chosen[option.key]) for option in design.options}
    judged = verdicts(design, chosen, values)
    standing = {str(refusal) for refusal in design.refusals(Choices(design.settled(chosen)))}
    return {
        option.key: tuple(
            _runs(option, values[option.key], dict(_against(design, option, chosen, judged[option.key], standing)))
        )
        for option in design.options
        if design.applies(option, chosen)
    }


def _asked_about(listing: Listing, option: Option, chosen: str) -> tuple[str, ...]:
    """Offered values in order; of ring sizes those of the system in use, of words none."""
    only = listing.offered.get(option.key)
    if isinstance(option, Size):
        sizes = option.of_system(option.size(chosen).system)
        return tuple(size.canonical for size in sizes if only is None or size.canonical in only)
    if isinstance(option, Measure) and only is not None:
        return tuple(str(value) for value in offered(listing, option))
    return tuple(value for value in option.every_value() if only is None or value in only)


def _against(
    design: Design, option: Option, chosen: Mapping[str, str], judged: Mapping[str, Refusals], standing: set[str]
) -> Iterator[tuple[str, str]]:
    """Values with the sentence against them."""
    for value, refusals in judged.items():
        if value == chosen[option.key]:
            continue
        fresh = [str(refusal) for refusal in refusals if str(refusal) not in standing]
        if not refusals and not isinstance(option, Size):
            known = known_refusal(Specification(design, Choices(design.settled({**chosen, option.key: value}))))
            fresh = [str(refusal) for refusal in known.errors] if known else []
        if fresh:
            yield value, fresh[0]


def _runs(option: Option, values: tuple[str, ...], against: Mapping[str, str]) -> Iterator[Impossible]:
    """A choice stands alone with its sentence; steps that stand side by side share the last one's."""
    if isinstance(option, Choice):
        yield from (Impossible(values=(value,), shown=option.show(value), why=why) for value, why in against.items())
        return
    for barred, group in groupby(values, key=lambda value: value in against):
        row = tuple(group)
        if barred:
            shown = option.show(row[0]) if len(row) == 1 else f"{option.show(row[0])} to {option.show(row[-1])}"
            yield Impossible(values=row, shown=shown, why=against[row[-1]])
