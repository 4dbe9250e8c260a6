"""A design as data: what it says of each option is what the option does."""

import json

import msgspec
import pytest

from benchpin.designs import ALL, SOLITAIRE, specify
from benchpin.designs.schema import STOCK, design_schema
from benchpin.smith.errors import DesignRefused
from benchpin.smith.making import OPERATIONS
from designs.trinket import TRINKET

EVERY_OPTION = [pytest.param(design, option, id=f"{design.key}-{option.key}") for design in ALL for option in design.options]


def accepted(design, raw):
    try:
        specify(design, raw)
    except DesignRefused:
        return False
    return True


def taken_from_stock(design, raw):
    """What a piece is made of, without how much of it: alloys; stones by kind, cut and size; bought parts."""
    anatomy = specify(design, raw).piece.anatomy
    return {
        "metal": {part.alloy for part in anatomy.parts},
        "stones": {(stone.gem, stone.cut, stone.width_mm, stone.length_mm) for stone in anatomy.stones},
        "findings": {(finding.key, finding.alloy, finding.length_mm) for finding in anatomy.findings},
    }


def other_value(design, option):
    """A value that can stand for the default, all else as first shown."""
    others = (value for value in option.every_value() if value != option.default)
    return next((value for value in others if accepted(design, {option.key: value})), None)


@pytest.mark.parametrize(("design", "option"), EVERY_OPTION)
def test_an_option_says_all_that_an_option_must(design, option):
    said = next(one for one in design_schema(design).options if one.key == option.key)
    assert said.label
    assert said.limits
    assert said.kind in {"choice", "measure", "size", "words", "drawing"}
    assert said.freezes_at_name == OPERATIONS[option.freezes_at].name
    assert option.parse(said.default) == said.default
    assert set(said.needs) <= set(STOCK)


@pytest.mark.parametrize(("design", "option"), EVERY_OPTION)
def test_an_option_that_changes_what_is_taken_from_stock_says_so(design, option):
    value = other_value(design, option)
    if value is None:
        return
    try:
        before, after = taken_from_stock(design, {}), taken_from_stock(design, {option.key: value})
    except DesignRefused:
        return  # by the solid: nothing is taken for what is not made
    changed = tuple(kind for kind in before if before[kind] != after[kind])
    assert set(changed) <= set(option.needs), f"the option {option.key} must say needs={changed}"


@pytest.mark.parametrize("design", ALL, ids=lambda design: design.key)
def test_every_limit_the_schema_states_is_refused_with_its_sentence_and_is_not_without_the_other(design):
    for option in design_schema(design).options:
        for limit in option.not_with:
            both = {option.key: limit.values[-1], limit.beside: limit.beside_values[-1]}
            with pytest.raises(DesignRefused) as refused:
                specify(design, both)
            assert limit.why in {str(error) for error in refused.value.errors}
            assert limit.blames in {option.key for option in design.options}


def not_with(key):
    (option,) = (option for option in design_schema(TRINKET).options if option.key == key)
    return [(limit.shown, limit.beside, limit.beside_shown) for limit in option.not_with]


def test_limits_between_options_are_found_from_rules_and_conflicts_from_both_sides():
    assert not_with("claws") == [("Six", "cut", "Princess")]
    assert not_with("cut") == [("Princess", "claws", "Six")]
    assert not_with("band_width")[0] == ("1.5 mm to 1.6 mm", "stone_width", "5.0 mm to 9.0 mm")
    assert not_with("stone_width")[-1] == ("9.0 mm", "band_width", "1.5 mm to 2.9 mm")


def test_words_are_tried_with_a_name():
    assert not_with("finish") == [("Hammered", "words", "“Clara”")]


def test_an_option_is_not_blamed_for_what_another_cannot_be_anyway():
    """Of 9 mm no stone goes with the band first shown, whatever the metal: the metal has no limit."""
    assert not_with("metal") == []
    assert not_with("face") == []


def test_the_schema_goes_to_json():
    read = json.loads(msgspec.json.encode(design_schema(SOLITAIRE)))
    by_key = {option["key"]: option for option in read["options"]}
    assert (by_key["stone_width"]["least"], by_key["stone_width"]["most"], by_key["stone_width"]["step"]) == (
        "4.0",
        "8.0",
        "0.5",
    )
    assert by_key["gem"]["needs"] == ["stones"]
    assert by_key["typeface"]["only_if"] == "engraving"
