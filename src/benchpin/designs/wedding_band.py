"""A plain band: four profiles, any width, words inside."""

from collections.abc import Iterator

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.hoop import band_measures, band_of, band_options, band_part, thick_enough
from benchpin.designs.lettering import LETTERING_OPTIONS, engraving_of, lettering_rules
from benchpin.designs.offer import finish_option, metal_option, ring_size_option
from benchpin.designs.options import Choice, Value
from benchpin.smith.draft import Draft
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import band_probes
from benchpin.smith.materials import FINISHES, METALS

__all__ = ["WEDDING_BAND"]

PROFILES = (
    Value(key="court", label="Court", note="domed outside, softened inside"),
    Value(key="d", label="D-shape", note="domed outside, flat inside"),
    Value(key="flat", label="Flat", note="flat outside and inside"),
    Value(key="flat_court", label="Flat court", note="flat outside, softened inside"),
)
HAMMER_MM = 1.5  # hammering a thinner band stretches it out of size; workshop custom (estimate)


def rules(choices: Choices) -> Iterator[DesignError]:
    yield from thick_enough(choices, "plain_band")
    if choices["finish"] == "hammered" and choices.mm("band_thickness") < HAMMER_MM:
        yield DesignError(
            "finish",
            f"A hammered band must be at least {HAMMER_MM:g} mm thick. Choose {HAMMER_MM:g} mm or more, or another finish.",
        )
    yield from lettering_rules(choices)


def draft(choices: Choices) -> Draft:
    band = band_of(choices, choices["profile"])
    size, engraving = choices.ring_size("size"), engraving_of(choices)
    profile = next(value.label for value in PROFILES if value.key == band.profile)
    words = f", engraved “{engraving.text}” inside" if engraving else ""
    return Draft(
        cast_name=f"Wedding band, {size}",
        blames="band_width",
        parts=(band_part(band, choices),),
        probes=band_probes(band, "plain_band"),
        measures=band_measures(band),
        engravings=(engraving,) if engraving else (),
        view="ring",
        resizing="plain",
        inner_radius_mm=band.inner_radius_mm,
        ring_size=size.canonical,
        description=(
            f"A {FINISHES[choices['finish']].name.lower()} {profile.lower()} band of {METALS[choices['metal']].name},"
            f" {band.width_mm:g} mm wide and {band.thickness_mm:g} mm thick, size {size}{words}."
        ),
    )


WEDDING_BAND = drafted(
    key="wedding_band",
    name="Wedding band",
    kind="ring",
    summary="A plain band in the profile, width and finish that suit your hand.",
    options=(
        metal_option(),
        Choice(key="profile", label="Profile", default="court", freezes_at="print_wax", values=PROFILES),
        *band_options(width=("2.0", "8.0", "4.0"), thickness=("1.3", "2.6", "1.7")),
        ring_size_option(),
        finish_option("polished", "satin", "hammered", "matte"),
        *LETTERING_OPTIONS,
    ),
    rules=rules,
    draft=draft,
)
