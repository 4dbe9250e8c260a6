import unicodedata
from dataclasses import replace

import pytest

from benchpin.designs import ALL, specify
from benchpin.smith.anatomy import Anatomy
from benchpin.smith.inspection import Point, judge, points
from smith.pieces import BAND, PENDANT, PIECES, SOLITAIRE, STUDS


def point(anatomy: Anatomy, key: str) -> Point:
    return next(point for point in points(anatomy) if point.key == key)


def test_a_solitaire_is_held_against_its_own_figures():
    found = {p.key: (p.least, p.nominal, p.most) for p in points(SOLITAIRE) if p.kind == "measured"}

    assert found == {
        "mass": (4.61, 5.12, 5.38),  # 4.96 g of gold and 0.8 ct = 0.16 g: 10 % less to 5 % more
        "ring_size": (52.7, 53.1, 53.5),  # UK M½ is 53.125 mm round
        "band_width": (2.05, 2.2, 2.35),
        "stone_centre": (5.85, 6.0, 6.15),
    }
    assert {p.key for p in points(SOLITAIRE) if p.kind == "judged"} == {"secure_centre", "hallmark", "surface", "finish"}


def test_each_piece_is_asked_what_concerns_it():
    assert {"engraving", "hallmark"} <= {p.key for p in points(BAND)}
    assert {"stone_centre_length", "findings", "chain_length"} <= {p.key for p in points(PENDANT)}
    assert "hallmark" not in {p.key for p in points(PENDANT)}  # light silver is exempt
    assert {"pair_stud", "plating"} <= {p.key for p in points(STUDS)}
    assert "ring_size" not in {p.key for p in points(STUDS)}


@pytest.mark.parametrize("design", ALL, ids=lambda design: design.key)
@pytest.mark.parametrize("metal", ["au_y18", "au_w18_pd", "ag_925"])
def test_a_failure_goes_back_to_a_step_the_piece_has(design, metal):  # of the real designs, so that a new measure is caught
    offers = design.kind == "ring" and any(option.key == "band_thickness" for option in design.options)
    thick = {"band_thickness": "2.0"} if offers else {}
    specification = specify(design, {"metal": metal, **thick})
    anatomy = specification.piece.anatomy
    steps = {operation.key for operation in specification.route.operations}

    assert {p.back_to for p in points(anatomy)} <= steps
    assert len({p.key for p in points(anatomy)}) == len(points(anatomy))


def test_every_point_tells_how_and_from_where():
    assert all(p.method and p.source and p.label for anatomy in PIECES for p in points(anatomy))


@pytest.mark.parametrize(
    ("value", "passes"),
    [("53.1", True), ("52.7", True), ("53,5", True), ("53.5 mm", True), ("52.6", False), ("53.6 MM", False)],
)
def test_a_measure_passes_within_its_limits_and_at_them(value, passes):
    found = judge(point(SOLITAIRE, "ring_size"), value)

    assert found.passes is passes
    assert ("within" if passes else "outside") + " 52.7 to 53.5 mm" in found.says


@pytest.mark.parametrize("value", ["", "  ", "about 53", "nan", "inf", "1e3", "0x35", "５３", "53 g", "--53"])
def test_a_measure_that_is_no_number_is_asked_for_again(value):
    with pytest.raises(ValueError, match=r"Enter a number of mm, like 53\.1|Measure this"):
        judge(point(SOLITAIRE, "ring_size"), value)


@pytest.mark.parametrize(
    ("read", "passes"),
    [
        ("Für immer", True),
        (unicodedata.normalize("NFD", "Für immer"), True),  # the same letters, typed on another keyboard
        (" Für immer ", True),
        ("Fur immer", False),
        ("für immer", False),
        ("Für  immer", False),
    ],
)
def test_an_engraving_must_read_letter_for_letter(read, passes):
    assert judge(point(BAND, "engraving"), read).passes is passes


def test_a_pair_may_differ_by_three_percent_of_one():
    pair = point(STUDS, "pair_stud")

    assert pair.most == 0.01  # of 0.243 g
    assert judge(pair, "0").passes
    assert not judge(pair, "0.02").passes


@pytest.mark.parametrize(("answer", "passes"), [("yes", True), ("YES", True), ("on", True), ("no", False)])
def test_a_judgement_is_yes_or_no(answer, passes):
    assert judge(point(SOLITAIRE, "surface"), answer).passes is passes


def test_a_judgement_that_is_neither_is_asked_for_again():
    with pytest.raises(ValueError, match="Answer yes or no"):
        judge(point(SOLITAIRE, "surface"), "nearly")


def test_a_chain_is_laid_along_a_rule_and_mended_where_it_is_joined():
    chain = point(PENDANT, "chain_length")

    assert "rule" in chain.method
    assert (chain.least, chain.most, chain.back_to) == (445.0, 455.0, "assemble")
    assert "Calliper" in point(SOLITAIRE, "band_width").method


def test_a_finish_is_judged_by_its_own_sentence():
    assert "satin" in point(replace(SOLITAIRE, finish="satin"), "finish").label
