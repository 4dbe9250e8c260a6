"""Letters where they stand: the right way round on every surface, as deep as they are said to be, none left out."""

import numpy as np
import pytest

from benchpin.smith.geometry import (
    SYMBOLS,
    Band,
    Flat,
    InsideBand,
    Monogram,
    OutsideBand,
    Table,
    band_outside,
    band_solid,
    engraving_cutter,
    facing,
    finer_than,
    fitting_height_mm,
    line_of_text,
    line_outline_mm,
    monogram,
    raised_letters,
    subtract,
    unite,
    welded,
    with_symbols,
)
from benchpin.smith.geometry.surface import lathe

RADIUS, OUTER, DEPTH = 8.5, 10.5, 0.15
TABLE = facing((0, 1, 0), (-1, 0, 0), (0, 12.0, 0))  # looks up along +Y; who reads it has -X to the right, so +Z upwards


def band(profile="flat"):
    measures = {"width_mm": 6.0, "thickness_mm": OUTER - RADIUS, "width_top_mm": 6.0, "thickness_top_mm": OUTER - RADIUS}
    return Band(inner_diameter_mm=2 * RADIUS, profile=profile, **measures)


def disc():
    """A disc under the table's frame: 30 mm across, 2 mm thick, its face at Y = 12."""
    flat = lathe([(0, -2), (15, -2), (15, 0), (0, 0)], 128)
    return flat.transform(np.ascontiguousarray(TABLE))


PLACES = {
    "inside": (InsideBand(radius_mm=RADIUS), lambda: band_solid(band(), 256, 9)),
    "inside the top": (InsideBand(radius_mm=RADIUS, angle=0.3), lambda: band_solid(band(), 256, 9)),
    "outside": (OutsideBand.straight(radius_mm=OUTER), lambda: band_solid(band(), 256, 9)),
    "outside a dome": (OutsideBand(outline_mm=band_outside(band("d"), 0.0)), lambda: band_solid(band("d"), 256, 17)),
    "flat": (Flat(TABLE), disc),
}


def reader_axes(surface):
    """The reader's right, up and towards at the letters' middle, measured by three steps on the surface."""
    origin, *steps = surface.place(np.array([[0, 0, 0], [1e-4, 0, 0], [0, 1e-4, 0], [0, 0, 1e-4]], float))
    return [(step - origin) / np.linalg.norm(step - origin) for step in steps], origin


def seen(solid, surface):
    """Corners of a solid as its reader sees them: to the right, and upwards."""
    (right, up, _), origin = reader_axes(surface)
    points = welded(solid)[0] - origin
    return points @ right, points @ up


def foot_is_to_the_right(solid, surface):
    """Whether an L has its foot on the reader's right: at its lower end it reaches farther there than at its upper end."""
    x, y = seen(solid, surface)
    reach = (y - y.min()) / np.ptp(y)
    low, high = reach < 0.15, reach > 0.6
    return bool(x[low].max() > x[high].max() + 0.3)


def probe(at):
    return lathe([(0, -0.1), (0.1, -0.1), (0.1, 0.1), (0, 0.1)], 16).translate(tuple(at))


@pytest.mark.parametrize("place", PLACES)
def test_an_l_is_never_mirrored(place):
    surface, solid = PLACES[place]
    line = line_of_text("L", "cinzel", 2.0)
    body = solid()
    gone = body ^ engraving_cutter(line, surface=surface, depth_mm=DEPTH)
    assert foot_is_to_the_right(gone, surface)
    raised = raised_letters(line, surface=surface, height_mm=0.3)
    assert foot_is_to_the_right(raised - body, surface)


@pytest.mark.parametrize("place", PLACES)
def test_a_seal_is_mirrored_on_purpose_so_that_its_wax_reads_right(place):
    surface, solid = PLACES[place]
    body = solid()
    seal = engraving_cutter(line_of_text("L", "cinzel", 2.0), surface=surface, depth_mm=DEPTH, reverse=True)
    assert not foot_is_to_the_right(body ^ seal, surface)


@pytest.mark.parametrize("place", PLACES)
def test_right_and_up_turn_anticlockwise_towards_the_reader_who_stands_outside_the_metal(place):
    surface, solid = PLACES[place]
    (right, up, towards), origin = reader_axes(surface)
    assert np.cross(right, up) == pytest.approx(towards, abs=0.03)  # a drawn dome is a little slanted at its crown
    below, above = (
        (unite([solid(), raised]) - solid()).volume() / raised.volume()
        for raised in (probe(origin - 0.3 * towards), probe(origin + 0.3 * towards))
    )
    assert (below, above) == pytest.approx((0, 1), abs=1e-6)  # the one ball is all metal, the other all air


