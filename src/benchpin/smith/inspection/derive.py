"""What the final inspection expects of this very piece.

Tolerances: finished pieces as the trade keeps them (inspection.toml of the trade study); those from custom are estimates.
"""

from dataclasses import replace

from benchpin.smith.anatomy import Anatomy, Coating, Engraving, Finding, Measure, MetalPart, StoneSet
from benchpin.smith.hallmark import hallmark_required, marks
from benchpin.smith.inspection.points import Point
from benchpin.smith.materials import coat, finish, gem, metal
from benchpin.smith.sizes import parse_ring_size

__all__ = ["points"]

# T. Teague, Santa Fe Symposium (-16.5 % at the extreme); workshop custom.
MASS_LOWER, MASS_UPPER = 0.90, 1.05
RING_CIRCUMFERENCE_TOLERANCE_MM = 0.4  # ISO 8653 gauge, workshop custom
STONE_TOLERANCE_MM = 0.15  # calibrated goods; a chosen stone is measured to 0.03 mm on arrival
PAIR_DIFFERENCE = 0.03  # of the mass of one; workshop custom
HOLDERS = {"claw": "claws", "bezel": "bezel", "pave": "beads", "channel": "walls", "flush": "rim"}
CALLIPER_REACHES_MM = 150.0  # what is longer is laid along a rule


def points(anatomy: Anatomy) -> tuple[Point, ...]:
    """List the points of the final inspection."""
    found = [_mass(anatomy)]
    if anatomy.ring_size:
        found.append(_ring_size(anatomy.ring_size))
    found += [_pair(part) for part in anatomy.parts if part.count == 2]
    found += [_measure_point(measure, anatomy.findings) for measure in anatomy.measures]
    for stone in anatomy.stones:
        found += _stone(stone)
    if anatomy.findings:
        found.append(_findings(anatomy.findings))
    found += [_engraving(number, engraving) for number, engraving in enumerate(anatomy.engravings, 1)]
    found += [_coating(coating) for coating in anatomy.coatings]
    if hallmark_required(anatomy.alloy, anatomy.metal_mass_g):
        found.append(_hallmark(anatomy.alloy))
    found += [_surface(), _finish(anatomy.finish)]
    if metal(anatomy.alloy).rhodium_plated:
        found.append(_plating())
    return tuple(found if anatomy.parts else [_of_bought_parts(point) for point in found])


def _of_bought_parts(point: Point) -> Point:
    """A piece of bought parts is neither filed nor prepolished here: it goes back to where it is cut, or finished."""
    instead = {"clean_up": "cut_chain", "prepolish": "final_polish"}
    return replace(point, back_to=instead.get(point.back_to, point.back_to))


def _mass(anatomy: Anatomy) -> Point:
    nominal = anatomy.gross_mass_g
    return Point(
        key="mass",
        kind="measured",
        label="Mass of the finished piece, stones set",
        method="Balance reading 0.01 g, piece clean and dry",
        expected=f"{nominal:.2f} g",
        unit="g",
        nominal=round(nominal, 2),
        least=round(nominal * MASS_LOWER, 2),
        most=round(nominal * MASS_UPPER, 2),
        back_to="clean_up",
        source="Teague, Santa Fe Symposium; workshop custom (estimate)",
    )


def _ring_size(canonical: str) -> Point:
    size = parse_ring_size(canonical)
    c = size.circumference_mm
    return Point(
        key="ring_size",
        kind="measured",
        label=f"Ring size {size}: inside circumference",
        method="ISO 8653 ring stick; a flat inside is read at its lower edge, a domed one at its middle",
        expected=f"{c:.1f} mm",
        unit="mm",
        nominal=round(c, 1),
        least=round(c - RING_CIRCUMFERENCE_TOLERANCE_MM, 1),
        most=round(c + RING_CIRCUMFERENCE_TOLERANCE_MM, 1),
        back_to="size",
        source="ISO 8653; workshop custom (estimate)",
    )


def _pair(part: MetalPart) -> Point:
    most = round(PAIR_DIFFERENCE * part.mass_g, 2)
    return Point(
        key=f"pair_{part.key}",
        kind="measured",
        label=f"Difference in mass between the two: {part.name.lower()}",
        method="Balance reading 0.01 g, one after the other",
        expected=f"at most {most:.2f} g",
        unit="g",
        nominal=0.0,
        least=0.0,
        most=most,
        back_to="clean_up",
        source="workshop custom: a pair matches within 3 % (estimate)",
    )


