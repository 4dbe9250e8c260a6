"""Two or three wires twisted into a band: to stack, or to wear alone."""

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.offer import metal_option, ring_size_option
from benchpin.designs.options import Choice, Measure, Value
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.checks import Figure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.geometry import Twist, twist_bend_mm, twist_frames, twist_pitch
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["TWISTED_BAND"]

FINER = 1.5  # a twist's curves are small and many: drawn a little coarser than a plain band


def draft(choices: Choices) -> Draft:
    size = choices.ring_size("size")
    twist = Twist(bore_mm=size.diameter_mm, wire_mm=choices.mm("wire"), strands=choices.whole("strands"))
    count = "Two" if twist.strands == 2 else "Three"
    return Draft(
        cast_name=f"Twisted band, {size}",
        blames="wire",
        parts=(Part(key="band", name="Band", solid=twist_pitch(twist, FINER * TOLERANCE_MM), frames=twist_frames(twist)),),
        figures=(Figure(rule="bend_radius", field="wire", value=twist_bend_mm(twist) / twist.wire_mm),),
        measures=(
            AnatomyMeasure(key="band_width", label="Band width", value=round(twist.width_mm, 2), unit="mm", tolerance=0.15),
            AnatomyMeasure(
                key="band_thickness", label="Band thickness", value=round(twist.thickness_mm, 2), unit="mm", tolerance=0.2
            ),
        ),
        view="ring",
        resizing="side_stones",
        inner_radius_mm=twist.bore_mm / 2,
        ring_size=size.canonical,
        description=(
            f"{count} wires of {METALS[choices['metal']].name}, {twist.wire_mm:g} mm each, twisted {twist.turns} times into a"
            f" band {twist.width_mm:.1f} mm wide, smooth inside, size {size}."
        ),
    )


TWISTED_BAND = drafted(
    key="twisted_band",
    name="Twisted band",
    kind="ring",
    summary="Wires twisted like a cord: light on every turn.",
    options=(
        metal_option(),
        Choice(
            key="strands",
            label="Wires",
            default="2",
            freezes_at="print_wax",
            values=(Value(key="2", label="Two"), Value(key="3", label="Three", note="braided more closely")),
        ),
        Measure(
            key="wire", label="Thickness of a wire", default="1.2", freezes_at="print_wax", least="1.0", most="1.8", step="0.1"
        ),
        ring_size_option(),
    ),
    draft=draft,
)
