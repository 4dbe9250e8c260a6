"""Letters in metal: one piece whatever the face, as much metal as their outline says."""

import pytest

from benchpin.smith.geometry import TYPEFACES, joined_letters, letters_plate, missing_letters

WORDS = ("Clara", "Jörg", "WQ&g", "Анна", "Σοφία", "נועה", "مريم", "花子")


@pytest.mark.parametrize("typeface", TYPEFACES)
@pytest.mark.parametrize("bar_mm", [0.0, 1.2])
def test_letters_hang_together_in_every_face_and_script(typeface, bar_mm):
    for word in WORDS:
        if not missing_letters(word, typeface):
            plate = letters_plate(word, typeface, 10.0, 0.35, bar_mm, 1.2, 0.1)
            assert len(plate.decompose()) == 1, word


@pytest.mark.parametrize("word", ["L", "Clara", "ij"])
def test_a_plate_holds_its_outline_times_its_thickness_less_the_eased_edge(word):
    joined = joined_letters(word, "eb-garamond", 12.0, 0.35, 0.0)
    full_mm3 = joined.outline.area() * 1.2
    round_mm = sum(
        sum(((a - b) ** 2).sum() ** 0.5 for a, b in zip(loop, [*loop[1:], loop[0]], strict=True))
        for loop in joined.outline.to_polygons()
    )
    plate = letters_plate(word, "eb-garamond", 12.0, 0.35, 0.0, 1.2, 0.1)
    assert plate.volume() == pytest.approx(full_mm3 - round_mm * 0.1**2 / 2, rel=2e-3)


def test_dots_are_bridged_and_only_letters_that_stand_apart_are_counted():
    assert joined_letters("i", "noto-sans", 12.0, 0.35, 0.0).bridges == 0
    assert joined_letters("ill", "noto-sans", 12.0, 0.35, 0.0).bridges == 2
    assert joined_letters("ill", "noto-sans", 12.0, 0.35, 1.2).bridges == 0  # the bar holds them


def test_every_stroke_grows_by_as_much_as_it_is_told():
    thin, bold = (joined_letters("l", "noto-sans", 12.0, bolder, 0.0).bounds_mm for bolder in (0.2, 0.6))
    assert (bold[2] - bold[0]) - (thin[2] - thin[0]) == pytest.approx(0.4, abs=0.02)


def test_a_letter_is_balanced_about_the_middle_of_its_metal():
    assert joined_letters("O", "jost", 12.0, 0.35, 0.0).balance_mm == pytest.approx((0, 0), abs=0.15)
    x, y = joined_letters("L", "jost", 12.0, 0.35, 0.0).balance_mm
    assert x < -0.5
    assert y < -0.5
