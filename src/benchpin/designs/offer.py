"""Options that several designs share, each defined once: metal, gem, finish, ring size."""

from collections.abc import Mapping

from benchpin.designs.options import Choice, Measure, Size, Value
from benchpin.smith.materials import COATS, CUTS, FINISHES, GEMS, METALS, Gem
from benchpin.smith.sizes import parse_ring_size

__all__ = [
    "METAL_ORDER",
    "SMALL_GEMS",
    "cut_option",
    "fill_of",
    "fill_option",
    "finish_option",
    "gem_option",
    "halo_options",
    "metal_option",
    "ring_size_option",
    "stone_width_option",
]

METAL_ORDER = ("au_y18", "au_r18", "au_w18_pd", "pt_950_ru", "au_y9", "ag_925")
SMALL_GEMS = tuple(
    key for key in ("diamond", "diamond_lab", "moissanite", "sapphire", "ruby") if key in GEMS
)  # hard enough to be beaded
FILLS = ("oxidised", "enamel_black", "enamel_white", "enamel_blue", "enamel_green", "enamel_red")
SMALLEST, LARGEST = parse_ring_size("UK:F"), parse_ring_size("UK:Z+3")


def metal_option() -> Choice:
    values = tuple(Value(key=m.id, label=m.name) for m in (METALS[key] for key in METAL_ORDER))
    return Choice(key="metal", label="Metal", default="au_y18", freezes_at="cast", values=values, needs=("metal", "findings"))


def gem_option(default: str) -> Choice:
    values = tuple(Value(key=g.id, label=g.name, note=_origin(g)) for g in GEMS.values())
    return Choice(key="gem", label="Stone", default=default, freezes_at="set_stones", values=values, needs=("stones",))


def cut_option(*cuts: str) -> Choice:
    values = tuple(Value(key=key, label=CUTS[key].name) for key in cuts)
    return Choice(key="cut", label="Cut", default=cuts[0], freezes_at="print_wax", values=values, needs=("stones",))


def stone_width_option(least: str, most: str, default: str) -> Measure:
    return Measure(
        key="stone_width",
        label="Stone width",
        default=default,
        freezes_at="print_wax",
        least=least,
        most=most,
        step="0.5",
        help="Across the narrower side.",
        needs=("stones",),
    )


def finish_option(*finishes: str) -> Choice:
    values = tuple(Value(key=key, label=FINISHES[key].name) for key in finishes)
    return Choice(key="finish", label="Finish", default=finishes[0], freezes_at="final_polish", values=values)


def ring_size_option() -> Size:
    return Size(
        key="size",
        label="Ring size",
        default="UK:M",
        freezes_at="print_wax",
        least_mm=SMALLEST.circumference_mm,
        most_mm=LARGEST.circumference_mm,
        help="Measure a ring that fits, inside, or ask us for a gauge.",
    )


def _origin(gem: Gem) -> str:
    """What must be said beside the name of a stone that was grown, unless the name says it."""
    return "laboratory-grown" if gem.kind == "synthetic" and "grown" not in gem.name else ""


def halo_options() -> tuple[Choice, Measure]:
    """The small stones about a large one: what they are, and how wide."""
    values = tuple(Value(key=key, label=GEMS[key].name, note=_origin(GEMS[key])) for key in SMALL_GEMS)
    return (
        Choice(
            key="halo_gem",
            label="Halo stones",
            default=SMALL_GEMS[0],
            freezes_at="set_stones",
            values=values,
            needs=("stones",),
        ),
        Measure(
            key="halo_width",
            label="Width of a halo stone",
            default="1.3",
            freezes_at="print_wax",
            least="1.1",
            most="1.7",
            step="0.2",
            needs=("stones",),
        ),
    )


def fill_option(words: str) -> Choice:
    """What blackens or fills the letters of the option `words`."""
    values = tuple(Value(key=key, label=COATS[key].name) for key in FILLS)
    return Choice(
        key="fill",
        label="Letters",
        default="none",
        freezes_at="prepolish",
        only_if=words,
        values=(Value(key="none", label="Bare metal"), *values),
    )


def fill_of(choices: Mapping[str, str]) -> str:
    """The coat of the option `fill`; empty for bare metal."""
    return "" if choices["fill"] == "none" else choices["fill"]
