"""How a stone is held, in a few lines for every design: in claws, in a bezel, with a halo about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi

from benchpin.designs.design import Choices
from benchpin.designs.options import Choice, Value
from benchpin.smith.checks import LIMITS, Figure
from benchpin.smith.draft import Part, Stones, placed_parts
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import (
    Basket,
    Bezel,
    Floats,
    Halo,
    Head,
    Probe,
    bezel_probes,
    bezel_solid,
    claw_probes,
    frame,
    halo_beads,
    halo_frames,
    halo_solid,
    head_parts,
    seat_depth,
    then,
)
from benchpin.smith.materials import CUTS, GEMS, METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = [
    "CLAW_CUTS",
    "Mounted",
    "basket_option",
    "bezel_at",
    "claw_head",
    "claw_rules",
    "claws_at",
    "claws_option",
    "halo_about",
    "hanging",
    "rubbed_over_rules",
    "stone_words",
]

# How many claws hold a cut where it is not for the customer to say: its points, and its sides between them.
CLAWS_OF_CUT = {
    "princess": 4,
    "cushion": 4,
    "emerald": 4,
    "asscher": 4,
    "radiant": 4,
    "baguette": 4,
    "rose": 4,
    "pear": 5,
    "marquise": 6,
    "heart": 5,
    "trillion": 3,
}
ROUND_ABOUT = frozenset({"round", "oval", "cabochon_round", "cabochon_oval"})
CLAW_CUTS = ("round", "oval", "princess", "cushion", "emerald", "asscher", "pear", "marquise", "radiant", "heart", "trillion")
LEAST_IN_CLAWS_MM = {"heart": 4.5, "marquise": 3.5, "trillion": 3.5}  # estimate
HALO_APART = 0.8  # of the claws' wire: their outside carries the plate
HALO_DROP_MM = 0.15
SOFT_LEAST_MM = 5.0  # a fragile stone narrower than this breaks under the burnisher (estimate)


@dataclass(frozen=True, eq=False, kw_only=True)
class Mounted:
    """What a setting adds to a draft."""

    parts: tuple[Part, ...]
    stones: tuple[Stones, ...]
    probes: tuple[Probe, ...] = ()
    figures: tuple[Figure, ...] = ()

    def __add__(self, other: "Mounted") -> "Mounted":
        return Mounted(
            parts=self.parts + other.parts,
            stones=self.stones + other.stones,
            probes=self.probes + other.probes,
            figures=self.figures + other.figures,
        )


def claws_option(default: str, *offered: str) -> Choice:
    """Of round and oval stones; every other cut is held as its shape asks."""
    words = {"4": "Four claws", "6": "Six claws", "8": "Eight claws"}
    values = tuple(Value(key=key, label=words[key]) for key in offered)
    return Choice(
        key="claws",
        label="Claws",
        default=default,
        freezes_at="print_wax",
        values=values,
        only_with=("cut", ROUND_ABOUT),
        help="A stone with corners is held at its corners.",
    )


def basket_option() -> Choice:
    return Choice(
        key="basket",
        label="Basket",
        default="rails",
        freezes_at="print_wax",
        values=(
            Value(key="rails", label="Classic", note="two rails join the claws"),
            Value(key="trellis", label="Trellis", note="the claws cross below the stone"),
            Value(key="open", label="Tulip", note="one rail, open to the light"),
        ),
    )


def claw_head(
    choices: Choices,
    *,
    foot_mm: float,
    below_culet_mm: float,
    cut: str = "",
    stone_width_mm: float = 0.0,
    claws: int = 0,
    basket: Basket = "rails",
) -> Head:
    """The head of the options cut, stone_width and claws, or of what is given in their place."""
    cut = cut or choices["cut"]
    chosen = choices.whole("claws") if "claws" in choices else 4
    return Head(
        cut=cut,
        stone_width_mm=stone_width_mm or choices.mm("stone_width"),
        claws=claws or CLAWS_OF_CUT.get(cut, chosen),
        foot_mm=foot_mm,
        below_culet_mm=below_culet_mm,
        least_wire_mm=LIMITS.wall["claw"].least_mm(METALS[choices["metal"]]),
        basket=basket,
    )


def claws_at(
    head: Head,
    *frames: Floats,
    gem: str,
    key: str = "centre",
    name: str = "Centre stone",
    part: str = "Head",
    clear: bool = True,
) -> Mounted:
    """A stone in claws at each frame, which turns the stone's axes into the piece's.

    clear: whether the claws stand clear, so that a ray can measure them; within a halo they do not.
    """
    stones = Stones(
        key=key, name=name, stone=head.stone, gem=gem, cut=head.cut, setting="claw", frames=frames, claws=head.claws
    )
    return Mounted(
        parts=placed_parts("head", part, head_parts(head, TOLERANCE_MM), *frames),
        stones=(stones,),
        probes=claw_probes(head, frames[0], TOLERANCE_MM) if clear else (),
        figures=(Figure(rule="seat_depth", field="stone_width", value=seat_depth(head)),),
    )


def bezel_at(
    bezel: Bezel,
    *frames: Floats,
    gem: str,
    key: str = "centre",
    name: str = "Centre stone",
    part: str = "Setting",
) -> Mounted:
    """A stone in a rubbed-over setting at each frame."""
    cup = Part(key="bezel", name=part, solid=bezel_solid(bezel, TOLERANCE_MM), frames=frames, surface="round")
    stones = Stones(key=key, name=name, stone=bezel.stone, gem=gem, cut=bezel.cut, setting="bezel", frames=frames)
    return Mounted(parts=(cup,), stones=(stones,), probes=bezel_probes(bezel, frames[0]))


def halo_about(head: Head, small_mm: float, *frames: Floats, gem: str, key: str = "halo") -> Mounted:
    """A halo round a stone in claws, carried by them."""
    halo = Halo(
        cut=head.cut,
        stone_width_mm=head.stone_width_mm,
        stone_length_mm=head.stone_length_mm,
        small_mm=small_mm,
        apart_mm=HALO_APART * head.wire_mm,
        drop_mm=HALO_DROP_MM,
    )
    plate = Part(key="halo", name="Halo", solid=halo_solid(halo, 2 * TOLERANCE_MM), frames=frames)
    beads = placed_parts("bead", "Halo", (halo_beads(halo, 2 * TOLERANCE_MM),), *frames)
    places = tuple(then(frame, small) for frame in frames for small in halo_frames(halo, 2 * TOLERANCE_MM))
    small = Stones(key=key, name="Halo", stone=halo.small, gem=gem, cut="round", setting="pave", frames=places)
    return Mounted(parts=(plate, *beads), stones=(small,))


def hanging(cut: str) -> tuple[Floats, float]:
    """How a stone hangs: its frame, length upright, and the azimuth that points up; a heart and a trillion point down."""
    if cut in ("heart", "trillion"):
        return frame((0, -1, 0), (1, 0, 0), (0, 0, 1), (0, 0, 0)), pi
    return frame((0, 1, 0), (-1, 0, 0), (0, 0, 1), (0, 0, 0)), 0.0


def claw_rules(choices: Choices) -> Iterator[DesignError]:
    """Cuts with points need room between their claws."""
    least = LEAST_IN_CLAWS_MM.get(choices["cut"], 0.0)
    if choices.mm("stone_width") < least:
        name = CUTS[choices["cut"]].name.lower()
        yield DesignError(
            "stone_width",
            f"A {name} in claws is {least:g} mm wide at least, or its claws would hide it. Choose {least:g} mm or wider.",
        )


def rubbed_over_rules(choices: Choices) -> Iterator[DesignError]:
    """A fragile stone must be large enough to have metal rubbed over it."""
    gem = GEMS[choices["gem"]]
    if gem.fragile and choices.mm("stone_width") < SOFT_LEAST_MM:
        yield DesignError(
            "stone_width",
            f"Rubbing metal over a small {gem.name.lower()} may break it."
            f" Choose {SOFT_LEAST_MM:g} mm or wider, or another stone.",
        )


def stone_words(width_mm: float, cut: str, gem: str) -> str:
    """A stone as a sentence names it: "a 6 mm oval sapphire"."""
    return f"{width_mm:g} mm {CUTS[cut].name.lower()} {GEMS[gem].name.lower()}"
