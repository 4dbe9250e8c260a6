"""Solids against closed forms, a second library and themselves."""

import io
from math import pi

import numpy as np
import pytest
import trimesh

from benchpin.smith.geometry import (
    Band,
    Bezel,
    Head,
    InsideBand,
    band_solid,
    bezel_solid,
    cut_stone,
    engraving_cutter,
    finer_share,
    head_parts,
    intersection_volume_mm3,
    jump_ring,
    line_of_text,
    missing_letters,
    section_area_mm2,
    stl,
    subtract,
    together,
    unite,
    welded,
)
from benchpin.smith.materials import CUTS, GEMS

PROFILES = ("court", "d", "flat", "flat_court")


def band(profile="court", inner_diameter_mm=17.0, width_mm=4.0, thickness_mm=1.8):
    return Band(
        inner_diameter_mm=inner_diameter_mm,
        width_mm=width_mm,
        thickness_mm=thickness_mm,
        profile=profile,
        width_top_mm=width_mm,
        thickness_top_mm=thickness_mm,
    )


@pytest.mark.parametrize("profile", PROFILES)
def test_a_band_holds_as_much_metal_as_pappus_says(profile):
    area_mm2, moment_mm3 = section_area_mm2(profile, 4.0, 1.8, 10)
    expected_mm3 = 2 * pi * (17.0 / 2 * area_mm2 + moment_mm3)
    assert band_solid(band(profile), 128, 10).volume() == pytest.approx(expected_mm3, rel=1e-9)


def test_a_flat_bands_section_is_its_rectangle_less_four_rounded_edges():
    area_mm2, _ = section_area_mm2("flat", 4.0, 1.8, 10)
    edge = 0.16
    assert area_mm2 == pytest.approx(4.0 * 1.8 - (4 - pi) * edge**2, rel=1e-3)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_metal_of_a_band_does_not_depend_on_how_finely_it_is_drawn(profile):
    coarse = band_solid(band(profile), 64, 6).volume()
    fine = band_solid(band(profile), 512, 40).volume()
    assert coarse == pytest.approx(fine, rel=2e-3)


def test_the_bore_has_the_sizes_own_diameter():
    vertices, _ = welded(band_solid(band("flat"), 256, 8))
    radius = np.hypot(vertices[:, 0], vertices[:, 1])
    assert radius.min() == pytest.approx(8.5, abs=0.005)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_gauge_pushed_into_the_bore_reads_the_size(profile):
    """Rays from the axis, at the middle of the band where every profile is narrowest."""
    bore = band_solid(band(profile), 128, 9)
    angles = np.linspace(0, 2 * pi, 97)[:-1]
    radii = [np.hypot(*bore.ray_cast((0, 0, 0), (20 * np.cos(a), 20 * np.sin(a), 0))[0].position[:2]) for a in angles]
    assert np.mean(radii) == pytest.approx(8.5, abs=0.004)  # half a size is 0.2 wide
    assert radii == pytest.approx([8.5] * 96, abs=0.01)


@pytest.mark.parametrize("cut", ["round", "oval", "princess"])
def test_a_stones_length_runs_along_x_and_is_the_longer_side(cut):
    stone = cut_stone(cut, 6.0)
    assert stone.width_mm == pytest.approx(6.0, abs=0.02)
    assert stone.length_mm == pytest.approx(6.0 * CUTS[cut].length_to_width, rel=5e-3)
    assert (stone.depth_below_mm + stone.height_above_mm) / 6.0 == pytest.approx(CUTS[cut].depth_to_width, rel=5e-3)


def test_a_jump_ring_is_a_torus():
    assert jump_ring(2.0, 0.6, 0.001).volume() == pytest.approx(2 * pi**2 * 1.3 * 0.3**2, rel=2e-3)


@pytest.mark.parametrize(("cut", "width_mm", "within"), [("round", 6.5, 0.02), ("oval", 5.0, 0.02), ("princess", 5.5, 0.03)])
def test_a_stone_weighs_what_the_trades_formula_says(cut, width_mm, within):
    stone = cut_stone(cut, width_mm)
    depth_mm = stone.depth_below_mm + stone.height_above_mm
    formula = stone.length_mm * stone.width_mm * depth_mm * CUTS[cut].factor_diamond
    assert GEMS["diamond"].carats(stone.volume_mm3) == pytest.approx(formula, rel=within)


def test_a_round_diamond_of_six_and_a_half_millimetres_is_about_one_carat():  # every trade chart
    assert GEMS["diamond"].carats(cut_stone("round", 6.5).volume_mm3) == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize("cut", ["round", "oval", "princess"])
