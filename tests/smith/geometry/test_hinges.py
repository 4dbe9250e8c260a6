"""What turns: hinges with play, lockets and bangles that open, links that follow each other round a wrist."""

from itertools import pairwise
from math import cos, pi, radians, sin

import numpy as np
import pytest

from benchpin.smith.geometry import (
    Clamp,
    Hinge,
    Hoop,
    Oval,
    SetLink,
    Shells,
    clamp_halves,
    clamp_pin,
    hinge_pin,
    intersection_volume_mm3,
    knuckle_spans,
    locket_shells,
    moved_by,
    set_link_clasp,
    set_link_solid,
    shells_pin,
    then,
    turned,
)

LOCKETS = [
    Shells(shape=shape, width_mm=width, depth_mm=depth, wall_mm=wall)
    for shape in ("round", "oval", "heart")
    for width, depth, wall in ((14.0, 4.5, 0.9), (28.0, 7.0, 1.1))
]
BANGLES = [
    Clamp(hoop=Hoop(inside=Oval(circumference_mm=175.0, flatness=0.82), section=section, width_mm=width, thickness_mm=thick))
    for section in ("d", "flat", "oval")
    for width, thick in ((5.0, 2.6), (16.0, 4.5))
]
LINKS = [
    SetLink(setting=setting, cut="round", stone_width_mm=width, least_wire_mm=0.7)
    for setting in ("claw", "bezel")
    for width in (2.5, 5.0)
]


@pytest.mark.parametrize("knuckles", [3, 5])
def test_knuckles_stand_in_turn_with_play_between_them(knuckles):
    hinge = Hinge(pin_mm=0.8, wall_mm=0.4, length_mm=6.0, knuckles=knuckles)
    spans = sorted(knuckle_spans(hinge, "lugs") + knuckle_spans(hinge, "tube"))
    assert len(spans) == knuckles
    assert (spans[0][0], spans[-1][1]) == pytest.approx((-3, 3))
    assert [b[0] - a[1] for a, b in pairwise(spans)] == pytest.approx([hinge.play_mm] * (knuckles - 1))


def test_a_pin_weighs_what_its_wire_does():
    hinge = Hinge(pin_mm=0.8, wall_mm=0.4, length_mm=6.0)
    assert hinge_pin(hinge, 0.002).volume() == pytest.approx(hinge.pin_mm3, rel=0.02)


@pytest.mark.parametrize("shells", LOCKETS, ids=lambda s: f"{s.shape}-{s.width_mm:g}")
def test_a_locket_opens_like_a_book_and_never_touches(shells):
    back, front = locket_shells(shells, 0.02)
    assert len(back.decompose()) == len(front.decompose()) == 1
    x, _ = shells.hinge_at_mm
    for degrees in (0, 2, 8, 30, 90, 150):
        opened = then(moved_by(x, 0, 0), turned("y", -radians(degrees)), moved_by(-x, 0, 0))
        moved = front.transform(opened)
        assert intersection_volume_mm3(back, moved) == 0, degrees
        assert back.min_gap(moved, 0.5) > 0.04, degrees


@pytest.mark.parametrize("shells", LOCKETS, ids=lambda s: f"{s.shape}-{s.width_mm:g}")
def test_a_lockets_pin_fills_its_lugs_and_turns_in_its_tube(shells):
    back, front = locket_shells(shells, 0.02)
    pin = shells_pin(shells, 0.02)
    assert intersection_volume_mm3(front, pin) == 0
    assert front.min_gap(pin, 0.5) == pytest.approx(shells.hinge.play_mm, abs=0.02)
    assert back.min_gap(pin, 0.5) < 0.02


