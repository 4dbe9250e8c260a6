"""Stations: evenly apart, symmetrical, each its own casting."""

import numpy as np
import pytest

from benchpin.designs import by_key, specify
from benchpin.smith.errors import DesignRefused
from benchpin.smith.geometry import intersection_volume_mm3


def piece(**raw):
    return specify(by_key("station_necklace"), raw).piece


@pytest.mark.parametrize("stations", ["3", "7", "11"])
def test_stations_are_as_many_as_chosen_evenly_apart_and_symmetrical(stations):
    made = piece(stations=stations, apart="15")
    middles = np.array([frame[:, 3] for frame in made.draft.stones[0].frames])
    assert len(middles) == int(stations) == made.anatomy.parts[0].count
    gaps = np.linalg.norm(np.diff(middles, axis=0), axis=1)
    assert np.ptp(gaps) < 0.3  # a chord of the way is a little shorter where it bends more
    assert middles[:, 0] == pytest.approx(-middles[::-1, 0], abs=0.05)
    assert gaps[0] == pytest.approx(made.draft.measures[0].value, abs=0.06)


@pytest.mark.parametrize("cut", ["round", "oval", "cushion"])
def test_every_station_holds_its_stone_and_hangs_free(cut):
    made = piece(cut=cut, stone_width="3.5")
    casting = made.castings[0]
    stone = made.draft.stones[0].stone.solid()
    assert intersection_volume_mm3(casting.solid, stone) == pytest.approx(0, abs=1e-4)
    assert made.survey.jam_mm3 == 0
    assert len(casting.solid.decompose()) == 1


def test_more_stones_than_lie_in_front_are_refused():
    with pytest.raises(DesignRefused) as refused:
        piece(stations="11", apart="50", chain_length="450")
    assert refused.value.errors[0].field == "apart"
    assert "a longer chain" in str(refused.value.errors[0])


def test_a_fragile_stone_is_not_rubbed_over_so_small():
    with pytest.raises(DesignRefused, match="emerald"):
        piece(gem="emerald")
