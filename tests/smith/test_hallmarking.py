import pytest

from benchpin.smith.hallmark import hallmark_required, marks


@pytest.mark.parametrize(
    ("alloy", "exempt_g", "marked_g"),
    [("au_y18", 0.99, 1.0), ("au_w18_pd", 0.99, 1.0), ("ag_925", 7.77, 7.78), ("pt_950_ru", 0.49, 0.5)],
)
def test_only_light_pieces_are_exempt(alloy, exempt_g, marked_g):
    assert not hallmark_required(alloy, exempt_g)
    assert hallmark_required(alloy, marked_g)


def test_the_marks_tell_the_fineness():
    assert [mark.reads for mark in marks("au_y9") if mark.name == "Fineness"] == ["375"]
