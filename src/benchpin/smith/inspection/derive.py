"""What the final inspection expects of this very piece, and whether a value meets it.

Tolerances: finished pieces as the trade keeps them (inspection.toml of the trade study); those from custom are estimates.
"""

import unicodedata

from benchpin.smith.anatomy import Anatomy, StoneSet
from benchpin.smith.hallmark import hallmark_required, marks
from benchpin.smith.inspection.points import Judgement, Point
from benchpin.smith.materials import finish, gem, metal
from benchpin.smith.sizes import parse_ring_size

__all__ = ["judge", "points"]

# T. Teague, Santa Fe Symposium (-16.5 % at the extreme); workshop custom.
MASS_LOWER, MASS_UPPER = 0.90, 1.05
RING_CIRCUMFERENCE_TOLERANCE_MM = 0.4  # ISO 8653 gauge, workshop custom
STONE_TOLERANCE_MM = 0.15  # calibrated goods; a chosen stone is measured to 0.03 mm on arrival
YES = {"yes", "y", "1", "true", "on", "ok", "pass"}
NO = {"no", "n", "0", "false", "fail"}


def points(anatomy: Anatomy) -> tuple[Point, ...]:
    """List the points of the final inspection."""
    found = [_mass(anatomy)]
    if anatomy.ring_size:
        found.append(_ring_size(anatomy.ring_size))
    found += [_measure_point(measure.key, measure.label, measure.value, measure.tolerance) for measure in anatomy.measures]
    for stone in anatomy.stones:
        found += _stone(stone)
    if anatomy.engraving:
        found.append(_engraving(anatomy))
    if hallmark_required(anatomy.alloy, anatomy.metal_mass_g):
        found.append(_hallmark(anatomy.alloy))
    return (*found, _surface(), _finish(anatomy.finish))


def judge(point: Point, raw: str) -> Judgement:
    """Hold a value against its point.

    Raises:
        ValueError: with a sentence, if `raw` cannot be read.
    """
    text = raw.strip()
    if not text:
        raise ValueError("Measure this and enter what you found.")
    if point.kind == "measured":
        return _judge_measure(point, text)
    if point.kind == "read":
        passes = _letters(text) == _letters(point.expected)
        says = f"reads “{text}”" + ("" if passes else f", must read “{point.expected}”")
        return Judgement(point=point.key, value=text, passes=passes, says=says)
    if text.lower() in YES | NO:
        passes = text.lower() in YES
        return Judgement(
            point=point.key,
            value="yes" if passes else "no",
            passes=passes,
            says="as it should be" if passes else "not as it should be",
        )
    raise ValueError("Answer yes or no.")


def _judge_measure(point: Point, text: str) -> Judgement:
    try:
        value = float(text.replace(",", ".").removesuffix(point.unit).strip())
    except ValueError:
        raise ValueError(f"Enter a number of {point.unit}, like {point.nominal:g}.") from None
    if value != value or abs(value) > 1e6:
        raise ValueError(f"Enter a number of {point.unit}, like {point.nominal:g}.")
    least, most = point.least or 0.0, point.most or 0.0
    passes = least <= value <= most
    says = f"{value:g} {point.unit}, {'within' if passes else 'outside'} {least:g} to {most:g} {point.unit}"
    return Judgement(point=point.key, value=f"{value:g}", passes=passes, says=says)


def _letters(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


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


def _measure_point(key: str, label: str, value: float, tolerance: float) -> Point:
    return Point(
        key=key,
        kind="measured",
        label=label,
        method="Calliper reading 0.01 mm, three places",
        expected=f"{value:.2f} mm",
        unit="mm",
        nominal=round(value, 2),
        least=round(value - tolerance, 2),
        most=round(value + tolerance, 2),
        back_to="clean_up",
        source="workshop custom (estimate); Teague: model to finished −0.2 mm",
    )


def _stone(stone: StoneSet) -> list[Point]:
    name = gem(stone.gem).name
    width = Point(
        key=f"stone_{stone.key}",
        kind="measured",
        label=f"{stone.name}: width of the {name.lower()}",
        method="Leveridge or calliper across the girdle",
        expected=f"{stone.width_mm:.2f} mm",
        unit="mm",
        nominal=round(stone.width_mm, 2),
        least=round(stone.width_mm - STONE_TOLERANCE_MM, 2),
        most=round(stone.width_mm + STONE_TOLERANCE_MM, 2),
        back_to="set_stones",
        source="calibrated goods (estimate)",
    )
    holder = "claws" if stone.setting == "claw" else "bezel"
    safe = f"Every {name.lower()} is tight and level, with no chip, no gap at the {holder}"
    secure = Point(
        key=f"secure_{stone.key}",
        kind="judged",
        label=safe,
        method="Tap beside the ear, thread over the claws, push at the girdle under 10×",
        back_to="set_stones",
        source="gia.edu quality benchmarks; workshop custom",
    )
    return [width, secure]


def _engraving(anatomy: Anatomy) -> Point:
    assert anatomy.engraving is not None
    return Point(
        key="engraving",
        kind="read",
        label=f"Engraving, {anatomy.engraving.place}",
        method="Read aloud letter by letter and type what you read; a second person checks",
        expected=anatomy.engraving.text,
        back_to="engrave",
        source="workshop custom: no error allowed",
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


def _finish(key: str) -> Point:
    return Point(
        key="finish",
        kind="judged",
        label=finish(key).judged,
        method="Beside the finish plate, by eye",
        back_to="final_polish",
        source="workshop custom",
    )