def test_the_facets_enclose_as_much_as_the_solid(cut):
    stone = cut_stone(cut, 5.0)
    assert stone.volume_mm3 == pytest.approx(stone.solid().volume(), rel=3e-4)


def claw_head(cut, width_mm, claws, least_wire_mm=0.7):
    return Head(cut=cut, stone_width_mm=width_mm, claws=claws, foot_mm=0.7, below_culet_mm=1.0, least_wire_mm=least_wire_mm)


@pytest.mark.parametrize(
    ("cut", "width_mm", "claws"),
    [("round", 4.0, 4), ("round", 6.5, 6), ("round", 8.0, 6), ("oval", 5.0, 4), ("oval", 7.0, 6), ("princess", 5.5, 4)],
)
def test_claws_are_one_head_and_cut_into_no_stone(cut, width_mm, claws):
    head = claw_head(cut, width_mm, claws)
    united = together(head_parts(head, 0.01))
    assert len(united.decompose()) == 1
    assert intersection_volume_mm3(united, head.stone.solid()) == pytest.approx(0, abs=1e-6)


def test_a_cup_is_deeper_than_its_stone():
    bezel = Bezel(cut="round", stone_width_mm=6.0)
    assert bezel_solid(bezel, 0.01).bounding_box()[2] < -bezel.stone.depth_below_mm - 0.1


@pytest.mark.parametrize("cut", ["round", "oval"])
def test_a_bezel_leans_over_its_stone_and_cuts_none_of_it(cut):
    bezel = Bezel(cut=cut, stone_width_mm=6.0)
    cup = bezel_solid(bezel, 0.01)
    assert intersection_volume_mm3(cup, bezel.stone.solid()) == pytest.approx(0, abs=1e-6)
    vertices, _ = welded(cup)
    above = vertices[vertices[:, 2] > bezel.stone.girdle_top_mm + 0.05]
    assert np.abs(above[:, 1]).max() > 3.0 > np.hypot(above[:, 0], above[:, 1]).min()  # metal outside, and over the edge


def test_a_union_holds_what_inclusion_and_exclusion_say():
    shank = band_solid(band(), 128, 8)
    head = together(head_parts(claw_head("round", 6.0, 6), 0.01))
    placed = head.transform(np.array([[0.0, 1, 0, 0], [0, 0, 1, 13.2], [1, 0, 0, 0]]))
    expected = shank.volume() + placed.volume() - intersection_volume_mm3(shank, placed)
    assert unite([shank, placed]).volume() == pytest.approx(expected, rel=1e-9)


def test_an_stl_read_by_another_library_is_watertight_and_grown_by_the_shrinkage():
    part = band_solid(band("d"), 96, 8)
    read = trimesh.load(io.BytesIO(stl(part, "Band", 1.5)), file_type="stl")
    assert read.is_watertight
    assert read.volume == pytest.approx(part.volume() / (1 - 0.015) ** 3, rel=1e-5)


def engraved(text):
    shank = band_solid(band("flat"), 256, 8)
    line = line_of_text(text, "cinzel", 1.4)
    return shank, subtract(shank, engraving_cutter(line, surface=InsideBand(radius_mm=8.5), depth_mm=0.15)), line


def test_letters_take_away_their_area_times_their_depth():
    shank, written, line = engraved("HOLLIS")
    outer, inner = 8.5 + 0.15, 8.5
    expected = line.outline.area() * (outer**2 - inner**2) / (2 * inner)
    assert shank.volume() - written.volume() == pytest.approx(expected, rel=0.02)


def test_an_l_stands_the_right_way_round_for_who_looks_into_the_ring():
    """Who looks into the ring from the front (+Z) at its bottom has +X to the right, and the letter's foot towards them."""
    shank, written, _ = engraved("L")
    gone = shank - written
    vertices, _ = welded(gone)
    foot = vertices[vertices[:, 2] > np.percentile(vertices[:, 2], 85)]  # the lower bar of the L: at +Z
    stem = vertices[vertices[:, 2] < np.percentile(vertices[:, 2], 40)]
    assert foot[:, 0].max() > stem[:, 0].max() + 0.2


def test_a_finer_face_loses_more_to_the_laser():
    fine, plain = (finer_share("AMOR", face, 1.2, 0.05) for face in ("pinyon-script", "courier-prime"))
    assert fine > 0.3 > 0.01 > plain
    assert finer_share("AMOR", "pinyon-script", 1.6, 0.05) < fine


def test_a_letter_a_face_lacks_is_named():
    assert missing_letters("Clara Ж Tom", "cinzel") == ("Ж",)
    assert missing_letters("Zoë & Søren ♥ 2026", "cinzel") == ()
