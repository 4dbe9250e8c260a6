"""The design language: what may be chosen, with limits and units. One schema feeds form, address, command line, docs."""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar, Literal

from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import with_symbols
from benchpin.smith.sizes import SYSTEMS, RingSize, System, parse_ring_size, sizes

__all__ = ["Choice", "Conflict", "Lettering", "Measure", "Option", "OptionKind", "Size", "Stock", "Value"]

OptionKind = Literal["choice", "measure", "size", "words", "drawing"]
Stock = Literal["metal", "stones", "findings"]  # what a choice takes from the safe: an alloy, which stones, which bought parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One thing that may be chosen."""

    key: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(ABC):
    """What every option has. `freezes_at` is the operation after whose start it can no longer change.

    only_with: (option, values): it means something only while that option has one of these values.
    only_if: it means something only while that option is not empty.
    needs: which stock what is chosen here is drawn from.
    """

    kind: ClassVar[OptionKind]

    key: str
    label: str
    default: str
    freezes_at: str
    help: str = ""
    only_with: tuple[str, frozenset[str]] | None = None
    only_if: str = ""
    needs: tuple[Stock, ...] = ()

    @abstractmethod
    def parse(self, raw: str) -> str:
        """Return the canonical text of `raw`. Raises DesignError with what would work."""

    @abstractmethod
    def show(self, value: str) -> str:
        """Return `value` as a person reads it, with its unit."""

    @abstractmethod
    def limits(self) -> str:
        """What may be typed, in a few words: "1.6 to 3.6 mm by 0.1"."""

    def every_value(self) -> tuple[str, ...]:
        """Every canonical value there is, in order; nothing for what is free text."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Option):
    kind: ClassVar[OptionKind] = "choice"

    values: tuple[Value, ...]

    def parse(self, raw: str) -> str:
        if raw not in {value.key for value in self.values}:
            offered = ", ".join(value.label for value in self.values)
            raise DesignError(self.key, f"We do not make this in that {self.label.lower()}. Choose from: {offered}.")
        return raw

    def show(self, value: str) -> str:
        return next(v.label for v in self.values if v.key == value)

    def limits(self) -> str:
        return " | ".join(value.key for value in self.values)

    def every_value(self) -> tuple[str, ...]:
        return tuple(value.key for value in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Option):
    """A length between `least` and `most` in steps, decimal text so that 2.2 is exactly 2.2."""

    kind: ClassVar[OptionKind] = "measure"

    least: str
    most: str
    step: str
    unit: str = "mm"

    def parse(self, raw: str) -> str:
        limits = f"We make it from {self.least} to {self.most} {self.unit}, in steps of {self.step}."
        try:
            value = Decimal(raw.strip().removesuffix(self.unit).strip().replace(",", "."))
        except InvalidOperation:
            raise DesignError(self.key, f"{self.label} must be a number of {self.unit}. {limits}") from None
        if not value.is_finite() or not Decimal(self.least) <= value <= Decimal(self.most):
            raise DesignError(self.key, limits)
        if (value - Decimal(self.least)) % Decimal(self.step):
            raise DesignError(self.key, limits)
        return str(value.quantize(Decimal(self.step)))

    def show(self, value: str) -> str:
        return f"{value} {self.unit}"

    def limits(self) -> str:
        return f"{self.least} to {self.most} {self.unit} by {self.step}"

    def every_value(self) -> tuple[str, ...]:
        least, most, step = Decimal(self.least), Decimal(self.most), Decimal(self.step)
        return tuple(str((least + n * step).quantize(step)) for n in range(int((most - least) / step) + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Size(Option):
    """A ring size in any system, kept as it was chosen: "UK:M 1/2", "US:7"."""

    kind: ClassVar[OptionKind] = "size"

    least_mm: float  # inside circumference
    most_mm: float

    def parse(self, raw: str) -> str:
        try:
            size = parse_ring_size(raw)
        except ValueError as error:
            raise DesignError(self.key, str(error)) from None
        if not self.least_mm <= size.circumference_mm <= self.most_mm:
            raise DesignError(
                self.key,
                f"We make this ring from {self.least_mm:.0f} to {self.most_mm:.0f} mm inside circumference;"
                f" {size} is {size.circumference_mm:.1f} mm.",
            )
        return size.canonical

    def show(self, value: str) -> str:
        return str(parse_ring_size(value))

    def limits(self) -> str:
        return f"{self.least_mm:.0f} to {self.most_mm:.0f} mm round inside, like UK:M, US:6.5, ISO:53"

    def every_value(self) -> tuple[str, ...]:
        """Every size of every system, system by system, smallest first."""
        return tuple(size.canonical for system in SYSTEMS for size in self.of_system(system))

    def of_system(self, system: System) -> tuple[RingSize, ...]:
        return tuple(size for size in sizes(system) if self.least_mm <= size.circumference_mm <= self.most_mm)

    def size(self, value: str) -> RingSize:
        return parse_ring_size(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering(Option):
    """Words to engrave, and signs among them. Which letters a typeface has and how many fit is judged by the design's rules."""

    kind: ClassVar[OptionKind] = "words"

    most_letters: int

    def parse(self, raw: str) -> str:
        text = with_symbols(raw).strip()
        if any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for c in text):
            raise DesignError(self.key, "Use letters, numbers and signs only: no line breaks or invisible characters.")
        if len(text) > self.most_letters:
            raise DesignError(self.key, f"At most {self.most_letters} letters; this has {len(text)}.")
        return text

    def show(self, value: str) -> str:
        return f"\u201c{value}\u201d" if value else "None"

    def limits(self) -> str:
        return f"up to {self.most_letters} letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Choices that may not stand together. Rules say what figures decide; this says the plain cases as data.

    why: what is wrong, as a sentence. works: what would do instead, as a sentence.
    """

    option: str
    values: frozenset[str]
    beside: str
    beside_values: frozenset[str]
    why: str
    works: str

    def refusal(self, choices: Mapping[str, str]) -> DesignError | None:
        if choices[self.option] in self.values and choices[self.beside] in self.beside_values:
            return DesignError(self.option, f"{self.why} {self.works}")
        return None
