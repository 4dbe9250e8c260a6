"""A listing narrows a design; prices are those of the day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from atelier.shop.shopfront import BOOK, NOW, make_shop, set_prices
from benchpin.atelier.catalogue.configuring import configure, design_of, offered
from benchpin.atelier.catalogue.models import Listing
from benchpin.atelier.catalogue.queries import price_book, published_listing, published_listings
from benchpin.smith.errors import DesignRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def wren() -> Listing:
    make_shop()
    return Listing.objects.get(slug="the-wren")


def test_what_is_not_given_is_as_first_shown(wren):
    wren.preset = {"metal": "pt_950_ru", "size": "UK:N"}
    specification = configure(wren, {"size": "UK:L"})
    assert (specification.choices["metal"], specification.choices["size"]) == ("pt_950_ru", "UK:L")


def test_what_the_design_can_but_the_listing_does_not_offer_is_refused_with_its_field(wren):
    with pytest.raises(DesignRefused) as refused:
        configure(wren, {"stone_width": "7.0"})
    assert [(error.field, str(error)) for error in refused.value.errors] == [
        ("stone_width", "We do not offer stone width 7.0 mm.")
    ]


def test_choices_are_narrowed_to_what_is_offered(wren):
    wren.offered = {"metal": ["au_y18", "pt_950_ru"], "stone_width": ["5.0", "6.0"]}
    option = design_of(wren).option
    assert [value.key for value in offered(wren, option("metal"))] == ["au_y18", "pt_950_ru"]
    assert offered(wren, option("stone_width")) == ("5.0", "6.0")
    assert offered(wren, option("band_width")) == ()


def test_ring_sizes_are_offered_in_three_systems_within_what_is_made(wren):
    option = design_of(wren).option("size")
    found = offered(wren, option)
    assert {size.system for size in found} == {"UK", "US", "ISO"}
    assert all(option.least_mm <= size.circumference_mm <= option.most_mm for size in found)


def test_only_published_listings_are_in_the_window_in_their_order(wren):
    Listing.objects.filter(slug="the-vyse").update(published=False)
    assert [listing.slug for listing in published_listings()] == ["the-wren", "the-warstone", "the-caroline"]
    assert published_listing("the-vyse") is None


def test_prices_are_those_that_were_valid_at_the_moment(wren):
    workshop = wren.workshop
    set_prices(workshop, replace(BOOK, version="next"), valid_from=NOW + timedelta(days=7))
    versions = [price_book(workshop.pk, NOW + timedelta(days=days)) for days in (-2, 0, 7)]
    assert [book and book.version for book in versions] == [None, "2026-11", "next"]
