"""A design, and a specification: a design with every choice made."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from benchpin.designs.options import Conflict, Lettering, Option
from benchpin.smith.anatomy import Anatomy, Kind
from benchpin.smith.errors import DesignError, DesignRefused
from benchpin.smith.making.route import Route
from benchpin.smith.sizes import RingSize, parse_ring_size

if TYPE_CHECKING:
    from benchpin.smith.piece import Piece

__all__ = ["Choices", "Design", "Specification", "specify"]


class Choices(Mapping[str, str]):
    """Canonical values by option, with typed reading."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)

    def __getitem__(self, key: str) -> str:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def mm(self, key: str) -> float:
        return float(self[key])

    def whole(self, key: str) -> int:
        return int(self[key])

    def ring_size(self, key: str) -> RingSize:
        return parse_ring_size(self[key])


@dataclass(frozen=True, kw_only=True)
class Design:
    """Something that can be made. `conflicts` and `rules` are the limits between options, in one place."""

    key: str
    name: str
    kind: Kind
    summary: str
    options: tuple[Option, ...]
    rules: Callable[[Choices], Iterator[DesignError]]
    build: Callable[[Choices], "Piece"]
    route: Callable[[Choices, Anatomy], Route]
    conflicts: tuple[Conflict, ...] = ()

    def option(self, key: str) -> Option:
        return next(option for option in self.options if option.key == key)

    def applies(self, option: Option, choices: Mapping[str, str]) -> bool:
        """Whether `option` has a meaning beside the other choices."""
        if option.only_if and not choices.get(option.only_if):
            return False
        if option.only_with is None:
            return True
        other, values = option.only_with
        return choices.get(other, "") in values

    def settled(self, values: Mapping[str, str]) -> dict[str, str]:
        """The same piece in its one wording: what does not apply beside the others stands at its default."""
        said = dict(values)
        for option in self.options:
            if not self.applies(option, said):
                said[option.key] = option.parse(option.default)
        return said

    def refusals(self, choices: Choices) -> list[DesignError]:
        """All that is wrong with choices that are each right alone."""
        plain = (conflict.refusal(choices) for conflict in self.conflicts)
        return [*(refusal for refusal in plain if refusal), *self.rules(choices)]


@dataclass(frozen=True)
class Specification:
    """A design with every choice made; immutable, and named everywhere by its hash."""

    design: Design
    choices: Choices

    @cached_property
    def canonical(self) -> str:
        """The one text of this specification: what is hashed, signed and stored."""
        record = {"design": self.design.key, "choices": dict(sorted(self.choices.items()))}
        return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def hash(self) -> str:
        return hashlib.sha256(self.canonical.encode()).hexdigest()[:32]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Specification) and self.canonical == other.canonical

    def __hash__(self) -> int:
        return hash(self.canonical)

    def as_dict(self) -> dict[str, object]:
        return {"design": self.design.key, "choices": dict(self.choices)}

    def shown(self) -> list[tuple[str, str]]:
        """Option labels and values as a person reads them, those that apply."""
        return [
            (option.label, option.show(self.choices[option.key]))
            for option in self.design.options
            if self.design.applies(option, self.choices)
        ]

    @cached_property
    def piece(self) -> "Piece":
        """The solid piece. Raises DesignRefused if it cannot be made."""
        return self.design.build(self.choices)

    @cached_property
    def route(self) -> Route:
        return self.design.route(self.choices, self.piece.anatomy)


def specify(design: Design, raw: Mapping[str, str]) -> Specification:
    """Make a specification from raw texts; what is not given takes its default.

    An option that does not apply beside the others falls back to its default, so that
    two ways of saying one piece have one hash.

    Raises:
        DesignRefused: with one DesignError for each choice that cannot be made.
    """
    known = {option.key for option in design.options}
    errors = [DesignError(key, f"{design.name} has no option called {key}.") for key in raw if key not in known]
    values = {}
    for option in design.options:
        try:
            text = raw.get(option.key, option.default)
            blank_is_default = not text.strip() and not isinstance(option, Lettering)
            values[option.key] = option.parse(option.default if blank_is_default else text)
        except DesignError as error:
            errors.append(error)
    if errors:
        raise DesignRefused(errors)
    choices = Choices(design.settled(values))
    if refusals := design.refusals(choices):
        raise DesignRefused(refusals)
    return Specification(design, choices)
