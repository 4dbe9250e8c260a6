import pytest

from benchpin.smith.geometry import cut_stone


@pytest.mark.parametrize(("cut", "length_mm"), [("round", 6.0), ("oval", 8.4), ("princess", 6.0)])
def test_a_stone_is_as_wide_as_asked_and_its_length_runs_along_x(cut, length_mm):
    stone = cut_stone(cut, 6.0)

    assert stone.width_mm == pytest.approx(6.0)
    assert stone.length_mm == pytest.approx(length_mm, abs=1e-3)
