from dataclasses import replace

import pytest

from benchpin.smith.anatomy import Anatomy
from benchpin.smith.care import care_plan
from benchpin.smith.materials import GEMS
from smith.pieces import BAND, DIAMOND, PENDANT, PIECES, SOLITAIRE, STUDS


def months(anatomy: Anatomy) -> dict[str, int]:
    return {reminder.key: reminder.every_months for reminder in care_plan(anatomy).reminders}


def test_one_delicate_stone_decides_for_the_whole_piece():
    both = replace(SOLITAIRE, stones=(DIAMOND, replace(DIAMOND, key="side", gem="emerald")))

    assert "An ultrasonic bath is safe while the stones sit tight." in care_plan(SOLITAIRE).cleaning
    assert "No ultrasonic bath and no steam: the emerald would suffer." in care_plan(both).cleaning


def test_steam_is_refused_for_quartz_but_not_the_bath():
    amethyst = care_plan(replace(SOLITAIRE, stones=(replace(DIAMOND, gem="amethyst"),)))

    assert "steam is not, for the amethyst" in amethyst.cleaning
    assert "Away from sunlight: amethyst may fade." in amethyst.storage


@pytest.mark.parametrize("gem", GEMS.values(), ids=lambda gem: gem.id)
def test_no_plan_allows_what_the_gem_forbids(gem):
    cleaning = care_plan(replace(SOLITAIRE, stones=(replace(DIAMOND, gem=gem.id),))).cleaning

    assert ("An ultrasonic bath is safe" in cleaning) == (gem.cleaning.ultrasonic == "yes")
    assert ("steam" in cleaning) == (gem.cleaning.steam != "yes")


def test_silver_is_kept_from_sulphur_and_rubbed_with_a_cloth():
    plain = care_plan(replace(BAND, alloy="ag_925"))

    assert plain.cleaning.startswith("Wipe with a silver cloth")
    assert any("Sulphur" in thing for thing in plain.avoid)
    assert any("Airtight" in place for place in plain.storage)
    assert not care_plan(PENDANT).cleaning.startswith("Wipe")  # its emerald must not be dipped


def test_reminders_follow_from_metal_stones_and_how_it_is_worn():
    assert months(SOLITAIRE) == {"check_setting": 6, "clean_polish": 12, "valuation": 36}
    assert months(BAND) == {"clean_polish": 12, "valuation": 36}
    assert months(STUDS) == {"check_setting": 12, "clean_polish": 24, "rhodium": 48, "valuation": 36}  # no chain
    assert months(PENDANT) == {
        "check_setting": 12,
        "clean_polish": 24,
        "silver_polish": 3,
        "re_oil": 60,
        "chain": 12,
        "valuation": 36,
    }
    assert months(replace(SOLITAIRE, kind="bracelet"))["check_setting"] == 6
    assert all(reminder.source and reminder.why for anatomy in PIECES for reminder in care_plan(anatomy).reminders)
