"""What else may be chosen: exactly what would be accepted, with the sentence that refuses the rest."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchpin.designs import ALL, SOLITAIRE, STUD_EARRINGS, specify
from benchpin.designs.options import Conflict, Lettering
from benchpin.designs.possible import possible, readable, verdicts
from benchpin.smith.errors import DesignRefused

WORDS = ("", "Clara", "AMOR VINCIT OMNIA", "☃", "M" * 40)


def refusals_of(design, raw):
    try:
        specify(design, raw)
    except DesignRefused as refused:
        return [str(error) for error in refused.errors]
    return []


def values_of(option):
    if isinstance(option, Lettering):
        return tuple(words[: option.most_letters] for words in WORDS)
    return option.every_value() or (option.default,)


@st.composite
def configurations(draw):
    design = draw(st.sampled_from(ALL))
    return design, {option.key: draw(st.sampled_from(values_of(option))) for option in design.options}


@settings(max_examples=150, deadline=None)
@given(configurations(), st.data())
def test_a_value_is_possible_if_and_only_if_it_would_be_accepted(configuration, data):
    design, chosen = configuration
    option = data.draw(st.sampled_from(design.options))
    value = data.draw(st.sampled_from(values_of(option)))
    judged = verdicts(design, chosen, {option.key: (option.parse(value),)})[option.key][option.parse(value)]
    assert [str(refusal) for refusal in judged] == refusals_of(design, {**chosen, option.key: value})


@settings(max_examples=12, deadline=None)
@given(configurations())
def test_the_runs_of_an_option_are_all_its_values_once_and_in_order(configuration):
    design, chosen = configuration
    every = verdicts(design, chosen)
    for key, runs in possible(design, chosen).items():
        values = list(every[key])
        places = [(values.index(run.value), values.index(run.until)) for run in runs]
        assert [place for first, last in places for place in range(first, last + 1)] == list(range(len(values)))
        for run, (first, last) in zip(runs, places, strict=True):
            assert {not every[key][value] for value in values[first : last + 1]} == {run.allowed}


def test_a_large_stone_takes_the_narrow_bands_away_and_says_why():
    narrow, wide = possible(SOLITAIRE, {"stone_width": "7.0"})["band_width"]
    assert (narrow.value, narrow.until, narrow.allowed) == ("1.6", "1.9", False)
    assert narrow.why == "A stone of 7 mm needs a band of at least 2 mm. Choose 2 mm or wider, or a stone up to 6.5 mm."
    assert (wide.value, wide.until, wide.shown, wide.allowed) == ("2.0", "3.6", "2.0 mm to 3.6 mm", True)


def test_a_narrow_band_takes_the_large_stones_away():
    fits, too_large = possible(SOLITAIRE, {"band_width": "1.8"})["stone_width"]
    assert (fits.until, fits.allowed, too_large.value, too_large.allowed) == ("6.5", True, "7.0", False)


def test_of_what_cannot_be_made_only_what_mends_it_is_possible():
    cured = possible(STUD_EARRINGS, {"cut": "princess", "claws": "6"})
    assert [run.value for run in cured["claws"] if run.allowed] == ["4"]
    assert [run.value for run in cured["cut"] if run.allowed] == ["round"]
    assert not any(run.allowed for run in cured["metal"])


def test_what_cannot_be_read_is_taken_as_at_its_default():
    read = readable(SOLITAIRE, {"stone_width": "wide", "metal": "pt_950_ru"})
    assert (read["stone_width"], read["metal"]) == (SOLITAIRE.option("stone_width").default, "pt_950_ru")
    assert str(possible(SOLITAIRE, {"stone_width": "wide"})) == str(possible(SOLITAIRE, {}))


def test_a_conflict_said_once_is_refused_from_either_side_like_a_rule():
    hammered = Conflict(
        option="cut",
        values=frozenset({"oval"}),
        beside="finish",
        beside_values=frozenset({"hammered", "matte"}),
        why="An oval is not set in a hammered band.",
        works="Choose a polished one.",
    )
    design = replace(SOLITAIRE, conflicts=(hammered,))
    assert refusals_of(design, {"cut": "oval", "finish": "matte"}) == [
        "An oval is not set in a hammered band. Choose a polished one."
    ]
    assert [run.value for run in possible(design, {"cut": "oval"})["finish"] if not run.allowed] == ["hammered", "matte"]
    assert [run.value for run in possible(design, {"finish": "matte", "claws": "4"})["cut"] if not run.allowed] == ["oval"]


def test_rules_are_asked_again_only_where_something_they_looked_at_has_changed():
    asked = []

    def counted(choices):
        asked.append(choices)
        return iter(STUD_EARRINGS.rules(choices))

    verdicts(replace(STUD_EARRINGS, rules=counted), {"cut": "round", "claws": "4"})
    assert [(choices["cut"], choices["claws"]) for choices in asked] == [("round", "4"), ("princess", "4"), ("round", "6")]


@pytest.mark.parametrize("design", ALL, ids=lambda design: design.key)
def test_what_is_first_shown_can_be_made_by_the_rules(design):
    assert refusals_of(design, {}) == []