def _measure_point(measure: Measure, findings: tuple[Finding, ...]) -> Point:
    """A measure named after a finding ("chain_length" of "chain") is put right where findings are joined."""
    bought = any(measure.key.startswith(f"{finding.key}_") for finding in findings)
    short = measure.value <= CALLIPER_REACHES_MM
    return Point(
        key=measure.key,
        kind="measured",
        label=measure.label,
        method="Calliper reading 0.01 mm, three places" if short else "Steel rule, laid out straight without pulling",
        expected=f"{measure.value:.2f} {measure.unit}" if short else f"{measure.value:.0f} {measure.unit}",
        unit=measure.unit,
        nominal=round(measure.value, 2),
        least=round(measure.value - measure.tolerance, 2),
        most=round(measure.value + measure.tolerance, 2),
        back_to="assemble" if bought else "clean_up",
        source="workshop custom (estimate); Teague: model to finished −0.2 mm",
    )


def _stone(stone: StoneSet) -> list[Point]:
    name = gem(stone.gem).name
    sides = [_stone_side(f"stone_{stone.key}", f"{stone.name}: width of the {name.lower()}", stone.width_mm)]
    if stone.length_mm != stone.width_mm:
        sides.append(_stone_side(f"stone_{stone.key}_length", f"{stone.name}: length of the {name.lower()}", stone.length_mm))
    holder = HOLDERS[stone.setting]
    safe = f"Every {name.lower()} is tight and level, with no chip, no gap at the {holder}"
    secure = Point(
        key=f"secure_{stone.key}",
        kind="judged",
        label=safe,
        method="Tap beside the ear, thread over the claws, push at the girdle under 10×",
        back_to="set_stones",
        source="gia.edu quality benchmarks; workshop custom",
    )
    return [*sides, secure]


def _stone_side(key: str, label: str, value_mm: float) -> Point:
    return Point(
        key=key,
        kind="measured",
        label=label,
        method="Leveridge or calliper across the girdle",
        expected=f"{value_mm:.2f} mm",
        unit="mm",
        nominal=round(value_mm, 2),
        least=round(value_mm - STONE_TOLERANCE_MM, 2),
        most=round(value_mm + STONE_TOLERANCE_MM, 2),
        back_to="set_stones",
        source="calibrated goods (estimate)",
    )


def _findings(findings: tuple[Finding, ...]) -> Point:
    names = " and ".join(finding.name.lower() for finding in findings)
    return Point(
        key="findings",
        kind="judged",
        label=f"The {names} hold, move freely and do not bend",
        method="Open and close 20 times; a steady pull by hand; 10× loupe at each joint",
        back_to="assemble",
        source="workshop custom",
    )


def _engraving(number: int, engraving: Engraving) -> Point:
    return Point(
        key="engraving" if number == 1 else f"engraving_{number}",
        kind="read",
        label=f"Engraving, {engraving.place}",
        method="Read aloud letter by letter and type what you read; a second person checks",
        expected=engraving.text,
        back_to={"laser": "engrave", "hand": "engrave_hand", "cast": "print_wax"}[engraving.method],
        source="workshop custom: no error allowed",
    )


def _coating(coating: Coating) -> Point:
    row = coat(coating.coat)
    return Point(
        key=f"coating_{coating.key}",
        kind="judged",
        label=f"{coating.name}: {row.judged[0].lower()}{row.judged[1:]}",
        method="By eye, then 10× loupe",
        back_to=row.operation,
        source="workshop custom",
    )


def _hallmark(alloy: str) -> Point:
    reads = ", ".join(f"{mark.name.lower()} ({mark.reads})" for mark in marks(alloy))
    return Point(
        key="hallmark",
        kind="judged",
        label=f"Hallmark of {metal(alloy).name} complete and legible: {reads}",
        method="10× loupe",
        back_to="hallmark",
        source="Hallmarking Act 1973",
    )


def _surface() -> Point:
    return Point(
        key="surface",
        kind="judged",
        label="No pore, tool mark, solder seam or fire stain on a surface that shows",
        method="10× loupe, diffuse light",
        back_to="prepolish",
        source="gia.edu quality benchmarks: no pits, no tool marks",
    )


def _plating() -> Point:
    return Point(
        key="plating",
        kind="judged",
        label="The rhodium is white and even, with no bare edge and no cloud",
        method="Beside the white plate, by eye, then 10× loupe",
        back_to="plate",
        source="workshop custom; thickness 0.1 to 1.0 µm is the bath's to keep",
    )


def _finish(key: str) -> Point:
    return Point(
        key="finish",
        kind="judged",
        label=finish(key).judged,
        method="Beside the finish plate, by eye",
        back_to="final_polish",
        source="workshop custom",
    )
