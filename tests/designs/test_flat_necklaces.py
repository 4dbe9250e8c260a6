"""Bars, discs and names: their metal, their words, what carries them."""

from math import pi

import pytest

from benchpin.designs import by_key, specify
from benchpin.smith.errors import DesignRefused
from benchpin.smith.geometry import joined_letters, jump_ring


def piece(key, **raw):
    return specify(by_key(key), raw).piece


def part(made, key):
    return next(part for part in made.draft.parts if part.key == key)


def test_a_round_ended_bar_holds_a_stadium_of_metal():
    bar = part(piece("engraved_bar", bar_length="34", bar_width="5.0", bar_thickness="1.2"), "bar").solid
    flat_mm2 = 29 * 5 + pi * 2.5**2
    round_mm = 2 * 29 + pi * 5
    lost_mm2 = (1 - pi / 4) * 0.2**2  # a quarter round off each edge, above and below
    assert bar.volume() == pytest.approx(flat_mm2 * 1.2 - 2 * round_mm * lost_mm2, rel=2e-3)


def test_a_disc_is_as_heavy_as_a_coin_and_its_eye():
    made = piece("engraved_disc", disc_width="16", disc_thickness="1.2", metal="ag_925")
    coin_mm3 = pi * 8**2 * 1.2 - 2 * 2 * pi * 8 * (1 - pi / 4) * 0.25**2
    eye_mm3 = jump_ring(1.3, 0.75, 0.01).volume()
    assert coin_mm3 < made.cast_volume_mm3 < coin_mm3 + eye_mm3


def test_words_on_both_sides_read_upright_from_their_own_side():
    made = piece("engraved_disc", engraving="LL", back="LL")
    front, back = (letters.cutter for letters in part(made, "disc").letters)
    assert front.bounding_box()[5] > 0.6
    assert back.bounding_box()[2] < -0.6
    turned = back.rotate((0.0, 180.0, 0.0))
    assert (turned ^ front).volume() == pytest.approx(front.volume(), rel=0.35)  # the methods' depths and sizes differ


def test_letters_are_kept_off_metal_that_both_sides_would_cut_through():
    with pytest.raises(DesignRefused) as refused:
        piece("engraved_disc", engraving="Clara", back="2026", disc_thickness="0.9")
    assert {error.field for error in refused.value.errors} == {"engraving", "back"}
    assert "0.7 mm are needed" in str(refused.value.errors[0])


@pytest.mark.parametrize("metal", ["au_y18", "ag_925"])
def test_silver_plates_must_be_thicker(metal):
    if metal == "au_y18":
        assert piece("engraved_bar", metal=metal, bar_thickness="0.8").castings
        return
    with pytest.raises(DesignRefused, match="1 mm"):
        piece("engraved_bar", metal=metal, bar_thickness="0.8")


@pytest.mark.parametrize(
    ("raw", "eyes"),
    [
        ({"letters": "Clara"}, 2),
        ({"letters": "A"}, 1),
        ({"letters": "V", "typeface": "jost"}, 2),  # there is no metal over its balance
        ({"letters": "Ibrahim", "typeface": "great-vibes", "joining": "script"}, 2),
    ],
)
def test_a_name_is_one_casting_carried_at_both_ends_and_a_balanced_letter_at_one(raw, eyes):
    made = piece("name_necklace", **raw)
    assert len(made.castings) == 1
    assert len(part(made, "eye").frames) == eyes


def test_a_names_two_eyes_are_level():
    left, right = part(piece("name_necklace", letters="Clara"), "eye").frames
    assert left[1, 3] == right[1, 3]
    assert left[0, 3] < 0 < right[0, 3]


def test_a_names_measures_are_those_of_its_outline():
    made = piece("name_necklace", letters="Clara", typeface="noto-sans", letter_height="14")
    left, bottom, right, top = joined_letters("Clara", "noto-sans", 14.0, 0.35, 1.54).bounds_mm
    measures = {measure.key: measure.value for measure in made.draft.measures}
    assert measures["width"] == pytest.approx(right - left, abs=0.01)
    assert measures["height"] == pytest.approx(top - bottom, abs=0.01)


@pytest.mark.parametrize(
    ("raw", "field", "says"),
    [
        ({"letters": ""}, "letters", "one letter or a name"),
        ({"letters": "花子"}, "letters", "cannot write"),
        ({"letters": "Wilhelmina", "letter_height": "18"}, "letter_height", "60 mm lies well"),
        ({"letters": "MIRIAM", "typeface": "pinyon-script", "joining": "script"}, "joining", "do not meet"),
        ({"letters": "Clara", "typeface": "pinyon-script", "letter_height": "7"}, "letter_height", "taller letters"),
    ],
)
def test_a_name_that_cannot_be_made_says_why(raw, field, says):
    with pytest.raises(DesignRefused) as refused:
        piece("name_necklace", **raw)
    assert says in {error.field: str(error) for error in refused.value.errors}[field]


@pytest.mark.parametrize("key", ["engraved_bar", "engraved_disc", "name_necklace"])
@pytest.mark.parametrize("chain_length", ["400", "600"])
def test_what_hangs_moves_freely_on_its_chain(key, chain_length):
    survey = piece(key, chain_length=chain_length).survey
    assert survey.jam_mm3 == 0
    assert survey.play_mm > 0.03