def test_who_looks_in_from_the_front_sees_the_feet_of_letters_towards_them():
    for surface in (InsideBand(radius_mm=RADIUS), OutsideBand.straight(radius_mm=OUTER)):
        (_, up, _), _ = reader_axes(surface)
        assert up == pytest.approx((0, 0, -1), abs=1e-6)


@pytest.mark.parametrize(
    ("place", "ring"),
    [
        ("inside", ((RADIUS + DEPTH) ** 2 - RADIUS**2) / (2 * RADIUS)),
        ("outside", (OUTER**2 - (OUTER - DEPTH) ** 2) / (2 * OUTER)),
        ("flat", DEPTH),
    ],
)
@pytest.mark.parametrize("text", ["HOLLIS", "FOREVER ♥ 2026"])
def test_letters_take_away_their_area_times_their_depth(place, ring, text):
    """On a band the depth is that of a ring of metal: ((r + d)² - r²) / 2r for every mm of its line."""
    surface, solid = PLACES[place]
    line, body = line_of_text(text, "cinzel", 2.0), solid()
    gone = body.volume() - subtract(body, engraving_cutter(line, surface=surface, depth_mm=DEPTH)).volume()
    assert gone == pytest.approx(polygon_area(line) * ring, rel=0.01)


def test_on_a_dome_the_cut_keeps_its_depth():
    surface, solid = PLACES["outside a dome"]
    bar, body = line_of_text("I", "noto-sans", 3.0), solid()
    gone = body.volume() - subtract(body, engraving_cutter(bar, surface=surface, depth_mm=DEPTH)).volume()
    assert gone == pytest.approx(polygon_area(bar) * DEPTH, rel=0.03)  # the dome falls away from its own radius


def test_raised_letters_add_their_area_times_their_height_and_hold_on_to_the_metal():
    line, body = line_of_text("CLARA", "jost", 3.0), disc()
    raised = raised_letters(line, surface=Flat(TABLE), height_mm=0.4)
    whole = unite([body, raised])
    assert (raised ^ body).volume() == pytest.approx(polygon_area(line) * 0.2, rel=1e-3)  # their roots
    assert whole.volume() - body.volume() == pytest.approx(polygon_area(line) * 0.4, rel=1e-3)
    assert len(whole.decompose()) == 1


def test_the_outline_for_the_laser_is_the_area_that_is_cut():
    line = line_of_text("Bø & Q", "eb-garamond", 2.0)
    assert polygon_area(line) == pytest.approx(line.outline.area(), rel=1e-9)
    assert any(signed_area(loop) < 0 for loop in line_outline_mm(line))  # the holes of B, ø, & and Q


def test_a_line_is_made_as_high_as_its_place_lets_it_be():
    tall = fitting_height_mm("glory", "pinyon-script", width_mm=100, height_mm=2.0, most_mm=5.0)
    long = fitting_height_mm("FOREVER AND EVER", "cinzel", width_mm=20, height_mm=10, most_mm=5.0)
    assert max(np.abs(np.concatenate(line_outline_mm(line_of_text("glory", "pinyon-script", tall))))[:, 1]) <= 1.0 + 1e-6
    left, _, right, _ = line_of_text("FOREVER AND EVER", "cinzel", long).bounds_mm
    assert max(right, -left) == pytest.approx(10, rel=1e-2)
    assert fitting_height_mm("I", "cinzel", width_mm=100, height_mm=100, most_mm=1.5) == 1.5


@pytest.mark.parametrize("shape", ["round", "oval", "cushion", "rectangle"])
@pytest.mark.parametrize("style", ["interlaced", "side_by_side"])
@pytest.mark.parametrize("letters", ["A", "MW", "LRW"])
def test_a_monogram_stays_within_its_table_and_its_frame_within_the_edge(shape, style, letters):
    table = Table(shape=shape, width_mm=11.0, height_mm=11.0 if shape == "round" else 13.0)
    plain = monogram(Monogram(letters=letters, typeface="cinzel", table=table, style=style))
    framed = monogram(Monogram(letters=letters, typeface="cinzel", table=table, style=style, frame_mm=0.3))
    assert table.fills(np.concatenate(line_outline_mm(plain))) == pytest.approx(0.86, abs=1e-6)
    assert table.fills(np.concatenate(line_outline_mm(framed))) == pytest.approx(0.92, abs=1e-3)
    assert len(framed.outline.decompose()) > len(plain.outline.decompose())  # letters do not touch the frame


