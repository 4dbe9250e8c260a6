"""The design language: what may be chosen, with limits and units. One schema feeds form, address, command line, docs."""

import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import with_symbols
from benchpin.smith.sizes import RingSize, parse_ring_size

__all__ = ["Choice", "Lettering", "Measure", "Option", "Size", "Value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One thing that may be chosen."""

    key: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(ABC):
    """What every option has. `freezes_at` is the operation after whose start it can no longer change."""

    key: str
    label: str
    default: str
    freezes_at: str
    help: str = ""
    only_with: tuple[str, frozenset[str]] | None = None  # shown only while that option has one of these values
    only_if: str = ""  # means something only while that option is not empty

    @abstractmethod
    def parse(self, raw: str) -> str:
        """Return the canonical text of `raw`. Raises DesignError with what would work."""

    @abstractmethod
    def show(self, value: str) -> str:
        """Return `value` as a person reads it, with its unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Option):
    values: tuple[Value, ...]

    def parse(self, raw: str) -> str:
        if raw not in {value.key for value in self.values}:
            offered = ", ".join(value.label for value in self.values)
            raise DesignError(self.key, f"We do not make this in that {self.label.lower()}. Choose from: {offered}.")
        return raw

    def show(self, value: str) -> str:
        return next(v.label for v in self.values if v.key == value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Option):
    """A length between `least` and `most` in steps, decimal text so that 2.2 is exactly 2.2."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Size(Option):
    """A ring size in any system, kept as it was chosen: "UK:M 1/2", "US:7"."""

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

    def size(self, value: str) -> RingSize:
        return parse_ring_size(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering(Option):
    """Words to engrave, and signs among them. Which letters a typeface has and how many fit is judged by the design's rules."""

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
