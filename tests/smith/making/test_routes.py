from dataclasses import replace

import pytest

from benchpin.smith.anatomy import Anatomy
from benchpin.smith.making import OPERATIONS, Operation, cast_route, setting_minutes
from smith.pieces import BAND, DIAMOND, PENDANT, PIECES, SOLITAIRE, STUDS


def step(anatomy: Anatomy, key: str) -> Operation:
    return next(operation for operation in cast_route(anatomy).operations if operation.key == key)


def keys(anatomy: Anatomy) -> list[str]:
    return [operation.key for operation in cast_route(anatomy).operations]


def test_each_piece_takes_the_steps_it_needs_and_no_other():
    always = ["print_wax", "cast", "clean_up", "prepolish", "final_polish", "final_inspection", "pack"]

    assert [key for key in keys(SOLITAIRE) if key not in always] == ["size", "hallmark", "set_stones"]
    assert [key for key in keys(BAND) if key not in always] == ["size", "hallmark", "engrave"]
    assert [key for key in keys(PENDANT) if key not in always] == ["assemble", "set_stones"]  # under 7.78 g of silver
    assert [key for key in keys(STUDS) if key not in always] == ["assemble", "set_stones", "plate"]  # white gold, under 1 g


@pytest.mark.parametrize("anatomy", PIECES, ids=lambda anatomy: anatomy.design)
def test_fire_comes_before_stones_and_rhodium_after_polish(anatomy):
    order = {key: place for place, key in enumerate(keys(anatomy))}

    for before, after in [
        ("assemble", "set_stones"),
        ("hallmark", "final_polish"),
        ("set_stones", "plate"),
        ("final_polish", "plate"),
        ("plate", "final_inspection"),
        ("final_inspection", "pack"),
    ]:
        if before in order and after in order:
            assert order[before] < order[after]


@pytest.mark.parametrize(
    ("width_mm", "minutes"),
    [(1.2, 25), (2.0, 19), (3.0, 25), (6.0, 25), (6.1, 34)],  # 15 min x 1.3, 1.0, 1.3, 1.3, 1.8, then x 1.25, rounded up
)
def test_a_claw_stone_takes_what_the_trade_says_for_its_width(width_mm, minutes):
    assert setting_minutes(replace(DIAMOND, width_mm=width_mm), "au_y18")[0] == minutes


@pytest.mark.parametrize(
    ("stone", "alloy", "minutes", "says"),
    [
        (replace(DIAMOND, count=2), "au_y18", 49, "2 × 15 min claw"),  # 48.75
        (replace(DIAMOND, setting="bezel"), "au_y18", 36, "22 min bezel"),  # 35.75
        (replace(DIAMOND, gem="emerald"), "au_y18", 37, "fragile stone × 1.5"),  # 36.56
        (replace(DIAMOND, cut="princess"), "au_y18", 32, "pointed corners × 1.3"),  # 31.69
        (DIAMOND, "pt_950_ru", 30, "platinum × 1.2"),  # 29.25
    ],
)
def test_what_makes_setting_slow_is_counted_and_said(stone, alloy, minutes, says):
    counted, why = setting_minutes(stone, alloy)

    assert counted == minutes
    assert says in why


def test_polishing_grows_with_surface_and_platinum_takes_longer():
    larger = replace(SOLITAIRE, parts=(replace(SOLITAIRE.parts[0], surface_mm2=1100.0),))
    platinum = replace(SOLITAIRE, alloy="pt_950_ru")

    assert step(SOLITAIRE, "final_polish").minutes == 25
    assert step(larger, "final_polish").minutes == 38  # 25 x 1.5
    assert step(platinum, "final_polish").minutes == 40  # 25 x 1.6
    assert step(platinum, "clean_up").minutes == 47  # 31 x 1.5
    assert step(replace(SOLITAIRE, finish="satin"), "final_polish").minutes == 20  # 25 x 0.8


def test_engraving_is_counted_by_its_letters():
    assert step(BAND, "engrave").minutes == 13 + 4  # "Für immer": eight letters at half a minute
    assert "8 letters" in step(BAND, "engrave").why


def test_only_joints_are_soldered():  # butterfly backs once cost a joint each
    assert step(STUDS, "assemble").minutes == 2 * 13  # two posts, no butterfly backs
    assert step(PENDANT, "assemble").minutes == 13  # the bail, not the chain it carries
    assert "assemble" not in keys(replace(PENDANT, findings=PENDANT.findings[:1]))


def test_metal_cast_together_is_of_one_alloy():
    cast = step(STUDS, "cast")

    assert (cast.kind, cast.resource, cast.batch_key, cast.units) == ("batch", "casting", "au_w18_pd", 2)
    assert cast.tells == "It is cast in 18 ct white gold"
    assert step(STUDS, "plate").batch_key == ""  # all white gold shares one bath


def test_a_heavier_silver_piece_goes_to_the_assay_office():
    heavy = replace(PENDANT, parts=(replace(PENDANT.parts[0], mass_g=4.72),))  # with chain and bail 7.78 g

    assert step(heavy, "hallmark").kind == "service"
    assert step(heavy, "hallmark").resource == "assay_office"


def test_every_operation_tells_its_source():
    assert all(operation.source for operation in OPERATIONS.values())
    assert OPERATIONS.keys() >= {"print_wax", "cast", "clean_up", "set_stones", "engrave", "hallmark", "plate", "pack"}
