"""The option of a person's own hand: an uploaded SVG, kept as one short text that no two drawings share."""

from dataclasses import dataclass
from typing import ClassVar

from benchpin.designs.options import Option, OptionKind
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Hand, SvgRefused, handwriting

__all__ = ["Handwriting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handwriting(Option):
    """A drawing to engrave. Takes the text of an SVG file, or the canonical text that came of one; empty for none."""

    kind: ClassVar[OptionKind] = "drawing"

    def parse(self, raw: str) -> str:
        text = raw.strip()
        if not text:
            return ""
        if text.lstrip("\ufeff").startswith("<"):
            return self.parse_file(text.encode())
        try:
            return Hand.read(text).text
        except ValueError:
            raise DesignError(self.key, "This is no handwriting we know. Please upload it again as plain SVG.") from None

    def parse_file(self, data: bytes) -> str:
        """The same for an uploaded file's bytes. Raises DesignError with what would work."""
        try:
            return handwriting(data)
        except SvgRefused as refusal:
            raise DesignError(self.key, str(refusal)) from None

    def show(self, value: str) -> str:
        return "In your own hand" if value else "None"

    def limits(self) -> str:
        return "an SVG file of strokes or outlines"
