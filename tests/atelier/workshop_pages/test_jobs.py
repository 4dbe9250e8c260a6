import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import cast
from atelier.made import finished, inspect, job_for, weigh_out, work_until
from benchpin.atelier.workshop import services
from benchpin.atelier.workshop.models import Job, Person
from benchpin.smith.materials import metal

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_list_says_what_is_next_by_whom_and_when_it_is_ready(at_bench, job):
    page = text(at_bench.get("/workshop/"))
    assert job.number in page
    assert "Clara Bell" in page
    assert "Print the pattern" in page
    assert "Priya Nair" in page  # the plan gives printing to her
    assert "0 of 10" in page or "0 of 11" in page


def test_an_empty_list_says_so(at_bench):
    assert "A job opens when the deposit of an order is paid." in text(at_bench.get("/workshop/"))
    assert "Nothing will be late" in text(at_bench.get("/workshop/?show=late"))


def test_a_job_that_will_be_late_is_marked_and_counted(at_bench, job):
    Job.objects.update(due_on=date(2026, 11, 24))
    for address in ("/workshop/", "/workshop/?show=late"):
        page = text(at_bench.get(address))
        assert "late by plan" in page
        assert "Will be late (1)" in page
    Person.objects.filter(name="Tomas Wren").update(active=False)
    services.plan_changed(workshop_id=job.workshop_id)
    assert "Nobody here has the skill" in text(at_bench.get("/workshop/?show=late"))


@pytest.mark.parametrize(
    ("due_on", "says"),
    [(date(2026, 12, 31), ""), (date(2026, 11, 25), "in 2 days"), (date(2026, 11, 23), "today")],
)
def test_a_day_that_is_near_is_marked(at_bench, workshop, due_on, says):
    finished(job_for(workshop, design="wedding_band"))  # only packing is left, and that is today's work
    Job.objects.update(due_on=due_on)
    page = text(at_bench.get("/workshop/"))
    assert ('badge--warn">' in page) == bool(says)
    assert says in page


@pytest.mark.parametrize(
    ("words", "found"),
    [("clara", "line-1"), ("ADA king", "line-2"), ("B-0007", "both"), ("nobody", "none")],
)
def test_jobs_are_found_by_number_piece_customer_or_order(at_bench, workshop, words, found):
    clara = job_for(workshop, "line-1", design="wedding_band")
    ada = job_for(workshop, "line-2", design="stud_earrings", customer="Ada King")
    page = text(at_bench.get("/workshop/", {"q": words}))
    assert (clara.number in page) == (found in {"line-1", "both"})
    assert (ada.number in page) == (found in {"line-2", "both"})


def test_finished_jobs_have_a_list_of_their_own(at_bench, workshop):
    job = job_for(workshop, design="wedding_band")
    finished(job)
    work_until(job, "")
    assert job.number not in text(at_bench.get("/workshop/"))
    assert job.number in text(at_bench.get("/workshop/?show=done"))


def test_the_list_asks_no_more_of_the_database_for_more_jobs(at_bench, workshop):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert at_bench.get("/workshop/").status_code == 200
        return len(captured)

    job_for(workshop, "line-1", design="wedding_band")
    few = queries()
    for n in range(2, 6):
        job_for(workshop, f"line-{n}", design="wedding_band")
    assert queries() == few


def test_the_job_page_has_all_a_goldsmith_needs(at_bench, job):
    weigh_out(job, "6.50")
    page = text(at_bench.get(f"/workshop/jobs/{job.number}/"))
    for fact in (
        "Band width, at the base",
        "Diamond, round",
        "P-004",  # the parcel of 6 mm diamonds
        "18 ct yellow gold",
        "6.500 g",
        "Für Ben &amp; me",
        "Please hurry &lt;3",
        f"grown by {metal('au_y18').shrinkage_percent} % for the shrinkage of 18 ct yellow gold",
        job.piece.specification_hash,
    ):
        assert fact in page, fact


def test_the_metal_of_each_part_is_its_own(at_bench, job):
    anatomy = job.piece.anatomy
    anatomy["parts"][0]["alloy"] = "pt_950_ru"
    job.piece.save()
    assert "Platinum 950" in text(at_bench.get(f"/workshop/jobs/{job.number}/"))


def test_casting_files_are_grown_by_the_alloys_shrinkage_and_named_by_the_piece(at_bench, job):
    response = at_bench.get(f"/workshop/jobs/{job.number}/files/stl")
    assert response["Content-Type"] == "model/stl"
    assert f'attachment; filename="{job.piece.serial}-solitaire.stl"' in response["Content-Disposition"]
    assert b"shrinkage" in response.content[:80].lower()


def test_files_of_a_piece_todays_design_makes_otherwise_are_refused_in_words(at_bench, job):
    job.piece.anatomy["parts"][0]["mass_g"] *= 1.2
    job.piece.save()
    response = at_bench.get(f"/workshop/jobs/{job.number}/files/3mf", follow=True)
    assert "Cast it from the release it was sold with" in text(response)
    assert at_bench.get(f"/workshop/jobs/{job.number}/drawing.svg").status_code == 404


def test_the_traveller_carries_the_piece_on_one_sheet(at_bench, job):
    page = text(at_bench.get(f"/workshop/jobs/{job.number}/traveller/"))
    for fact in (job.number, job.piece.serial, "Clara Bell", "Für Ben &amp; me", "face--", "UK ", "Hurry", "Final inspection"):
        assert fact.lower() in page.lower(), fact
    assert page.count("<tr>") == job.operations.count() + 3  # two heads and one set of stones
    assert "<svg" in page


def test_the_cost_sheet_has_every_line_and_adds_up(in_charge, job):
    page = text(in_charge.get(f"/workshop/jobs/{job.number}/cost-sheet/"))
    sheet = job.cost_sheet
    shown = re.findall(r'data-label="Amount" class="num">£([\d,.]+)<', page)
    amounts = [round(100 * float(pounds.replace(",", ""))) for pounds in shown]
    assert len(amounts) == len(sheet["lines"])
    assert sum(amounts) == sheet["total_cents"]
    for line in sheet["lines"]:
        assert line["label"].replace("'", "&#x27;") in page


def test_a_moved_promise_and_a_failed_inspection_stay_in_sight(at_bench, job):
    at = work_until(job, "final_inspection")
    Job.objects.update(due_on=date(2026, 11, 20))
    inspect(job, at=at, surface="no")
    page = text(at_bench.get(f"/workshop/jobs/{job.number}/"))
    assert "Sent back by the final inspection." in page
    assert "The customer was told a new day" in page
    assert "first promised for" in page
    assert '<span class="badge badge--warn">again</span>' in page


def test_a_cancelled_job_offers_nothing_to_do(at_bench, job):
    services.cancel_job(reference="line-1", now=cast.NOW)
    page = text(at_bench.get(f"/workshop/jobs/{job.number}/"))
    assert "This job was cancelled" in page
    assert ">Start<" not in page
