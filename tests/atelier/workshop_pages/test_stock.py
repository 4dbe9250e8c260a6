import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import cast
from atelier.made import finished, job_for, weigh_out
from benchpin.atelier.stock.models import Lot, Parcel, Stone
from benchpin.atelier.stock.services import receive_lot, reserve_stone

pytestmark = pytest.mark.django_db

GOOD = {
    "number": "G18Y-020",
    "alloy": "au_y18",
    "supplier": "Vyse Street Bullion",
    "grams": "50.125",
    "received_on": "2026-11-23",
    "provenance": "Recycled",
    "document": "",
}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_safe_says_where_every_gram_is(at_bench, workshop):
    job = job_for(workshop, design="wedding_band")
    weigh_out(job, "9.00")
    lot = Lot.objects.get(number="G18Y-014")
    row = text(at_bench.get("/stock/")).split("G18Y-014</a>")[1].split("</tr>")[0]
    assert "111.000 g" in row
    assert "9.000 g" in row
    finished(job)
    page = text(at_bench.get(f"/stock/lots/{lot.number}/"))
    for place in ("In the safe", f"In a finished piece {job.number}", "Lost", "At the bench"):
        assert place in page
    assert page.count("111.000 g") == 1


def test_a_stone_that_is_spoken_for_is_marked(at_bench, workshop):
    reserve_stone(workshop_id=workshop.pk, number="S-0312", reference="line-9", now=cast.NOW)
    page = text(at_bench.get("/stock/"))
    assert "Spoken for" in page.split("S-0312")[1].split("</tr>")[0]
    assert "Free" in page.split("D-1007")[1].split("</tr>")[0]
    assert "SSEF 138204" in page


def test_a_parcel_that_runs_low_is_marked(at_bench, workshop):
    Parcel.objects.filter(number="P-001").update(count=2)
    page = text(at_bench.get("/stock/"))
    assert page.count("parcel--low") == 1


def test_an_empty_safe_says_so(at_bench, workshop):
    Stone.objects.all().delete()
    Parcel.objects.all().delete()
    page = text(at_bench.get("/stock/"))
    assert "No single stones" in page
    assert "No parcels" in page


def test_the_manager_receives_a_lot_and_sees_it_in_the_safe(in_charge, workshop):
    assert in_charge.post("/stock/receive/", GOOD)["Location"] == "/stock/"
    page = text(in_charge.get("/stock/"))
    assert "G18Y-020" in page
    assert "50.125 g" in page
    assert "no paper: not shown to customers" in page


def test_the_day_of_receipt_is_today_in_the_workshop_and_a_date_the_field_can_hold(in_charge, workshop):
    assert 'value="2026-11-23"' in text(in_charge.get("/stock/receive/"))


@pytest.mark.parametrize(
    ("changed", "status", "says"),
    [
        ({"number": ""}, 422, "This field is required"),
        ({"grams": "0"}, 422, "greater than or equal to 0.001"),
        ({"grams": "fifty"}, 422, "Enter a number"),
        ({"alloy": "unobtainium"}, 422, "Select a valid choice"),
        ({"number": "G18Y-014"}, 409, "There is already a lot G18Y-014."),
    ],
)
def test_a_lot_that_cannot_be_received_is_refused_beside_its_field(in_charge, workshop, changed, status, says):
    response = in_charge.post("/stock/receive/", GOOD | changed)
    assert response.status_code == status
    assert says in text(response)
    assert 'value="Vyse Street Bullion"' in text(response)
    assert not Lot.objects.filter(number="G18Y-020").exists()


def test_an_artisan_cannot_receive_metal_by_posting(at_bench, office, workshop):
    for colleague in (at_bench, office):
        assert colleague.post("/stock/receive/", GOOD).status_code == 404
    assert not Lot.objects.filter(number="G18Y-020").exists()


def test_the_page_asks_no_more_of_the_database_for_more_lots(at_bench, workshop):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            at_bench.get("/stock/")
        return len(captured)

    few = queries()
    for n in range(5):
        receive_lot(
            workshop_id=workshop.pk,
            number=f"NEW-{n}",
            alloy="ag_925",
            supplier="Refiner",
            grams=10,
            received_on=cast.NOW.date(),
            by=None,
            now=cast.NOW,
        )
    assert queries() == few
