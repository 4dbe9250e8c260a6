"""Bangles, cuffs, ID bracelets and charms: their measures, their metal, their words, what is refused."""

from math import pi

import numpy as np
import pytest

from benchpin.designs import by_key, specify
from benchpin.smith.errors import DesignRefused
from benchpin.smith.geometry import Hoop, Oval


def piece(key, **raw):
    return specify(by_key(key), raw).piece


def measures(made):
    return {measure.key: measure.value for measure in made.draft.measures}


def refusal(key, **raw):
    with pytest.raises(DesignRefused) as refused:
        assert piece(key, **raw).castings
    return {error.field: str(error) for error in refused.value.errors}


@pytest.mark.parametrize("shape", ["round", "oval"])
def test_a_bangle_weighs_what_pappus_says_and_passes_the_same_hand(shape):
    made = piece("bangle", shape=shape, section="flat", band_width="8.0", band_thickness="2.0", bangle_size="66")
    inside = Oval(circumference_mm=66 * pi, flatness=0.82 if shape == "oval" else 1.0)
    hoop = Hoop(inside=inside, section="flat", width_mm=8.0, thickness_mm=2.0)
    assert made.cast_volume_mm3 == pytest.approx(hoop.volume_mm3, rel=5e-4)
    found = measures(made)
    half_width, half_height = found["inner_width"] / 2, found.get("inner_height", found["inner_width"]) / 2
    ramanujan = pi * (3 * (half_width + half_height) - ((3 * half_width + half_height) * (half_width + 3 * half_height)) ** 0.5)
    assert ramanujan == pytest.approx(66 * pi, rel=2e-3)


def test_a_hollow_back_saves_metal_and_keeps_its_wall():
    raw = {"section": "d", "band_width": "10.0", "band_thickness": "3.4"}
    solid, hollow = (piece("bangle", build=build, **raw) for build in ("solid", "hollow"))
    assert hollow.cast_volume_mm3 < 0.55 * solid.cast_volume_mm3
    assert hollow.survey.walls[0][1] == pytest.approx(0.8, abs=0.02)


def test_a_larger_bangle_takes_more_metal():
    grams = [piece("bangle", bangle_size=str(size)).anatomy.worked_mass_g for size in (54, 60, 65, 70, 76)]
    assert grams == sorted(set(grams))


@pytest.mark.parametrize("wrist", ["140", "165", "210"])
@pytest.mark.parametrize("opening", ["close", "usual", "wide"])
def test_a_cuff_opens_by_a_seventh_or_so_of_its_round_and_more_if_asked(wrist, opening):
    made = piece("cuff", wrist=wrist, opening=opening)
    low, high = made.cast.bounding_box()[1], made.cast.bounding_box()[4]
    assert high > -low
    share = measures(made)["opening"] / (float(wrist) + 12)
    assert share == pytest.approx({"close": 0.135, "usual": 0.16, "wide": 0.185}[opening], abs=1e-3)


def test_a_cuff_is_written_on_inside_and_out():
    made = piece("cuff", engraving="Clara", outside="2026")
    inside, outside = made.draft.parts[0].letters
    top_mm = made.cast.bounding_box()[4]
    assert outside.cutter.bounding_box()[4] > top_mm > inside.cutter.bounding_box()[4]
    assert [engraving.place for engraving in made.draft.engravings] == ["inside the cuff", "on the outside of the cuff"]


@pytest.mark.parametrize("chain", ["curb", "figaro", "belcher"])
@pytest.mark.parametrize("wrist", ["140", "210"])
def test_an_id_bracelet_lies_closed_and_moves_freely(chain, wrist):
    made = piece("id_bracelet", chain=chain, wrist=wrist, chain_width="4.0")
    assert made.survey.jam_mm3 == 0
    assert made.survey.play_mm > 0.03
    middles = np.array([frame[:, 3] for part in made.draft.parts for frame in part.frames])
    assert np.ptp(middles[:, 1]) < 0.2  # all lie at one height on the table
    assert measures(made)["length"] == float(wrist) + 18


def test_an_id_plate_is_read_from_outside_upright():
    made = piece("id_bracelet", engraving="L")
    plate = next(part for part in made.draft.parts if part.key == "plate")
    frame = plate.frames[0]
    assert frame[:, 0] == pytest.approx((1, 0, 0), abs=0.02)  # left to right
    assert frame[:, 1] == pytest.approx((0, 1, 0), abs=0.02)  # upright
    assert frame[2, 3] > 20  # in front


@pytest.mark.parametrize("shape", ["disc", "heart", "star"])
@pytest.mark.parametrize("width", ["8", "22"])
def test_a_charm_hangs_free_in_its_ring(shape, width):
    made = piece("charm", shape=shape, charm_width=width)
    assert len(made.castings) == 1
    assert made.survey.jam_mm3 == 0
    assert 0.05 < made.survey.play_mm < 0.2


def test_a_disc_charm_is_as_heavy_as_a_coin_with_an_eye():
    made = piece("charm", shape="disc", charm_width="14", charm_thickness="1.4")
    coin_mm3 = pi * 7**2 * 1.4 - 2 * 2 * pi * 7 * (1 - pi / 4) * 0.25**2
    eye_mm3 = 2 * pi**2 * 1.1 * 0.4**2
    assert coin_mm3 < made.cast_volume_mm3 < coin_mm3 + eye_mm3


@pytest.mark.parametrize(
    ("key", "raw", "field", "says"),
    [
        ("bangle", {"metal": "ag_925", "band_thickness": "1.8"}, "band_thickness", "2 mm or more"),
        ("bangle", {"build": "hollow", "band_thickness": "1.8"}, "band_thickness", "make it solid"),
        ("bangle", {"build": "hollow", "band_thickness": "3.0", "engraving": "Clara"}, "build", "no room for words"),
        ("cuff", {"band_width": "20.0", "band_thickness": "2.8"}, "band_thickness", "would not spring"),
        ("id_bracelet", {"chain": "figaro", "chain_width": "7.0"}, "chain_width", "from 3.0 to 6.0"),
        ("charm", {"engraving": "AMOR VINCIT OMNIA", "charm_width": "8", "shape": "star"}, "engraving", "fit here"),
    ],
)
def test_what_cannot_be_made_says_what_would_work(key, raw, field, says):
    assert says in refusal(key, **raw)[field]


def test_words_fall_away_where_a_section_has_no_face_for_them():
    assert specify(by_key("bangle"), {"section": "round", "engraving": "Clara"}).piece.draft.engravings == ()
