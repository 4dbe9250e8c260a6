"""Hoops and huggies: a bar bent round, closed through the ear by a hinged post."""

from math import pi, radians

from benchpin.designs.design import Choices, Design
from benchpin.designs.drafted import drafted
from benchpin.designs.offer import finish_option, metal_option
from benchpin.designs.options import Choice, Measure, Value
from benchpin.smith.anatomy import Finding
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.draft import Draft, Part
from benchpin.smith.geometry import Arc, Floats, Probe, arc_solid, moved_by, then, turned
from benchpin.smith.materials import METALS
from benchpin.smith.piece import TOLERANCE_MM

__all__ = ["HOOPS", "HUGGIES"]

POST_WIRE_MM = 0.8  # misterjewel.com: posts of 0.8 mm
POST_IN_MM = 0.9  # how far the post goes into each end: hinge on one side, notch on the other
OPEN_MM = 7.0  # along the hoop: room for an ear lobe and the fingers that close it
TURN_DEG = 32.0  # how a pair is shown
FORMS = {"round": "round", "bar": "square-edged", "court": "domed"}


def hoops_draft(choices: Choices) -> Draft:
    wire = choices.mm("wire")
    arc = _arc(choices.mm("diameter") - 2 * wire, wire, wire, choices["form"])
    return _draft(choices, arc, f"{choices.mm('diameter'):g} mm hoops of {wire:g} mm {FORMS[arc.form]} wire", "Hoop")


def huggies_draft(choices: Choices) -> Draft:
    thick = 1.8
    arc = _arc(choices.mm("inner_diameter"), thick, choices.mm("width"), choices["form"])
    words = f"huggie earrings, {arc.wide_mm:g} mm wide and {FORMS[arc.form]}, {arc.inner_mm:g} mm across inside"
    return _draft(choices, arc, words, "Huggie")


def _arc(inner_mm: float, thick_mm: float, wide_mm: float, form: str) -> Arc:
    open_deg = min(80.0, OPEN_MM / ((inner_mm + thick_mm) / 2) * 180 / pi)
    return Arc(inner_mm=inner_mm, thick_mm=thick_mm, wide_mm=wide_mm, form=form, open_deg=round(open_deg, 2))


def _draft(choices: Choices, arc: Arc, words: str, name: str) -> Draft:
    metal = METALS[choices["metal"]]
    outer_mm = arc.inner_mm + 2 * arc.thick_mm
    far = outer_mm / 2 + 2
    probes = [Probe(rule="hoop", field="form", start_mm=(0.0, -far, 0.0), end_mm=(0.0, 0.0, 0.0))]
    return Draft(
        cast_name=f"{name} earring, cast two",
        blames="form",
        parts=(
            Part(key="hoop", name=name, solid=arc_solid(arc, TOLERANCE_MM), surface="round"),
            _post(arc, choices["metal"]),
        ),
        probes=tuple(probes),
        measures=(
            AnatomyMeasure(key="diameter", label="Diameter outside", value=round(outer_mm, 2), unit="mm", tolerance=0.3),
            AnatomyMeasure(key="thickness", label="Thickness", value=arc.thick_mm, unit="mm", tolerance=0.15),
        ),
        pair=_shown(outer_mm),
        view="earring",
        description=f"A pair of {words}, of {metal.name}, each closed through the ear by a hinged post.",
    )


def _post(arc: Arc, alloy: str) -> Part:
    """A wire across the opening, bent as the hoop is."""
    reach_deg = arc.open_deg + 2 * POST_IN_MM / arc.middle_mm * 180 / pi
    inner = 2 * arc.middle_mm - POST_WIRE_MM
    wire = Arc(inner_mm=inner, thick_mm=POST_WIRE_MM, wide_mm=POST_WIRE_MM, form="round", open_deg=round(360 - reach_deg, 2))
    length = wire.length_mm
    mass_g = METALS[alloy].mass_g(pi * (POST_WIRE_MM / 2) ** 2 * length)
    finding = Finding(
        key="post", name="Hinged posts", alloy=alloy, mass_g=round(mass_g, 3), count=2, length_mm=round(length, 1)
    )
    # The arc leaves its opening at the top: turned round, the wire lies there.
    return Part(key="post", name="Post", solid=arc_solid(wire, TOLERANCE_MM), frames=(turned("z", pi),), bought=finding)


def _shown(outer_mm: float) -> tuple[Floats, Floats]:
    apart = 0.5 * outer_mm + 2.5
    left, right = (then(moved_by(side * apart, 0, 0), turned("y", radians(side * TURN_DEG))) for side in (-1, 1))
    return left, right


def _form(*offered: str) -> Choice:
    words = {"round": "Round", "bar": "Square-edged", "court": "Domed"}
    values = tuple(Value(key=key, label=words[key]) for key in offered)
    return Choice(key="form", label="Section", default=offered[0], freezes_at="print_wax", values=values)


HOOPS: Design = drafted(
    key="hoops",
    name="Hoop earrings",
    kind="earrings",
    summary="A bar of metal bent into a circle: nothing more.",
    options=(
        metal_option(),
        Measure(key="diameter", label="Diameter", default="24", freezes_at="print_wax", least="14", most="50", step="2"),
        Measure(key="wire", label="Thickness", default="2.0", freezes_at="print_wax", least="1.4", most="3.0", step="0.2"),
        _form("round", "bar"),
        finish_option("polished", "satin", "hammered", "matte"),
    ),
    draft=hoops_draft,
)

HUGGIES: Design = drafted(
    key="huggies",
    name="Huggie earrings",
    kind="earrings",
    summary="Small hoops that sit close to the lobe.",
    options=(
        metal_option(),
        Measure(
            key="inner_diameter",
            label="Inside",
            default="9.0",
            freezes_at="print_wax",
            least="8.0",
            most="12.0",
            step="0.5",
            needs=("findings",),
        ),
        Measure(key="width", label="Width", default="3.0", freezes_at="print_wax", least="2.0", most="5.0", step="0.5"),
        _form("court", "bar"),
        finish_option("polished", "satin", "hammered", "matte"),
    ),
    draft=huggies_draft,
)
