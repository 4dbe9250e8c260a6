from dataclasses import replace
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchpin.smith.anatomy import Anatomy
from benchpin.smith.making import cast_route
from benchpin.smith.pricing import (
    CostLine,
    CostSheet,
    MissingPrice,
    PriceBook,
    alloy_cents_per_g,
    cost_sheet,
    customer_lines,
    price_book_from_dict,
    price_book_to_dict,
)
from smith.pieces import BAND, BOOK, PENDANT, PIECES, SOLITAIRE, STUDS

FAMILIES = ("yellow_gold", "rose_gold", "white_gold", "platinum", "silver")
percent = st.floats(min_value=0, max_value=150, allow_nan=False)
cents = st.integers(min_value=0, max_value=1_000_000)


@st.composite
def books(draw: st.DrawFn) -> PriceBook:
    """Any price book a workshop might write, and many it would not."""
    return replace(
        BOOK,
        fine_metal_cents_per_g={e: draw(st.floats(min_value=1, max_value=20_000)) for e in ("Au", "Ag", "Pt", "Pd")},
        alloy_premium_percent={family: draw(percent) for family in FAMILIES},
        metal_loss_percent={family: draw(st.floats(min_value=0, max_value=60)) for family in FAMILIES},
        gem_markup_percent=draw(percent),
        labour_cents_per_hour={skill: draw(cents) for skill in BOOK.labour_cents_per_hour},
        finding_markup_percent=draw(percent),
        services_cents={"hallmark": draw(cents)},
        overhead_percent=draw(percent),
        margin_percent=draw(percent),
        tax_percent=draw(st.one_of(st.sampled_from([0, 8.1, 19, 20, 25.5]), st.floats(min_value=0, max_value=40))),
        round_to_cents=draw(st.sampled_from([1, 5, 100, 500, 999])),
    )


def priced(anatomy: Anatomy, book: PriceBook = BOOK, **more: int) -> CostSheet:
    return cost_sheet(anatomy, cast_route(anatomy), book, **more)


def line(sheet: CostSheet, key: str) -> CostLine:
    return next(line for line in sheet.lines if line.key == key)


@settings(deadline=None)  # a busy machine is not a wrong price
@given(books(), st.sampled_from(PIECES))
def test_every_sheet_adds_up_in_whole_cents_whatever_the_book(book, anatomy):
    sheet = priced(anatomy, book)

    assert sum(line.amount_cents for line in sheet.lines) == sheet.net_cents + sheet.tax_cents == sheet.total_cents
    assert sum(shown.amount_cents for shown in customer_lines(sheet)) == sheet.total_cents
    assert all(isinstance(line.amount_cents, int) and line.amount_cents >= 0 for line in sheet.lines)
    assert sheet.total_cents % book.round_to_cents == 0
    assert sheet.tax_cents == pytest.approx(sheet.net_cents * book.tax_percent / 100, abs=1)


@settings(deadline=None)
@given(books(), st.floats(min_value=0.1, max_value=50), st.floats(min_value=0, max_value=50))
def test_more_metal_never_costs_less(book, mass_g, more_g):
    light = replace(SOLITAIRE, parts=(replace(SOLITAIRE.parts[0], mass_g=mass_g),))
    heavy = replace(SOLITAIRE, parts=(replace(SOLITAIRE.parts[0], mass_g=mass_g + more_g),))

    assert priced(heavy, book).total_cents >= priced(light, book).total_cents


def test_the_metal_is_worth_its_pure_gold_by_the_ounce():  # 320 mm³ of 18 ct: 3.72 g of gold at 2000 an ounce: 239.20
    book = replace(
        BOOK,
        fine_metal_cents_per_g={"Au": 200_000 / 31.1034768, "Ag": 0.0},
        alloy_premium_percent={"yellow_gold": 0},
        metal_loss_percent={"yellow_gold": 0},
    )
    sheet = priced(SOLITAIRE, book)

    assert line(sheet, "metal_au_y18").amount_cents == 23_920
    assert line(sheet, "loss_au_y18").amount_cents == 0


def test_both_of_a_pair_are_paid_for():
    sheet = priced(STUDS)

    assert line(sheet, "metal_au_w18_pd").quantity == pytest.approx(2 * 0.243)
    assert line(sheet, "stone_pair").quantity == pytest.approx(2 * 0.46)


def test_what_is_worked_away_is_paid_for():
    sheet = priced(SOLITAIRE)
    rate = 1.06 * (0.75 * 6_430 + 0.125 * 80)  # gold, silver, the supplier's premium; copper counts nothing

    assert alloy_cents_per_g("au_y18", BOOK) == pytest.approx(rate)
    assert line(sheet, "metal_au_y18").amount_cents == round(4.96 * rate)
    assert line(sheet, "loss_au_y18").quantity == pytest.approx(
        4.96 / 0.92 - 4.96, abs=1e-4
    )  # 8 % of what is issued, not of what is left
    assert line(sheet, "loss_au_y18").amount_cents == round((4.96 / 0.92 - 4.96) * rate)


