"""Chains: what a link weighs, how freely links move, how long a row is, and where its members stand."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from benchpin.smith.geometry import (
    PLAY_MM,
    Chain,
    Clasp,
    Scale,
    cap_solid,
    clasp_solid,
    closed_row,
    drop_way,
    hanging_way,
    intersection_volume_mm3,
    laid,
    link_solid,
    ring_for,
    row_length_mm,
    table_way,
)

KINDS = ("cable", "curb", "figaro", "rolo", "belcher", "box", "snake")
LEAST_MM = {"curb": 1.6, "figaro": 2.0, "rolo": 1.6, "belcher": 1.6, "box": 1.6, "snake": 1.2}
SOLD = [(kind, width_mm) for kind in KINDS for width_mm in (LEAST_MM.get(kind, 1.0), 3.0)]
# Metal of a metre over density times width squared, from the trade study's table, there good to about a third.
TRADE_K = {"cable": 0.25, "curb": 0.17, "figaro": 0.11, "rolo": 0.17, "belcher": 0.30, "box": 0.42, "snake": 0.50}


def rope(kind, width_mm, count=9):
    """Neighbouring links where they stand in a chain, drawn as finely as they are cast."""
    chain = Chain(kind=kind, width_mm=width_mm)
    row = closed_row(chain, Clasp(kind="lobster", chain_width_mm=width_mm), 400.0)
    frames = laid(row, hanging_way)
    order = [member.key for member in row]
    first = order.index("link_0")
    shapes = list(dict.fromkeys(chain.pattern))
    used, placed = {}, []
    for key in order[first : first + count]:
        number = used.get(key, 0)
        used[key] = number + 1
        placed.append(link_solid(shapes[int(key[-1])], 0.01).transform(frames[key][number]))
    return placed


@pytest.mark.parametrize(("kind", "width_mm"), SOLD)
def test_a_link_weighs_what_pappus_says(kind, width_mm):
    for link in Chain(kind=kind, width_mm=width_mm).pattern:
        assert link_solid(link, 0.0004).volume() == pytest.approx(link.volume_mm3, rel=3e-3)


@pytest.mark.parametrize(("kind", "width_mm"), SOLD)
def test_a_chain_is_as_wide_as_it_is_sold(kind, width_mm):
    for link in Chain(kind=kind, width_mm=width_mm).pattern:
        _, low, _, _, high, _ = link_solid(link, 0.002).bounding_box()
        assert high - low == pytest.approx(width_mm, rel=0.03)


@pytest.mark.parametrize(("kind", "width_mm"), SOLD)
def test_neighbouring_links_have_play_and_never_touch(kind, width_mm):
    links = rope(kind, width_mm)
    assert sum(intersection_volume_mm3(a, b) for a, b in combinations(links, 2)) == 0
    gaps = [a.min_gap(b, 0.3) for a, b in pairwise(links)]
    assert min(gaps) >= 0.04
    assert max(gaps) <= 0.1


@pytest.mark.parametrize(("kind", "width_mm"), SOLD)
def test_neighbouring_links_cannot_be_pulled_apart(kind, width_mm):
    chain = Chain(kind=kind, width_mm=width_mm)
    a, b = rope(kind, width_mm)[:2]
    along = b.bounding_box()[0] - a.bounding_box()[0], b.bounding_box()[1] - a.bounding_box()[1]
    pull = np.array([*along, 0.0]) / np.hypot(*along)
    pulled = b.translate(tuple((3 * PLAY_MM + 0.02 * chain.width_mm) * pull))
    assert intersection_volume_mm3(a, pulled) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_metre_weighs_what_the_trades_table_says(kind):
    chain = Chain(kind=kind, width_mm=3.0)
    assert chain.mm3_per_mm / chain.width_mm**2 == pytest.approx(TRADE_K[kind], rel=0.65)


@pytest.mark.parametrize(("kind", "width_mm"), SOLD)
@pytest.mark.parametrize("clasp", ["bolt_ring", "lobster", "box"])
def test_a_closed_row_is_as_long_as_it_is_sold(kind, width_mm, clasp):
    chain = Chain(kind=kind, width_mm=width_mm)
    row = closed_row(chain, Clasp(kind=clasp, chain_width_mm=width_mm), 450.0)
    longest_mm = max(chain.pitch_mm(k) for k in range(len(chain.pattern)))
    assert row_length_mm(row) == pytest.approx(450.0, abs=1.1 * longest_mm)


@pytest.mark.parametrize("clasp", ["bolt_ring", "lobster", "box"])
@pytest.mark.parametrize(("kind", "width_mm"), SOLD)
def test_a_clasp_hangs_free_in_its_rings_and_they_in_the_chain(kind, width_mm, clasp):
    chain = Chain(kind=kind, width_mm=width_mm)
    fastener = Clasp(kind=clasp, chain_width_mm=width_mm)
    row = closed_row(chain, fastener, 450.0)
    frames = laid(row, hanging_way)
    near = [(clasp_solid(fastener, 0.01), frames["clasp"][0])]
    near += [(ring_for(chain, fastener).solid(0.01), frame) for frame in frames["ring"]]
    shapes = list(dict.fromkeys(chain.pattern))
    if isinstance(shapes[0], Scale):
        near += [(cap_solid(shapes[0], side, 0.01), frames[key][0]) for side, key in ((-1, "cap_left"), (1, "cap_right"))]
    for number, link in enumerate(shapes):
        near += [(link_solid(link, 0.01), frame) for frame in (frames[f"link_{number}"][0], frames[f"link_{number}"][-1])]
    placed = [solid.transform(frame) for solid, frame in near]
    assert sum(intersection_volume_mm3(a, b) for a, b in combinations(placed, 2)) == 0
    for a in placed[: 1 + len(frames["ring"])]:
        assert sum(a.min_gap(b, 1.0) < 0.6 for b in placed if b is not a) >= 2  # each hangs between two


@pytest.mark.parametrize("way", [lambda mm: drop_way(mm, np.zeros(3)), hanging_way, table_way])
def test_a_way_is_closed_and_as_long_as_it_is_asked(way):
    points = way(450.0).points_mm
    assert points[0] == pytest.approx(points[-1], abs=1e-6)
    assert np.linalg.norm(np.diff(points, axis=0), axis=1).sum() == pytest.approx(450.0, rel=2e-4)


def test_a_bracelet_lies_on_the_table_with_its_faces_outwards():
    chain = Chain(kind="curb", width_mm=3.0)
    row = closed_row(chain, Clasp(kind="lobster", chain_width_mm=3.0), 180.0)
    frames = np.stack(laid(row, table_way)["link_0"][9:-9])
    assert frames[:, 1, 3] == pytest.approx(0)
    assert (np.einsum("ij,ij->i", frames[:, :, 2], frames[:, :, 3]) > 0).all()
    assert np.abs(frames[:, 1, 1]) == pytest.approx(1)
