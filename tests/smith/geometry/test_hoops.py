"""Hoops for the wrist: metal by Pappus, ovals of a given way round, words on curved faces; plates and their outlines."""

from math import pi

import numpy as np
import pytest

from benchpin.smith.geometry import (
    BentFace,
    Hoop,
    Oval,
    OvalFace,
    bar_outline,
    cuff_solid,
    curved_bar,
    disc_outline,
    heart_outline,
    hoop_solid,
    plate_solid,
    star_outline,
)


def hoop(section, *, flatness=1.0, wall_mm=0.0, circumference_mm=204.0):
    inside = Oval(circumference_mm=circumference_mm, flatness=flatness)
    thickness = 6.0 if section == "round" else 3.0
    return Hoop(inside=inside, section=section, width_mm=6.0, thickness_mm=thickness, wall_mm=wall_mm)


SECTIONS = [("round", 0.0), ("oval", 0.0), ("d", 0.0), ("flat", 0.0), ("d", 0.8), ("flat", 0.8)]


@pytest.mark.parametrize("flatness", [1.0, 0.82])
@pytest.mark.parametrize(("section", "wall_mm"), SECTIONS)
def test_a_hoop_holds_what_pappus_says_round_or_oval(section, wall_mm, flatness):
    made = hoop(section, flatness=flatness, wall_mm=wall_mm)
    assert hoop_solid(made, 0.01).volume() == pytest.approx(made.volume_mm3, rel=3e-4)


def test_round_wire_in_a_ring_is_a_torus():
    made = hoop("round")
    assert made.volume_mm3 == pytest.approx(2 * pi**2 * (204 / (2 * pi) + 3) * 3**2, rel=1e-4)


@pytest.mark.parametrize("flatness", [1.0, 0.82, 0.7])
def test_an_oval_is_as_long_round_as_it_is_told_and_a_full_circle_longer_outside(flatness):
    oval = Oval(circumference_mm=200.0, flatness=flatness)
    assert oval.half_height_mm / oval.half_width_mm == pytest.approx(flatness)
    for out_mm in (0.0, 4.0):
        points, outward = oval.at(np.linspace(0, 200 + 2 * pi * out_mm, 4001), out_mm)
        assert np.linalg.norm(np.diff(points, axis=0), axis=1).sum() == pytest.approx(200 + 2 * pi * out_mm, rel=1e-4)
        assert np.linalg.norm(outward, axis=1) == pytest.approx(1)
    assert oval.at(np.array([0.0]), 0.0)[0][0] == pytest.approx((0, oval.half_height_mm))


def test_a_cuff_is_a_hoop_less_its_opening_and_the_corners_of_its_ends():
    whole, opening = hoop("flat", flatness=0.8), 30.0
    open_share = opening / whole.inside.circumference_mm
    cuff = cuff_solid(whole, opening, 0.01)
    assert len(cuff.decompose()) == 1
    assert cuff.volume() == pytest.approx(whole.volume_mm3 * (1 - open_share), rel=0.03)
    assert cuff.volume() < whole.volume_mm3 * (1 - open_share)
    low_y, high_y = cuff.bounding_box()[1], cuff.bounding_box()[4]
    assert high_y > -low_y  # open below


@pytest.mark.parametrize(
    "face",
    [
        OvalFace(inside=Oval(circumference_mm=200.0, flatness=0.8), out_mm=0.0, looks_in=True),
        OvalFace(inside=Oval(circumference_mm=200.0, flatness=0.8), out_mm=2.0, looks_in=False),
        BentFace(radius_mm=40.0, out_mm=0.6),
        BentFace(radius_mm=40.0, out_mm=-0.6, looks_in=True),
    ],
)
@pytest.mark.parametrize("x", [-9.0, 0.0, 9.0])
def test_words_on_a_curved_face_are_true_in_size_and_never_mirrored(face, x):
    step = 1e-3
    at = face.place(np.array([[x, 1.0, 0.0], [x + step, 1.0, 0.0], [x, 1.0 + step, 0.0], [x, 1.0, step]]))
    right, up, out = (at[1:] - at[0]) / step
    assert np.linalg.norm([right, up, out], axis=1) == pytest.approx(1, abs=2e-3)
    assert np.cross(right, up) @ out == pytest.approx(1, abs=5e-3)


def test_a_curved_bar_is_as_heavy_as_a_straight_one():
    straight = plate_solid(bar_outline(38.0, 7.5, 3.0, 0.005), 1.5, 0.25)
    curved = curved_bar(38.0, 7.5, 3.0, 1.5, 0.25, 35.0)
    assert curved.volume() == pytest.approx(straight.volume(), rel=5e-3)
    assert curved.bounding_box()[5] == pytest.approx(0.75, abs=1e-6)
    assert curved.bounding_box()[2] < -4  # its ends go back


@pytest.mark.parametrize("outline", [disc_outline(14.0, 0.01), heart_outline(14.0, 0.01), star_outline(14.0, 0.01)])
def test_a_plate_is_its_outline_times_its_thickness_less_its_edges(outline):
    loop = np.array(outline)
    following = np.roll(loop, -1, 0)
    area = (loop[:, 0] * following[:, 1] - following[:, 0] * loop[:, 1]).sum() / 2
    around = np.linalg.norm(following - loop, axis=1).sum()
    plate = plate_solid(outline, 1.4, 0.25)
    assert plate.volume() == pytest.approx(area * 1.4 - 2 * around * (1 - pi / 4) * 0.25**2, rel=3e-3)
    assert np.ptp(loop[:, 0]) == pytest.approx(14.0, abs=0.02)
