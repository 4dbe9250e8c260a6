"""What else may be chosen: exactly what would be accepted, with the sentence that refuses the rest."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchpin.designs import ALL, by_key, specify
from benchpin.designs.options import Lettering
from benchpin.designs.possible import possible, readable, verdicts
from benchpin.smith.errors import DesignRefused
from designs.trinket import TRINKET, rules

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


def barred(key, raw, design=TRINKET):
    return [run.value for run in possible(design, raw)[key] if not run.allowed]


def test_a_large_stone_takes_the_narrow_bands_away_and_says_why():
    narrow, wide = possible(TRINKET, {"stone_width": "6"})["band_width"]
    assert (narrow.value, narrow.until, narrow.shown, narrow.allowed) == ("1.5", "1.9", "1.5 mm to 1.9 mm", False)
    assert narrow.why == "A stone of 6 mm needs a band of 2.0 mm. Choose a wider band."
    assert (wide.value, wide.until, wide.allowed) == ("2.0", "3.5", True)


def test_a_narrow_band_takes_the_large_stones_away():
    fits, too_large = possible(TRINKET, {"band_width": "1.9"})["stone_width"]
    assert (fits.value, fits.until, fits.allowed) == ("3.0", "5.5", True)
    assert (too_large.value, too_large.until, too_large.allowed) == ("6.0", "9.0", False)
    assert too_large.why.startswith("A stone of 6 mm")  # of the one nearest to what is chosen


def test_a_conflict_said_once_is_refused_from_either_side_like_a_rule():
    assert refusals_of(TRINKET, {"cut": "princess", "claws": "six"}) == [
        "A princess cut is held at its four corners. Choose four claws, or a round stone."
    ]
    assert barred("claws", {"cut": "princess"}) == ["six"]
    assert barred("cut", {"claws": "six"}) == ["princess"]
    assert barred("cut", {"claws": "four"}) == []


def test_of_what_cannot_be_made_only_what_mends_it_is_possible():
    wrong = {"cut": "princess", "claws": "six"}
    assert barred("claws", wrong) == ["six"]
    assert barred("cut", wrong) == ["princess"]
    assert barred("metal", wrong) == ["gold", "silver", "platinum"]


def test_of_words_what_is_written_and_none_are_judged():
    none, written = possible(TRINKET, {"words": "Clara", "finish": "hammered"})["words"]
    assert (none.shown, none.allowed) == ("None", True)
    assert (written.shown, written.allowed) == ("“Clara”", False)
    assert barred("finish", {"words": "Clara"}) == ["hammered"]


def test_what_means_nothing_beside_the_rest_changes_nothing():
    assert barred("face", {"words": ""}) == []
    assert barred("face", {"words": "", "cut": "princess", "claws": "six"}) == ["roman", "script"]


def test_what_cannot_be_read_is_taken_as_at_its_default():
    assert readable(TRINKET, {"stone_width": "wide", "metal": "silver"}) | {"words": ""} == {
        "metal": "silver",
        "cut": "round",
        "claws": "four",
        "stone_width": "4.5",
        "band_width": "2.0",
        "finish": "polished",
        "words": "",
        "face": "roman",
    }
    assert str(possible(TRINKET, {"stone_width": "wide"})) == str(possible(TRINKET, {}))


def test_sizes_are_listed_system_by_system():
    sizes = possible(by_key("wedding_band"), {})["size"]
    assert [run.value.split(":")[0] for run in sizes] == ["UK", "US", "ISO", "JP", "CH"]
    assert all(run.value.split(":")[0] == run.until.split(":")[0] for run in sizes)


def test_rules_are_asked_again_only_where_something_they_looked_at_has_changed():
    asked = []

    def counted(choices):
        asked.append(choices)
        return rules(choices)

    every = verdicts(replace(TRINKET, rules=counted), {})
    # Beside four claws nobody looks at the cut, and without words at neither finish nor lettering.
    assert len(asked) == 1 + sum(len(every[key]) - 1 for key in ("claws", "stone_width", "band_width"))


@pytest.mark.parametrize("design", ALL, ids=lambda design: design.key)
def test_what_is_first_shown_can_be_made_by_the_rules(design):
    assert refusals_of(design, {}) == []
