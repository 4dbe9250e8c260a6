"""Arcs, twists, grooves, inlays and signets against closed forms."""

from math import pi

import numpy as np
import pytest

from benchpin.smith.geometry import (
    Arc,
    Band,
    Signet,
    Twist,
    arc_solid,
    band_outline,
    band_solid,
    ear_hook,
    ear_hook_mm,
    grooved,
    inlaid,
    intersection_volume_mm3,
    milgrain,
    section_area_mm2,
    signet_solid,
    together,
    twist_bend_mm,
    twist_frames,
    twist_pitch,
    twist_wire_mm3,
)


def band(profile="flat", width=5.0, thick=2.0):
    return Band(
        inner_diameter_mm=17.0,
        width_mm=width,
        thickness_mm=thick,
        profile=profile,
        width_top_mm=width,
        thickness_top_mm=thick,
    )


@pytest.mark.parametrize("profile", ["court", "d", "flat", "flat_court", "knife", "comfort"])
def test_a_bands_volume_is_that_of_its_section_carried_round(profile):
    """Pappus: 2π(R·A + S), the section's area and first moment taken from its own outline."""
    made = band(profile)
    area, moment = section_area_mm2(profile, 5.0, 2.0, 9)
    assert band_solid(made, 256, 9).volume() == pytest.approx(2 * pi * (8.5 * area + moment), rel=1e-6)


def test_a_comfort_fit_is_thinner_at_its_edges_than_in_its_middle_and_a_knife_has_a_ridge():
    comfort, knife = band("comfort"), band("knife")
    assert band_outline(knife)[:, 1].argmax() == pytest.approx(len(band_outline(knife)) // 2, abs=2)
    low, high = (band_solid(comfort, 128, 9).slice(z).area() for z in (0.0, 2.2))
    assert high < 0.75 * low


def test_a_groove_takes_its_section_times_its_way_round():
    made = band()
    taken = band_solid(made, 256, 9).volume() - grooved(made, 256, 9, (0.0,)).volume()
    section = pi / 2 * 0.3 * 0.35  # half an ellipse, 0.6 wide and 0.35 deep
    centroid = 10.5 - 4 * 0.35 / (3 * pi)
    assert taken == pytest.approx(2 * pi * centroid * section, rel=0.03)


@pytest.mark.parametrize("profile", ["flat", "court"])
def test_an_inlay_fills_its_groove_flush(profile):
    made = band(profile)
    outer, filling = inlaid(made, 256, 9, 1.5)
    whole = band_solid(made, 256, 9)
    assert outer.volume() + filling.volume() == pytest.approx(whole.volume(), rel=1e-9)
    assert intersection_volume_mm3(outer, filling) == pytest.approx(0, abs=1e-6)
    assert len(filling.decompose()) == 1


def test_milgrain_stands_evenly_round_both_edges():
    _, frames = milgrain(band("court"))
    turns = np.array([np.arctan2(f[0, 3], f[1, 3]) for f in frames])
    assert len(frames) % 2 == 0
    half = len(frames) // 2
    assert np.diff(np.sort(turns[:half] % (2 * pi))) == pytest.approx(2 * pi / half, abs=1e-9)
    assert {float(np.sign(f[2, 3])) for f in frames} == {-1.0, 1.0}


@pytest.mark.parametrize(("form", "area"), [("round", pi), ("bar", 2.0 * 2.0 - (4 - pi) * 0.36**2)])
def test_an_arcs_volume_is_its_section_times_its_length(form, area):
    arc = Arc(inner_mm=20.0, thick_mm=2.0, wide_mm=2.0, form=form, open_deg=40.0)
    expected = area * arc.length_mm
    assert arc_solid(arc, 0.005).volume() == pytest.approx(expected, rel=0.012)  # its ends are drawn in


def test_an_arc_is_open_where_it_is_said_to_be():
    solid = arc_solid(Arc(inner_mm=20.0, thick_mm=2.0, wide_mm=2.0, form="round", open_deg=40.0), 0.01)
    assert not solid.ray_cast((0.0, 15.0, 0.0), (0.0, 5.0, 0.0))
    assert len(solid.ray_cast((0.0, -15.0, 0.0), (0.0, -5.0, 0.0))) == 2


def test_an_ear_wire_weighs_what_its_length_says():
    assert ear_hook(0.005).volume() == pytest.approx(ear_hook_mm() * pi * 0.4**2, rel=0.03)


@pytest.mark.parametrize("strands", [2, 3])
@pytest.mark.parametrize("wire_mm", [1.0, 1.4, 1.8])
def test_a_twist_is_one_ring_smooth_inside_and_weighs_its_wires(strands, wire_mm):
    twist = Twist(bore_mm=17.0, wire_mm=wire_mm, strands=strands)
    whole = together(((twist_pitch(twist, 0.01), twist_frames(twist)),))
    assert len(whole.decompose()) == 1
    hits = [
        whole.ray_cast((0.0, 0.0, 0.0), (20 * float(np.sin(a)), 20 * float(np.cos(a)), 0.0)) for a in np.arange(0.05, 6.2, 0.4)
    ]
    nearest = [np.hypot(*hit[0].position[:2]) for hit in hits if hit]
    assert min(nearest) == pytest.approx(8.5, abs=0.02)
    # Wires overlap a little where they meet, and are filed inside: less than their own metal, more than two thirds of it.
    assert 0.66 < whole.volume() / twist_wire_mm3(twist) < 1.0
    assert twist_bend_mm(twist) / wire_mm > 0.75


@pytest.mark.parametrize("shape", ["round", "oval", "cushion"])
def test_a_signet_has_a_level_table_of_the_size_it_says_and_metal_under_it(shape):
    signet = Signet(bore_mm=18.0, shape=shape, table_mm=12.0, band_width_mm=3.0, band_thickness_mm=1.8)
    solid = signet_solid(signet, 0.01)
    assert len(solid.decompose()) == 1
    box = solid.bounding_box()
    assert box[4] == pytest.approx(signet.level_mm, abs=1e-3)
    under = solid.rotate((90.0, 0.0, 0.0)).slice(signet.level_mm - 0.25)  # just under the broken edge
    low_x, low_y, high_x, high_y = under.bounds()
    assert high_y - low_y == pytest.approx(12.0, abs=0.2)
    assert high_x - low_x == pytest.approx(signet.across_mm, abs=0.2)
    hits = [float(hit.position[1]) for hit in solid.ray_cast((0.0, 30.0, 0.0), (0.0, 0.0, 0.0))]
    assert hits[0] - hits[1] == pytest.approx(2.5, abs=0.02)
