"""Tennis bracelets, lockets and hinged bangles as they are ordered: counts, bodies, words, refusals."""

from itertools import pairwise

import numpy as np
import pytest

from benchpin.designs import by_key, specify
from benchpin.smith.errors import DesignRefused
from benchpin.smith.geometry import intersection_volume_mm3


def piece(key, **raw):
    return specify(by_key(key), raw).piece


def part(made, key):
    return next(part for part in made.draft.parts if part.key == key)


@pytest.mark.parametrize("setting", ["claw", "bezel"])
@pytest.mark.parametrize(("wrist", "stone_width"), [("140", "5.0"), ("210", "2.5")])
def test_a_tennis_bracelet_has_as_many_stones_as_its_length_holds(setting, wrist, stone_width):
    made = piece("tennis_bracelet", setting=setting, wrist=wrist, stone_width=stone_width)
    measures = {measure.key: measure.value for measure in made.draft.measures}
    count = len(made.draft.stones[0].frames)
    assert made.anatomy.parts[0].count == made.anatomy.stones[0].count == count
    assert measures["length"] == pytest.approx((count + 2) * measures["pitch"], abs=0.4)  # the clasp is two links long
    assert 0 <= measures["length"] - (float(wrist) + 18) < measures["pitch"] + 0.1


def test_every_link_of_a_closed_bracelet_is_free_of_the_next():
    made = piece("tennis_bracelet", stone_width="4.0", wrist="140")
    link = part(made, "link")
    placed = [link.solid.transform(frame) for frame in link.frames]
    for one, two in pairwise(placed):
        assert intersection_volume_mm3(one, two) == 0
        assert one.min_gap(two, 0.3) > 0.04


def test_stones_of_a_bracelet_look_outwards_at_one_height():
    frames = np.array(piece("tennis_bracelet").draft.stones[0].frames)
    assert frames[:, 1, 3] == pytest.approx(0)
    assert (np.einsum("ij,ij->i", frames[:, :, 2], frames[:, :, 3]) > 0).all()


def test_links_and_pins_are_joined_at_the_bench():
    spec = specify(by_key("tennis_bracelet"), {})
    assert "link_up" in [operation.key for operation in spec.route.operations]
    pins = next(finding for finding in spec.piece.anatomy.findings if finding.key == "hinge_pin")
    assert pins.count == spec.piece.anatomy.parts[0].count + 1


@pytest.mark.parametrize(("key", "bodies"), [("locket", 2), ("hinged_bangle", 2)])
def test_what_opens_is_two_castings_and_a_pin(key, bodies):
    made = piece(key)
    assert len(made.castings) == bodies
    assert all(len(casting.solid.decompose()) == 1 for casting in made.castings)
    assert part(made, "pin").bought.key == "hinge_pin"
    assert made.survey.play_mm + 0.02 >= 0.05
    assert made.survey.jam_mm3 == 0


@pytest.mark.parametrize("shape", ["oval", "round", "heart"])
def test_a_locket_is_written_on_outside_and_in(shape):
    made = piece("locket", shape=shape, engraving="C", within="2026", locket_width="22")
    assert [engraving.place for engraving in made.draft.engravings] == ["on the front of the locket", "inside the locket"]
    front, back = (part(made, key) for key in ("front", "back"))
    assert intersection_volume_mm3(front.letters[0].cutter, front.solid) > 0.01
    assert intersection_volume_mm3(back.letters[0].cutter, back.solid) > 0.01


def test_the_eye_is_on_the_back_so_that_the_front_opens():
    made = piece("locket")
    main = next(casting for casting in made.castings if casting.key == "back")
    assert main.solid.bounding_box()[4] > part(made, "back").solid.bounding_box()[4] + 1.5


@pytest.mark.parametrize(
    ("key", "raw", "field", "says"),
    [
        ("locket", {"metal": "ag_925", "locket_depth": "4.0"}, "locket_depth", "4.4 mm or more"),
        ("locket", {"locket_width": "14", "shape": "heart", "engraving": "AMOR VINCIT OMNIA"}, "engraving", "fit here"),
        ("hinged_bangle", {"band_thickness": "2.0"}, "band_thickness", "from 2.6 to 4.5"),
    ],
)
def test_what_cannot_be_made_says_what_would_work(key, raw, field, says):
    with pytest.raises(DesignRefused) as refused:
        piece(key, **raw)
    assert says in {error.field: str(error) for error in refused.value.errors}[field]
