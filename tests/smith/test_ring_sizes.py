from math import pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchpin.smith.sizes import SIZES_UK, RingSize, parse_ring_size, sizes, wide_band_advice

# Printed charts, read by hand: US size -> diameter, circumference, UK letter, Japanese number.
# Source: printableringsizer.pdf, Diamond Culture's chart, Undine Stella's table (docs/sources.md).
CHARTS = {
    3: (14.07, 44.2, "F", 4),
    5: (15.70, 49.3, "J 1/2", 9),
    6: (16.51, 51.9, "L 1/2", 11),
    7: (17.32, 54.4, "N 1/2", 14),
    8: (18.14, 57.0, "P 1/2", 16),
    9: (18.95, 59.5, "R 1/2", 18),
    10: (19.76, 62.1, "T 1/2", 20),
    12: (21.39, 67.2, "X 1/2", 25),
}
EVERY_SIZE = [size for system in ("UK", "US", "ISO", "JP", "CH") for size in sizes(system)]


@pytest.mark.parametrize("us", CHARTS)
def test_formulas_agree_with_printed_charts(us):  # a second road: charts other people measured
    diameter_mm, circumference_mm, uk, jp = CHARTS[us]
    size = parse_ring_size(f"US:{us}")

    assert size.diameter_mm == pytest.approx(diameter_mm, abs=0.05)
    assert size.circumference_mm == pytest.approx(circumference_mm, abs=0.15)
    assert RingSize("UK", uk).circumference_mm == pytest.approx(circumference_mm, abs=0.7)  # half a letter
    assert int(size.equivalents()["JP"]) == pytest.approx(jp, abs=1)  # printed numbers are rounded either way


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("UK:M 1/2", "UK:M 1/2"),
        ("UK:M½", "UK:M 1/2"),
        ("uk m1/2", "UK:M 1/2"),
        ("UK:Z+3", "UK:Z+3"),
        ("US:7", "US:7"),
        ("US 7.25", "US:7 1/4"),
        ("us: 6¾", "US:6 3/4"),
        ("US:7.0", "US:7"),
        ("US:0.5", "US:0 1/2"),
        ("ISO:54", "ISO:54"),
        ("EU:54", "ISO:54"),
        ("IT:14", "CH:14"),
        ("JP:13", "JP:13"),
    ],
)
def test_a_size_is_read_however_it_is_written(raw, canonical):
    assert parse_ring_size(raw).canonical == canonical


@pytest.mark.parametrize("size", EVERY_SIZE, ids=lambda size: size.canonical)
def test_what_is_written_is_read_back_as_the_same_size(size):
    assert parse_ring_size(size.canonical) == size
    assert parse_ring_size(str(size)) == size


def test_a_size_names_its_neighbours_in_every_system():
    equivalents = parse_ring_size("UK:M 1/2").equivalents()

    assert equivalents == {"UK": "M½", "US": "6½", "ISO": "53", "JP": "13", "CH": "13"}
    assert parse_ring_size("ISO:53").diameter_mm == pytest.approx(53 / pi)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("", "does not say which system"),
        ("54", "does not say which system"),
        ("M", "does not say which system"),
        ("XX:7", "does not say which system"),
        ("UK:Ä", "UK sizes go from A to Z+7"),
        ("UK:ZZ", "There is no UK ring size ZZ"),
        ("US:99", "US sizes go from 0 to 16"),
        ("US:7.3", "There is no US ring size 7.3"),
        ("ISO:1e9", "There is no ISO ring size 1E9"),
        ("JP:0", "JP sizes go from 1"),
    ],
)
def test_a_size_that_does_not_exist_is_refused_with_a_sentence(raw, says):
    with pytest.raises(ValueError, match="size") as refusal:
        parse_ring_size(raw)
    assert says in str(refusal.value)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(raw):
    says = ""
    try:
        assert parse_ring_size(raw) in EVERY_SIZE
    except ValueError as refusal:
        says = str(refusal)
    assert len(says) < 160  # a sentence, not the whole text back


def test_sizes_rise_and_begin_where_fingers_do():
    for system in ("UK", "US", "ISO", "JP", "CH"):
        lengths = [size.circumference_mm for size in sizes(system)]
        assert lengths == sorted(lengths)
    assert SIZES_UK[0].label == "A"
    assert SIZES_UK[25].label == "M 1/2"


@pytest.mark.parametrize(
    ("width_mm", "says"), [(3, ""), (5, "half a UK size"), (6, "one UK size"), (9, "one and a half UK sizes")]
)
def test_a_wide_band_is_advised_larger(width_mm, says):
    advice = wide_band_advice(width_mm)

    assert (says in advice) if says else advice == ""
