"""The kinds of jewellery as the shop's window sorts them."""

from dataclasses import dataclass

from benchpin.smith.anatomy import Kind

__all__ = ["KINDS", "WindowKind", "kind_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowKind:
    kind: Kind
    slug: str
    name: str
    line: str


KINDS = (
    WindowKind(kind="ring", slug="rings", name="Rings", line="Made to your finger, to the half size."),
    WindowKind(kind="necklace", slug="necklaces", name="Necklaces", line="A stone, a setting and the chain it hangs from."),
    WindowKind(kind="earrings", slug="earrings", name="Earrings", line="Made as a pair, matched to each other."),
    WindowKind(kind="bracelet", slug="bracelets", name="Bracelets", line="Made to your wrist."),
)


def kind_of(kind: Kind) -> WindowKind:
    return next(window for window in KINDS if window.kind == kind)