def test_interlaced_letters_pass_over_and_under_each_other():
    """They overlap, and yet are not one blot: beside the upper stroke a gap is left in the lower one."""
    table = Table(shape="round", width_mm=12.0, height_mm=12.0)
    woven, apart = (
        monogram(Monogram(letters="AB", typeface="cinzel", table=table, style=style))
        for style in ("interlaced", "side_by_side")
    )
    slim, wide = ((right - left) / (top - bottom) for left, bottom, right, top in (woven.bounds_mm, apart.bounds_mm))
    assert slim < 0.85 * wide
    assert len(woven.outline.decompose()) > 1


@pytest.mark.parametrize("letters", ["", "ABCD"])
def test_a_monogram_of_no_or_four_letters_is_refused(letters):
    table = Table(shape="round", width_mm=12.0, height_mm=12.0)
    with pytest.raises(ValueError, match="one to three"):
        monogram(Monogram(letters=letters, typeface="cinzel", table=table, style="interlaced"))


@pytest.mark.parametrize("symbol", SYMBOLS.values(), ids=lambda symbol: symbol.id)
def test_a_symbol_is_a_letters_height_in_every_face_and_bold_enough_for_a_laser(symbol):
    for face in ("cinzel", "amiri"):
        line = line_of_text(symbol.sign, face, 2.0)
        left, bottom, right, top = line.bounds_mm
        assert -1.1 < bottom < -0.4 < 0.4 < top < 1.1
        assert 0.8 < right - left < 2.8
        assert finer_than(line, 0.05) < 0.1


def test_a_heart_may_be_typed_in_any_of_its_ways():
    assert with_symbols("A :heart: B") == with_symbols("A ❤️ B") == with_symbols("A ❤ B") == "A ♥ B"
    assert with_symbols("10:30:45 :nonsense:") == "10:30:45 :nonsense:"


@pytest.mark.parametrize("letter", ["d", "f", "B"])
def test_a_flourish_across_a_symbol_leaves_no_hole_in_it(letter):
    """Typefaces wind their outlines one way, our drawings the other: laid over each other they must not cancel out."""
    words, heart, alone = (line_of_text(text, "pinyon-script", 3.0) for text in (f"{letter}♥", "♥", letter))
    there = heart.outline.translate((words.bounds_mm[2] - heart.bounds_mm[2], 0.0))
    assert words.outline.area() < heart.outline.area() + alone.outline.area() - 0.05  # they do lie over each other
    assert (words.outline ^ there).area() == pytest.approx(heart.outline.area(), rel=1e-6)


def test_a_wide_word_keeps_its_length_along_the_curve():
    """The arc of the cut, measured on the solid, is the line's own length."""
    line = line_of_text("IIIIIIII", "jost", 2.0)
    cutter = engraving_cutter(line, surface=InsideBand(radius_mm=RADIUS), depth_mm=DEPTH)
    points = welded(cutter)[0]
    near = points[np.abs(np.hypot(points[:, 0], points[:, 1]) - RADIUS - DEPTH) < 1e-6]
    span = np.ptp(np.arctan2(near[:, 0], -near[:, 1])) * RADIUS
    left, _, right, _ = line.bounds_mm
    assert span == pytest.approx(right - left, rel=1e-6)


def signed_area(loop):
    x, y = loop.T
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def polygon_area(line):
    """By the shoelace formula over the exported polylines: a second road to the area."""
    return sum(signed_area(loop) for loop in line_outline_mm(line))


def test_many_threads_may_open_one_typeface_at_once():
    """A server's threads share a font, whose tables are unpacked when first asked for."""
    from concurrent.futures import ThreadPoolExecutor

    from benchpin.smith.geometry.lettering import typefaces

    for _ in range(5):
        typefaces.font.cache_clear()
        typefaces.glyph_loops.cache_clear()
        with ThreadPoolExecutor(12) as threads:
            found = list(threads.map(lambda k: typefaces.glyph_loops("cinzel", "A", 1.0 + k / 1000), range(24)))
        assert all(len(loops) == len(found[0]) for loops in found)
