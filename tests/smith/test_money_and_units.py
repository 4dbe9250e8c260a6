from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchpin.smith.money import format_money, round_cents, round_up_to
from benchpin.smith.units import grams_from_carats, per_gram_from_per_troy_ounce


@pytest.mark.parametrize(
    ("amount", "cents"), [(0.5, 1), (1.5, 2), (2.5, 3), (-0.5, -1), (28.499999, 28), (100 * 0.285, 29), (Decimal("0.5"), 1)]
)
def test_halves_are_rounded_away_from_zero(amount, cents):
    assert round_cents(amount) == cents


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=10_000))
def test_rounding_up_reaches_the_next_step_and_no_further(cents, step):
    assert 0 <= round_up_to(cents, step) - cents < step
    assert round_up_to(cents, step) % step == 0


@pytest.mark.parametrize(
    ("cents", "currency", "short", "written"),
    [
        (199_000, "GBP", False, "£1,990.00"),
        (199_000, "GBP", True, "£1,990"),
        (199_050, "GBP", True, "£1,990.50"),
        (-5, "EUR", False, "−€0.05"),
        (123_456_789, "CHF", False, "CHF 1,234,567.89"),
        (100, "SEK", False, "SEK 1.00"),
    ],
)
def test_amounts_are_written_for_a_reader(cents, currency, short, written):
    assert format_money(cents, currency, short=short) == written


def test_a_price_by_the_ounce_becomes_one_by_the_gram():
    assert per_gram_from_per_troy_ounce(2000) * 3.72 == pytest.approx(239.20, abs=0.005)  # 3.72 g of gold at 2000 an ounce
    assert grams_from_carats(5) == 1
