"""What else may be chosen: for one configuration, which values of each option are still possible, and why the rest are not.

Judged by the design's own rules alone, without a solid: a few milliseconds. What only shows on the solid (a wall that the
seat of a stone leaves too thin) is said when the piece is built.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchpin.designs.design import Choices, Design
from benchpin.designs.options import Measure, Option, Size
from benchpin.smith.errors import DesignError

__all__ = ["Possibility", "Verdicts", "possible", "readable", "verdicts"]

Refusals = tuple[DesignError, ...]
Verdicts = dict[str, dict[str, Refusals]]  # option -> value -> what stands against it


@dataclass(frozen=True, slots=True, kw_only=True)
class Possibility:
    """Values of an option that stand side by side and are all possible, or all not.

    value, until: the first and the last; the same one where values have no order, as metals have none.
    refusals: what stands against the one nearest to what is chosen now; nothing where they are possible.
    """

    value: str
    until: str
    shown: str
    refusals: Refusals = ()

    @property
    def allowed(self) -> bool:
        return not self.refusals

    @property
    def why(self) -> str:
        return " ".join(str(refusal) for refusal in self.refusals)


def possible(design: Design, raw: Mapping[str, str]) -> dict[str, tuple[Possibility, ...]]:
    """List each option's values in its own order, by what would come of choosing them and leaving the rest as it is.

    A value is possible if and only if `specify` accepts it beside the other choices. Of a configuration that cannot be
    made, what is possible is therefore what would mend it. Of free text only what is chosen and no text at all are judged.

    Args:
        raw: choices as they were given; what cannot be read, or is not given, is taken as at its default.
    """
    chosen = readable(design, raw)
    judged = verdicts(design, chosen)
    return {option.key: tuple(_runs(option, judged[option.key], chosen[option.key])) for option in design.options}


def verdicts(design: Design, raw: Mapping[str, str], values: Mapping[str, tuple[str, ...]] | None = None) -> Verdicts:
    """The same, value by value; only of `values`, canonical and by option, if they are given."""
    chosen = readable(design, raw)
    judge = _Judge(design, chosen)
    asked = values or {option.key: _values(option, chosen[option.key]) for option in design.options}
    return {key: {value: judge.refusals(key, value) for value in asked[key]} for key in asked}


def readable(design: Design, raw: Mapping[str, str]) -> dict[str, str]:
    """Canonical values of what can be read; the default in place of what cannot, or was not given."""
    return {option.key: _read(option, raw.get(option.key, option.default)) for option in design.options}


class _Watched(Choices):
    """Choices that remember which of them were looked at."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.seen: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        value = super().__getitem__(key)
        self.seen[key] = value
        return value


class _Judge:
    """Asks the rules again only where they could answer otherwise: where something they looked at has changed."""

    def __init__(self, design: Design, chosen: Mapping[str, str]) -> None:
        self._design = design
        self._chosen = dict(chosen)
        watched = _Watched(design.settled(chosen))
        self._standing = tuple(design.refusals(watched))
        self._seen = watched.seen

    def refusals(self, key: str, value: str) -> Refusals:
        settled = self._design.settled({**self._chosen, key: value})
        if all(settled[seen] == now for seen, now in self._seen.items()):
            return self._standing
        return tuple(self._design.refusals(Choices(settled)))


def _read(option: Option, raw: str) -> str:
    try:
        return option.parse(raw)
    except DesignError:
        return option.parse(option.default)


def _values(option: Option, chosen: str) -> tuple[str, ...]:
    return option.every_value() or tuple(dict.fromkeys(("", chosen)))


def _runs(option: Option, judged: Mapping[str, Refusals], chosen: str) -> Iterator[Possibility]:
    values = list(judged)
    here = values.index(chosen)
    start = 0
    for place, value in enumerate(values):
        following = values[place + 1] if place + 1 < len(values) else None
        if following is not None and _side_by_side(option, value, following) and (not judged[value]) == (not judged[following]):
            continue
        nearest = values[min(max(here, start), place)]
        first = values[start]
        shown = option.show(first) if first == value else f"{option.show(first)} to {option.show(value)}"
        yield Possibility(value=first, until=value, shown=shown, refusals=judged[nearest])
        start = place + 1


def _side_by_side(option: Option, value: str, following: str) -> bool:
    """Whether two values in a row have nothing between them: steps of one measure, sizes of one system."""
    if isinstance(option, Size):
        return option.size(value).system == option.size(following).system
    return isinstance(option, Measure)
