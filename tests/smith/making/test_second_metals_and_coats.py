"""Second metals, enamel, plating and blackening: in the route, the price, the inspection and the care of a piece."""

from dataclasses import replace

import msgspec
import pytest
from tests.smith.pieces import BAND, BOOK, SOLITAIRE

from benchpin.smith.anatomy import Coating, read_anatomy
from benchpin.smith.care import care_plan
from benchpin.smith.inspection import points
from benchpin.smith.making import OPERATIONS, cast_route, setting_minutes
from benchpin.smith.materials import COATS
from benchpin.smith.pricing import cost_sheet, customer_lines

INLAY = replace(BAND.parts[0], key="inlay", name="Inlay", alloy="au_r18", mass_g=1.2)
TWO_TONE = replace(BAND, parts=(*BAND.parts, INLAY))
LETTERS = Coating(key="band_letters", name="Letters", coat="enamel_blue", surface_mm2=40.0)
ENAMELLED = replace(BAND, coatings=(LETTERS,))


def keys(anatomy):
    return [operation.key for operation in cast_route(anatomy).operations]


def test_a_second_metal_is_cast_by_itself_and_joined_before_the_first_polish():
    route = keys(TWO_TONE)
    assert route.index("cast") < route.index("cast_second") < route.index("join_metals") < route.index("prepolish")
    second = next(o for o in cast_route(TWO_TONE).operations if o.key == "cast_second")
    assert second.batch_key == "au_r18"
    assert "rose" in second.tells


def test_each_metal_is_priced_by_its_own_grams():
    sheet = cost_sheet(TWO_TONE, cast_route(TWO_TONE), BOOK)
    metals = {line.key: line.quantity for line in sheet.lines if line.key.startswith("metal_")}
    assert metals["metal_au_r18"] == pytest.approx(1.2)
    assert metals[f"metal_{BAND.alloy}"] == pytest.approx(BAND.worked_mass_g, abs=1e-3)


def test_enamel_is_fired_before_polish_and_stones_and_blackening_comes_last():
    blackened = replace(SOLITAIRE, coatings=(LETTERS, replace(LETTERS, key="head", coat="black_rhodium")))
    route = keys(blackened)
    assert route.index("enamel") < route.index("prepolish") < route.index("set_stones")
    assert route.index("final_polish") < route.index("blacken") < route.index("final_inspection")


def test_a_coat_costs_its_area_and_its_minutes():
    plain, coated = (cost_sheet(piece, cast_route(piece), BOOK) for piece in (BAND, ENAMELLED))
    line = next(line for line in coated.lines if line.key == "coat_band_letters")
    assert line.amount_cents == round(0.4 * COATS["enamel_blue"].cents_per_cm2)
    minutes = COATS["enamel_blue"].minutes_per_place + 0.4 * COATS["enamel_blue"].minutes_per_cm2
    assert next(o.minutes for o in cast_route(ENAMELLED).operations if o.key == "enamel") == pytest.approx(minutes, abs=1)
    assert coated.total_cents > plain.total_cents
    assert sum(shown.amount_cents for shown in customer_lines(coated)) == coated.total_cents


def test_a_coat_is_inspected_and_sends_back_to_its_own_step():
    (point,) = [p for p in points(ENAMELLED) if p.key == "coating_band_letters"]
    assert point.back_to == "enamel"
    assert point.back_to in OPERATIONS


def test_an_enamelled_piece_is_never_put_in_an_ultrasonic_bath():
    plan = care_plan(ENAMELLED)
    assert "no ultrasonic bath" in plan.cleaning.lower()
    assert any("Enamel is glass" in sentence for sentence in plan.do)


@pytest.mark.parametrize("coat", COATS.values(), ids=lambda coat: coat.id)
def test_every_coat_is_put_on_by_an_operation_of_the_house(coat):
    assert coat.operation in OPERATIONS
    assert coat.source


def test_beads_hold_a_stone_sooner_than_claws_and_claws_sooner_than_a_bezel():
    (stone,) = SOLITAIRE.stones
    stone = replace(stone, width_mm=2.0, length_mm=2.0)
    minutes = [setting_minutes(replace(stone, setting=kind), "au_y18")[0] for kind in ("pave", "channel", "claw", "bezel")]
    assert minutes == sorted(minutes)
    assert len(set(minutes)) == 4


def test_words_cut_by_hand_take_longer_than_by_laser_and_words_cast_take_no_step():
    by = {
        method: list(cast_route(replace(BAND, engravings=(replace(BAND.engravings[0], method=method),))).operations)
        for method in ("laser", "hand", "cast")
    }
    laser = next(o.minutes for o in by["laser"] if o.key == "engrave")
    hand = next(o.minutes for o in by["hand"] if o.key == "engrave_hand")
    assert hand > laser
    assert not {"engrave", "engrave_hand"} & {o.key for o in by["cast"]}


def test_links_that_move_are_linked_after_they_are_cast():
    link = replace(BAND.parts[0], count=40, mass_g=0.2)
    bracelet = replace(BAND, kind="bracelet", ring_size=None, parts=(link,), engravings=())
    step = next(o for o in cast_route(bracelet).operations if o.key == "link_up")
    assert step.minutes == 160
    assert "link_up" not in keys(BAND)


def test_an_anatomy_stored_when_a_piece_had_one_word_at_most_is_still_read():
    stored = msgspec.to_builtins(BAND)
    words = stored.pop("engravings")
    assert read_anatomy({**stored, "engraving": words[0]}) == BAND
    assert read_anatomy({**stored, "engraving": None}).engravings == ()
