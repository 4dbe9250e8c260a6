"""A row of stones round the wrist, each in a link of its own that turns on the next."""

from collections.abc import Mapping
from math import ceil

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.offer import cut_option, finish_option, gem_option, metal_option, stone_width_option
from benchpin.designs.options import Choice, Value
from benchpin.designs.wrist import bracelet_length_mm, wrist_option
from benchpin.smith.anatomy import Finding, Measure
from benchpin.smith.checks import LIMITS, Figure
from benchpin.smith.draft import Draft, Part, Stones
from benchpin.smith.geometry import (
    PLAY_MM,
    Floats,
    Member,
    Probe,
    SetLink,
    hinge_pin,
    laid,
    moved_by,
    set_link_clasp,
    set_link_clasp_mm,
    set_link_solid,
    table_way,
    then,
)
from benchpin.smith.materials import CUTS, GEMS, METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["TENNIS_BRACELET"]

LINK_TOLERANCE_MM = 2 * TOLERANCE_MM  # links are small and many
SETTINGS = (Value(key="claw", label="Claws"), Value(key="bezel", label="Rubbed over"))


def draft(choices: Choices) -> Draft:
    metal, link = METALS[choices["metal"]], _link(choices)
    links = link_count(choices)
    members = [_member("clasp", set_link_clasp_mm(link)), *(_member("link", link.pitch_mm) for _ in range(links))]
    frames = laid(members, table_way)
    over_hinge = moved_by(0, 0, -link.hinge_z_mm)
    stand = tuple(then(frame, over_hinge) for frame in frames["link"])
    solid, clasp = set_link_solid(link, LINK_TOLERANCE_MM), set_link_clasp(link, LINK_TOLERANCE_MM)
    closed_mm = links * link.pitch_mm + set_link_clasp_mm(link)
    gem, cut = GEMS[choices["gem"]].name.lower(), CUTS[link.cut].name.lower()
    held = "four claws" if link.setting == "claw" else "a rubbed-over rim"
    return Draft(
        cast_name=f"Links of a tennis bracelet, cast {links}",
        blames="stone_width",
        parts=(
            Part(key="link", name="Link", solid=solid, frames=stand, loose=True),
            Part(
                key="pin",
                name="Hinge pins",
                solid=hinge_pin(link.hinge, LINK_TOLERANCE_MM),
                frames=tuple(then(frame, moved_by(reach, 0, 0)) for frame, reach in _right_ends(frames, link)),
                bought=Finding(
                    key="hinge_pin",
                    name="Hinge pins",
                    alloy=metal.id,
                    mass_g=round(metal.mass_g(link.hinge.pin_mm3), 4),
                    count=links + 1,
                    joined=False,
                ),
            ),
            Part(
                key="clasp",
                name="Box clasp",
                solid=clasp,
                frames=frames["clasp"],
                loose=True,
                bought=Finding(
                    key="clasp", name="Box clasp", alloy=metal.id, mass_g=round(metal.mass_g(float(clasp.volume())), 3)
                ),
            ),
        ),
        stones=(
            Stones(
                key="row",
                name="Stones",
                stone=link.stone,
                gem=choices["gem"],
                cut=link.cut,
                setting=link.setting,
                claws=4 if link.setting == "claw" else 0,
                frames=stand,
            ),
        ),
        figures=(Figure(rule="hinge_play", field="stone_width", value=link.hinge.play_mm),),
        probes=(_pin_probe(link, stand[0]),),
        measures=(
            Measure(key="length", label="Length, closed", value=round(closed_mm, 1), unit="mm", tolerance=3.0),
            Measure(
                key="pitch", label="Middle to middle of two stones", value=round(link.pitch_mm, 2), unit="mm", tolerance=0.1
            ),
        ),
        view="bracelet",
        description=(
            f"A bracelet of {metal.name} for a wrist of {choices.mm('wrist'):g} mm: {links} {link.stone_width_mm:g} mm {cut}"
            f" {gem} stones, each in {held} on a link that turns on the next, closed by a box clasp."
        ),
    )


def link_count(choices: Choices) -> int:
    """As many links as make the bracelet at least so long as it should be."""
    link = _link(choices)
    return ceil((bracelet_length_mm(choices) - set_link_clasp_mm(link)) / link.pitch_mm)


def _link(choices: Choices) -> SetLink:
    return SetLink(
        setting="claw" if choices["setting"] == "claw" else "bezel",
        cut=choices["cut"],
        stone_width_mm=choices.mm("stone_width"),
        least_wire_mm=LIMITS.wall["claw"].least_mm(METALS[choices["metal"]]),
    )


def _member(key: str, long_mm: float) -> Member:
    """It meets its neighbours on the axes of its hinges."""
    reach_mm = (long_mm + PLAY_MM) / 2
    return Member(key=key, left_mm=reach_mm, right_mm=reach_mm)


def _right_ends(frames: Mapping[str, tuple[Floats, ...]], link: SetLink) -> list[tuple[Floats, float]]:
    """Each frame, and how far to the right its hinge is."""
    halves = {"link": link.pitch_mm / 2, "clasp": set_link_clasp_mm(link) / 2}
    return [(frame, halves[key]) for key, each in frames.items() for frame in each]


def _pin_probe(link: SetLink, frame: Floats) -> Probe:
    """Through a lug, from its outside to its pin."""
    low, high = link.hinge.length_mm / 2 - 0.3, link.hinge.radius_mm + 1.0
    ends = [frame[:, :3] @ (link.pitch_mm / 2, low, link.hinge_z_mm - out) + frame[:, 3] for out in (high, 0.0)]
    start, end = ((float(x), float(y), float(z)) for x, y, z in ends)
    return Probe(rule="knuckle", field="stone_width", start_mm=start, end_mm=end)


TENNIS_BRACELET = drafted(
    key="tennis_bracelet",
    name="Tennis bracelet",
    kind="bracelet",
    summary="Stone beside stone round the wrist, supple as a chain.",
    options=(
        metal_option(),
        gem_option("diamond"),
        cut_option("round"),
        stone_width_option("2.5", "5.0", "3.0"),
        Choice(key="setting", label="Setting", default="claw", freezes_at="print_wax", values=SETTINGS),
        wrist_option(),
        finish_option("polished"),
    ),
    draft=draft,
)