@pytest.mark.parametrize("shells", LOCKETS[::3], ids=lambda s: f"{s.shape}-{s.width_mm:g}")
def test_a_closed_locket_is_as_deep_as_it_is_sold_with_room_inside(shells):
    back, front = locket_shells(shells, 0.02)
    assert back.bounding_box()[2] == pytest.approx(-shells.half_mm, abs=0.01)
    assert front.bounding_box()[5] == pytest.approx(shells.half_mm, abs=0.01)
    room = [hit.position[2] for hit in front.ray_cast((0.5, 0.5, 9.0), (0.5, 0.5, 0.0))]
    assert room[0] - room[1] == pytest.approx(shells.wall_mm, abs=0.05)


@pytest.mark.parametrize("clamp", BANGLES, ids=lambda c: f"{c.hoop.section}-{c.hoop.width_mm:g}")
def test_a_hinged_bangle_opens_far_enough_for_a_wrist_and_its_tongue_slides_free(clamp):
    upper, lower = clamp_halves(clamp, 0.02)
    assert len(upper.decompose()) == len(lower.decompose()) == 1
    for degrees in (0, 1, 3, 6, 15, 30, 60, 75):
        opened = then(moved_by(clamp.hinge_x_mm, 0, 0), turned("z", -radians(degrees)), moved_by(-clamp.hinge_x_mm, 0, 0))
        moved = lower.transform(opened)
        assert intersection_volume_mm3(upper, moved) == 0, degrees
        assert upper.min_gap(moved, 0.5) > 0.04, degrees
    assert 2 * clamp.tongue_radius_mm * sin(radians(75) / 2) > 60  # mm, at the tongue


@pytest.mark.parametrize("clamp", BANGLES[::2], ids=lambda c: f"{c.hoop.section}-{c.hoop.width_mm:g}")
def test_both_halves_of_a_bangle_are_the_whole_less_the_hinges_room(clamp):
    upper, lower = clamp_halves(clamp, 0.02)
    assert upper.volume() + lower.volume() == pytest.approx(clamp.hoop.volume_mm3, rel=0.06)
    assert upper.min_gap(clamp_pin(clamp, 0.02), 0.5) < 0.02
    assert lower.min_gap(clamp_pin(clamp, 0.02), 0.5) == pytest.approx(clamp.hinge.play_mm, abs=0.02)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link.setting}-{link.stone_width_mm:g}")
@pytest.mark.parametrize("turn_deg", [0.0, 5.0, 12.0])
def test_a_set_link_turns_on_the_next_as_far_as_a_wrist_bends_it(link, turn_deg):
    one = set_link_solid(link, 0.02)
    half, z = link.pitch_mm / 2, link.hinge_z_mm
    following = then(moved_by(half, 0, z), turned("y", radians(turn_deg)), moved_by(half, 0, -z))
    two = one.transform(following)
    assert len(one.decompose()) == 1
    assert intersection_volume_mm3(one, two) == 0
    assert one.min_gap(two, 0.5) > 0.04
    stone = link.stone.solid()
    assert intersection_volume_mm3(one, stone) == 0
    assert intersection_volume_mm3(two, stone) == 0


@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link.setting}-{link.stone_width_mm:g}")
def test_a_set_link_cannot_be_pulled_off_the_pin(link):
    one, pin = set_link_solid(link, 0.02), hinge_pin(link.hinge, 0.02)
    at_left = pin.translate((-link.pitch_mm / 2, 0.0, link.hinge_z_mm))
    assert intersection_volume_mm3(one, at_left) == 0
    for angle in np.arange(8) * pi / 4:
        pulled = at_left.translate((0.3 * cos(angle), 0.0, 0.3 * sin(angle)))
        assert intersection_volume_mm3(one, pulled) > 0


@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link.setting}-{link.stone_width_mm:g}")
def test_a_bracelets_clasp_is_one_case_that_takes_its_pins(link):
    clasp = set_link_clasp(link, 0.02)
    assert len(clasp.decompose()) == 1
    pin = hinge_pin(link.hinge, 0.02).translate((-link.pitch_mm, 0.0, 0.0))
    assert intersection_volume_mm3(clasp, pin) == 0
