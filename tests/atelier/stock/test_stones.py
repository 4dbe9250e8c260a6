from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.stock import queries, services
from benchpin.atelier.stock.models import Parcel, ParcelIssue, Stone, StoneReservation
from benchpin.smith.anatomy import Anatomy, MetalPart, StoneSet

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

CENTRE = StoneSet(
    key="centre", name="Centre", gem="sapphire_blue", cut="oval", width_mm=5, length_mm=7, depth_mm=3, carats=1, setting="claw"
)
RING = Anatomy(
    design="solitaire",
    kind="ring",
    alloy="au_y18",
    finish="polished",
    parts=(MetalPart(key="band", name="Band", alloy="au_y18", volume_mm3=250, surface_mm2=400, mass_g=4),),
    stones=(CENTRE,),
)


@pytest.fixture
def workshop() -> Workshop:
    return Workshop.objects.create(
        slug="hollis-wren",
        name="Hollis & Wren",
        country="GB",
        timezone_name="Europe/London",
        currency="GBP",
        email="a@b.example",
    )


def stone(workshop: Workshop, number: str, width: str = "5.00", length: str = "7.00", **more: object) -> Stone:
    row = {
        "gem": "sapphire_blue",
        "cut": "oval",
        "depth_mm": Decimal("3.1"),
        "carats": Decimal("1.020"),
        "price_cents": 120_000,
        "received_on": date(2026, 10, 1),
    } | more
    return Stone.objects.create(workshop=workshop, number=number, width_mm=Decimal(width), length_mm=Decimal(length), **row)


def reserve(workshop: Workshop, number: str, reference: str) -> Stone:
    return services.reserve_stone(workshop_id=workshop.pk, number=number, reference=reference, now=NOW)


def test_free_stones_that_fit_are_offered_the_best_fit_first(workshop):
    stone(workshop, "S-1", "5.15")
    stone(workshop, "S-2", "5.02")
    stone(workshop, "S-3", "5.16")  # a hundredth too wide
    stone(workshop, "S-4", length="6.84")
    stone(workshop, "S-5", gem="ruby")
    stone(workshop, "S-6", cut="round")
    assert [found.number for found in queries.free_stones_for(workshop.pk, RING)] == ["S-2", "S-1"]


def test_a_stone_is_spoken_for_once_until_it_is_given_back(workshop):
    stone(workshop, "S-1")
    assert reserve(workshop, "S-1", "line-1").number == "S-1"
    assert queries.free_stones_for(workshop.pk, RING) == []
    with pytest.raises(services.StoneTaken, match="S-1 has just been reserved"):
        reserve(workshop, "S-1", "line-2")
    services.release_stone(reference="line-1", now=NOW)
    assert reserve(workshop, "S-1", "line-2").number == "S-1"


def test_speaking_for_a_stone_again_for_the_same_line_changes_nothing(workshop):
    stone(workshop, "S-1")
    reserve(workshop, "S-1", "line-1")
    reserve(workshop, "S-1", "line-1")
    assert StoneReservation.objects.count() == 1


def test_a_stone_of_another_workshop_is_no_stone_of_ours(workshop):
    other = Workshop.objects.create(
        slug="other", name="Other", country="GB", timezone_name="Europe/London", currency="GBP", email="a@b.example"
    )
    stone(other, "S-1")
    with pytest.raises(services.StockRefused, match="no stone S-1"):
        reserve(workshop, "S-1", "line-1")


def test_stones_are_counted_out_once_for_each_job_and_never_below_nothing(workshop):
    parcel = Parcel.objects.create(
        workshop=workshop,
        number="P-1",
        gem="sapphire_blue",
        cut="oval",
        width_mm=5,
        length_mm=7,
        received_on=NOW.date(),
        count=1,
    )

    def issue(job: str) -> list[ParcelIssue]:
        return services.issue_parcel_stones(workshop_id=workshop.pk, job_number=job, stones=[CENTRE], by=None, now=NOW)

    first = issue("J-1")
    assert issue("J-1") == first
    assert issue("J-2") == []
    parcel.refresh_from_db()
    assert parcel.count == 0


def test_a_stone_chosen_singly_is_not_taken_from_a_parcel_too():
    assert services.stones_from_parcels(RING, single_stone=False) == (CENTRE,)
    assert services.stones_from_parcels(RING, single_stone=True) == ()