def test_every_line_is_its_quantity_times_its_rate():
    for anatomy in PIECES:
        for cost in priced(anatomy).lines:
            assert cost.quantity * cost.rate_cents == pytest.approx(cost.amount_cents, abs=0.75), cost.key


def test_the_whole_sheet_of_a_solitaire_by_hand():
    sheet = priced(SOLITAIRE)
    by_group = {group: sum(x.amount_cents for x in sheet.lines if x.group == group) for group in {x.group for x in sheet.lines}}
    # caster 65 min, goldsmith 50, polisher 50, setter 25, inspector 15, office 45
    labour = round(65 / 60 * 4000) + 4000 + 3500 + 2250 + 1200 + 2250

    assert by_group["labour"] == labour
    assert by_group["stones"] == round(0.8 * 220_000 * 1.2)
    assert by_group["services"] == 850
    assert by_group["overhead"] == labour
    assert by_group["margin"] == round(0.3 * (by_group["metal"] + 2 * labour + 850))  # on all but the stones
    before = sum(amount for group, amount in by_group.items() if group not in {"tax", "rounding"})
    assert sheet.total_cents == -(-round(before * 1.2) // 100) * 100


def test_a_stone_is_priced_by_the_band_its_weight_falls_in():
    def stone_cents(carats: float) -> int:
        ring = replace(SOLITAIRE, stones=(replace(SOLITAIRE.stones[0], carats=carats),))
        return line(priced(ring), "stone_centre").amount_cents

    assert stone_cents(0.49) == round(0.49 * 90_000 * 1.2)
    assert stone_cents(0.5) == round(0.5 * 220_000 * 1.2)
    assert stone_cents(2.0) == round(2.0 * 420_000 * 1.2)


def test_one_chosen_stone_takes_the_place_of_the_table_price():
    sheet = priced(SOLITAIRE, stone_cents=123_456)

    assert [x.amount_cents for x in sheet.lines if x.group == "stones"] == [123_456]


def test_findings_are_sold_by_their_mass():
    silver = 1.25 * 0.925 * 80  # with the supplier's premium
    assert line(priced(PENDANT), "chain").amount_cents == round(3.0 * silver * 1.3)
    assert line(priced(STUDS), "post").detail == "2 × 10 mm, 0.08 g"


@pytest.mark.parametrize(
    ("anatomy", "lacks", "says"),
    [
        (SOLITAIRE, {"fine_metal_cents_per_g": {"Ag": 80.0}}, "no price for fine gold, which 18 ct yellow gold needs"),
        (STUDS, {"fine_metal_cents_per_g": {"Ag": 80.0, "Au": 1.0}}, "fine palladium"),
        (SOLITAIRE, {"alloy_premium_percent": {}}, "no supplier's premium for yellow_gold"),
        (SOLITAIRE, {"metal_loss_percent": {}}, "no working loss for yellow_gold"),
        (PENDANT, {"gems": BOOK.gems[:3]}, "no price for emerald of 1.10 ct"),
        (SOLITAIRE, {"labour_cents_per_hour": {"caster": 1}}, "no hourly rate for the skill"),
        (BAND, {"services_cents": {}}, "no price for the service “hallmark”"),
    ],
)
def test_a_book_that_lacks_a_price_is_refused_by_name(anatomy, lacks, says):
    book = replace(BOOK, **lacks)
    with pytest.raises(MissingPrice, match=says):
        priced(anatomy, book)


@pytest.mark.parametrize(
    ("field", "value"),
    [("margin_percent", -1.0), ("tax_percent", -20.0), ("metal_loss_percent", {"silver": 100.0}), ("round_to_cents", 0)],
)
def test_a_book_of_impossible_figures_is_refused(field, value):
    with pytest.raises(ValueError, match=field):
        replace(BOOK, **{field: value})


def test_a_book_goes_to_json_and_back_unchanged():
    assert price_book_from_dict(msgspec.json.decode(msgspec.json.encode(price_book_to_dict(BOOK)))) == BOOK
    assert price_book_to_dict(BOOK)["as_of"] in {"2026-11-23", date(2026, 11, 23)}


def test_a_book_with_a_field_of_the_wrong_kind_is_refused_by_name():
    with pytest.raises(msgspec.ValidationError, match=r"\$\.tax_percent"):
        price_book_from_dict(price_book_to_dict(BOOK) | {"tax_percent": "twenty"})


def test_the_customer_sees_weight_work_and_tax_and_no_margin():
    shown = customer_lines(priced(SOLITAIRE))

    assert [line.label for line in shown] == ["Yellow gold", "Diamond", "Hallmarking", "Making", "VAT"]
    assert shown[0].detail == "4.96 g of 18 ct yellow gold at £51.22 a gram, and 0.43 g worked away"
    assert shown[3].detail.startswith("4 h 10 min of handwork")
