"""A band: six profiles, any width, plain or decorated, in one metal or two, words inside."""

from collections.abc import Iterator

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hoop import band_measures, band_of, band_options, band_part, thick_enough, words_inside
from benchpin.designs.lettering import LETTERING_OPTIONS, engraving_of, lettering_rules
from benchpin.designs.offer import finish_option, metal_option, ring_size_option
from benchpin.designs.options import Choice, Conflict, Value
from benchpin.smith.draft import Draft, Part, placed_parts
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import INLAY_DEPTH_MM, Band, band_probes, grooved, inlaid, milgrain, segments
from benchpin.smith.materials import FINISHES, METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["WEDDING_BAND"]

PROFILES = (
    Value(key="court", label="Court", note="domed outside, softened inside"),
    Value(key="d", label="D-shape", note="domed outside, flat inside"),
    Value(key="flat", label="Flat", note="flat outside and inside"),
    Value(key="flat_court", label="Flat court", note="flat outside, softened inside"),
    Value(key="knife", label="Knife edge", note="two sides that meet in a ridge"),
    Value(key="comfort", label="Comfort fit", note="strongly domed inside: slides on like no other"),
)
DETAILS = (
    Value(key="plain", label="None"),
    Value(key="milgrain", label="Milgrain", note="a line of fine beads along both edges"),
    Value(key="groove", label="One groove", note="in the middle"),
    Value(key="grooves", label="Two grooves", note="near the edges"),
    Value(key="inlay", label="Inlay", note="a line of another metal, flush"),
)
DETAIL_WORDS = {
    "plain": "",
    "milgrain": ", milgrained at its edges",
    "groove": ", with a groove",
    "grooves": ", with two grooves",
}
HAMMER_MM = 1.5  # hammering a thinner band stretches it out of size; workshop custom (estimate)
DETAIL_LEAST_MM = {"plain": 0.0, "milgrain": 3.0, "groove": 2.5, "grooves": 4.0, "inlay": 4.0}  # of width; estimate
INLAY_SHARE = 0.3  # of the width
# Of thickness: what is cut into it, and the 0.9 mm that must be left (checks.toml, wall.under_detail).
DETAIL_THICK_MM = {"groove": 1.4, "grooves": 1.5, "inlay": round(INLAY_DEPTH_MM + 1.0, 2)}
GROOVE_AT = 0.3  # of the width, from the middle


def rules(choices: Choices) -> Iterator[DesignError]:
    yield from thick_enough(choices, "plain_band")
    thickness, detail = choices.mm("band_thickness"), choices["detail"]
    if choices["finish"] == "hammered" and thickness < HAMMER_MM:
        yield DesignError(
            "finish",
            f"A hammered band must be at least {HAMMER_MM:g} mm thick. Choose {HAMMER_MM:g} mm or more, or another finish.",
        )
    if choices.mm("band_width") < (least := DETAIL_LEAST_MM[detail]):
        yield DesignError("detail", f"This needs a band at least {least:g} mm wide. Choose {least:g} mm or more, or another.")
    needed = DETAIL_THICK_MM.get(detail, 0.0)
    if thickness < needed:
        yield DesignError(
            "detail", f"This needs a band at least {needed:g} mm thick. Choose {needed:g} mm or more, or no detail."
        )
    if detail == "inlay" and choices["inlay_metal"] == choices["metal"]:
        yield DesignError("inlay_metal", "An inlay of the same metal would not be seen. Choose another metal for it.")
    yield from lettering_rules(choices)


def draft(choices: Choices) -> Draft:
    band = band_of(choices, choices["profile"])
    size, engraving = choices.ring_size("size"), engraving_of(choices)
    profile = next(value.label for value in PROFILES if value.key == band.profile)
    words = f", engraved “{engraving.text}” inside" if engraving else ""
    cut_into = choices["detail"] in ("groove", "grooves", "inlay")
    detail = DETAIL_WORDS.get(choices["detail"], "")
    if choices["detail"] == "inlay":
        detail = f", inlaid with {METALS[choices['inlay_metal']].name}"
    return Draft(
        cast_name=f"Wedding band, {size}",
        blames="band_width",
        parts=_parts(choices, band),
        probes=band_probes(band, "under_detail" if cut_into else "plain_band"),
        measures=band_measures(band),
        engravings=(engraving,) if engraving else (),
        view="ring",
        resizing="none" if choices["detail"] in ("milgrain", "inlay") else "plain",
        inner_radius_mm=band.inner_radius_mm,
        ring_size=size.canonical,
        description=(
            f"A {FINISHES[choices['finish']].name.lower()} {profile.lower()} band of {METALS[choices['metal']].name},"
            f" {band.width_mm:g} mm wide and {band.thickness_mm:g} mm thick{detail}, size {size}{words}."
        ),
    )


def _parts(choices: Choices, band: Band) -> tuple[Part, ...]:
    around = segments(band.inner_radius_mm + band.thickness_mm, TOLERANCE_MM, 96)
    detail = choices["detail"]
    if detail == "milgrain":
        return (band_part(band, choices), *placed_parts("milgrain", "Milgrain", (milgrain(band),)))
    if detail in ("groove", "grooves"):
        places = (0.0,) if detail == "groove" else (-GROOVE_AT * band.width_mm, GROOVE_AT * band.width_mm)
        return (band_part(band, choices, grooved(band, around, 5, places)),)
    if detail == "inlay":
        outer, filling = inlaid(band, around, 5, round(INLAY_SHARE * band.width_mm, 2))
        inlay = Part(
            key="inlay",
            name="Inlay",
            solid=filling,
            alloy=choices["inlay_metal"],
            finish=choices["inlay_finish"],
            surface="round",
        )
        return (Part(key="band", name="Band", solid=outer, surface="round", letters=words_inside(band, choices)), inlay)
    return (band_part(band, choices),)


WEDDING_BAND = drafted(
    key="wedding_band",
    name="Wedding band",
    kind="ring",
    summary="A band in the profile, width and finish that suit your hand, plain or with a fine detail.",
    options=(
        metal_option(),
        Choice(key="profile", label="Profile", default="court", freezes_at="print_wax", values=PROFILES),
        *band_options(width=("2.0", "8.0", "4.0"), thickness=("1.3", "2.6", "1.7")),
        Choice(key="detail", label="Detail", default="plain", freezes_at="print_wax", values=DETAILS),
        Choice(
            key="inlay_metal",
            label="Metal of the inlay",
            default="au_r18",
            freezes_at="cast_second",
            values=metal_option().values,
            only_with=("detail", frozenset({"inlay"})),
            needs=("metal",),
        ),
        Choice(
            key="inlay_finish",
            label="Finish of the inlay",
            default="polished",
            freezes_at="final_polish",
            values=finish_option("polished", "satin", "matte").values,
            only_with=("detail", frozenset({"inlay"})),
        ),
        ring_size_option(),
        finish_option("polished", "satin", "hammered", "matte"),
        *LETTERING_OPTIONS,
    ),
    rules=rules,
    conflicts=(
        Conflict(
            option="detail",
            values=frozenset({"milgrain", "groove", "grooves", "inlay"}),
            beside="profile",
            beside_values=frozenset({"knife"}),
            why="A knife edge has no level place for a line.",
            works="Choose no detail, or another profile.",
        ),
        Conflict(
            option="detail",
            values=frozenset({"milgrain"}),
            beside="finish",
            beside_values=frozenset({"hammered"}),
            why="Hammer marks run over the edges where the beads would stand.",
            works="Choose another finish, or no milgrain.",
        ),
    ),
    draft=draft,
)
