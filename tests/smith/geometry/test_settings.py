"""Bezels, claws, halos and rows of stones: what holds a stone touches it nowhere and closes where it should."""

from math import pi

import numpy as np
import pytest

from benchpin.smith.geometry import (
    IDENTITY,
    LENGTHS,
    Bezel,
    Halo,
    Head,
    StoneRows,
    bezel_solid,
    claw_angles,
    halo_beads,
    halo_frames,
    halo_solid,
    head_parts,
    intersection_volume_mm3,
    plan,
    round_about_mm,
    row_beads,
    row_frames,
    row_pitch,
    seat_depth,
    stones_round,
    survey,
    together,
    turned,
)

HERE = (IDENTITY.tobytes(),)
CLAWS = {"round": 6, "oval": 4, "pear": 5, "marquise": 6, "heart": 5, "trillion": 3, "cushion": 4, "emerald": 4, "princess": 4}


def head(cut, width_mm=6.0, **more):
    about = {"foot_mm": 0.9, "below_culet_mm": 1.1, "least_wire_mm": 0.7}
    return Head(cut=cut, stone_width_mm=width_mm, claws=CLAWS[cut], **about, **more)


@pytest.mark.parametrize("width_mm", [3.0, 6.0])
@pytest.mark.parametrize("cut", LENGTHS)
def test_a_cup_is_one_body_holds_its_stone_by_the_setters_clearance_and_leans_over_it(cut, width_mm):
    bezel = Bezel(cut=cut, stone_width_mm=width_mm)
    cup, stone = bezel_solid(bezel, 0.01), bezel.stone
    assert len(cup.decompose()) == 1
    assert intersection_volume_mm3(cup, stone.solid()) == pytest.approx(0, abs=1e-6)
    assert cup.min_gap(stone.solid(), 0.3) == pytest.approx(0.02, abs=0.006)
    lifted = stone.solid().translate((0.0, 0.0, 0.7 * bezel.rim_mm))
    assert intersection_volume_mm3(cup, lifted) > 1e-3  # it cannot fall out


@pytest.mark.parametrize("basket", ["rails", "trellis", "open"])
@pytest.mark.parametrize("cut", CLAWS)
def test_a_head_is_one_body_and_clear_of_its_stone(cut, basket):
    made = head(cut, basket=basket)
    united = together(head_parts(made, 0.01))
    assert len(united.decompose()) == 1
    assert intersection_volume_mm3(united, made.stone.solid()) == pytest.approx(0, abs=1e-6)
    lifted = made.stone.solid().translate((0.0, 0.0, 0.5))
    assert intersection_volume_mm3(united, lifted) > 0.01


@pytest.mark.parametrize("cut", CLAWS)
def test_claws_stand_on_every_point_and_never_twice_in_one_place(cut):
    made = head(cut)
    angles = np.array(sorted(a % (2 * pi) for a in claw_angles(made)))
    assert len(angles) == made.claws
    apart = np.diff(np.append(angles, angles[0] + 2 * pi))
    assert apart.min() > 0.3
    for corner in made.stone.corners:
        assert np.abs((angles - corner + pi) % (2 * pi) - pi).min() < 1e-3


def test_a_seat_takes_from_a_fifth_to_a_half_of_a_claw():
    assert 0.2 < seat_depth(head("round", 4.0)) < 0.5
    assert 0.2 < seat_depth(head("round", 8.0)) < 0.5


@pytest.mark.parametrize("cut", ["round", "oval", "princess", "cushion", "emerald", "pear", "marquise", "trillion"])
def test_a_halo_closes_with_even_gaps_and_beads_clear_of_every_stone(cut):
    halo = Halo(cut=cut, stone_width_mm=5.0, small_mm=1.3, apart_mm=0.8, drop_mm=0.15)
    frames = halo_frames(halo, 0.02)
    middles = np.array([frame[:2, 3] for frame in frames])
    steps = np.linalg.norm(np.roll(middles, -1, 0) - middles, axis=1)
    assert steps.min() > 1.3 + 0.05
    line = round_about_mm(plan(halo.centre, halo.line_mm, 0.02))
    assert len(frames) + 2 >= line / (1.3 + 0.12)  # no gap where another stone would fit
    plate, (bead, places) = halo_solid(halo, 0.02), halo_beads(halo, 0.02)
    stones = tuple(frame.tobytes() for frame in frames)
    found = survey(((plate, HERE), (bead, tuple(p.tobytes() for p in places))), ((halo.small.solid(), stones),), (), ("a", "a"))
    assert found.overlap_mm3 == pytest.approx(0, abs=1e-6)
    near = min(bead.transform(p).min_gap(halo.small.solid().transform(f), 0.5) for p in places[:6] for f in frames[:6])
    assert near > 0.008


@pytest.mark.parametrize(("setting", "rows"), [("pave", 1), ("pave", 2), ("pave", 3), ("channel", 1)])
@pytest.mark.parametrize("stone_mm", [1.1, 1.7, 2.5])
def test_an_eternity_ring_closes_on_its_size_and_its_pitches_are_one_ring(setting, rows, stone_mm):
    made = StoneRows(bore_mm=17.0, stone_mm=stone_mm, setting=setting, rows=rows)
    count = stones_round(made)
    frames = row_frames(made, tuple(range(count)))
    assert len(frames) == rows * count
    turns = sorted(float(np.arctan2(f[0, 3], f[1, 3])) % (2 * pi) for f in frames[:count])
    assert np.diff(turns) == pytest.approx(2 * pi / count, abs=1e-9)
    found = survey((), ((made.stone.solid(), tuple(f.tobytes() for f in frames[: count + 2])),), ())
    assert found.stone_gap_mm > 0.03
    pitch = row_pitch(made)
    whole = together(((pitch, tuple(turned("z", -k * 2 * pi / count) for k in range(count))),))
    assert len(whole.decompose()) == 1
    assert whole.genus() >= 1
    low = whole.bounding_box()
    assert low[3] - low[0] == pytest.approx(17.0 + 2 * made.thickness_mm, abs=0.05)
    assert whole.volume() == pytest.approx(count * pitch.volume(), rel=0.03)  # they overlap by a hair


def test_beads_stand_between_stones_on_the_metal():
    made = StoneRows(bore_mm=17.0, stone_mm=1.7, setting="pave", rows=1)
    bead, places = row_beads(made, (0, 1, 2))
    assert len(places) == 6  # two for every gap
    stones = [made.stone.solid().transform(f) for f in row_frames(made, (-1, 0, 1, 2, 3))]
    assert min(bead.transform(p).min_gap(s, 0.5) for p in places for s in stones) > 0.008


def test_a_larger_ring_takes_more_stones_and_never_tighter_ones():
    counts = [stones_round(StoneRows(bore_mm=bore, stone_mm=1.7, setting="pave")) for bore in np.arange(14.0, 22.0, 0.5)]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]
