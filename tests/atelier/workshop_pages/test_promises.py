"""The page of promises: what is at risk and what would help, what was kept, and how sure new promises are."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from benchpin.atelier.workshop.keeping import kept_so_far
from benchpin.atelier.workshop.models import Job
from benchpin.smith.promise import GivenPromise

LONDON = ZoneInfo("Europe/London")
GIVEN = datetime(2026, 10, 1, 12, tzinfo=LONDON)


def promise(job: str, *, ready: int | None, days: tuple[int, ...] = (10, 20, 30)) -> GivenPromise:
    """A promise with its 50, 90 and 99 % days, and after how many days the piece was ready."""
    return GivenPromise(
        job=job,
        given_at=GIVEN,
        levels=(0.5, 0.9, 0.99),
        moments=tuple(GIVEN + timedelta(days=n) for n in days),
        ready_at=None if ready is None else GIVEN + timedelta(days=ready),
    )


def test_only_days_that_are_over_are_counted_and_a_piece_still_on_the_bench_is_a_miss():
    promises = [promise("early", ready=8), promise("later", ready=15), promise("late", ready=24), promise("open", ready=None)]
    kept = {one.percent: (one.kept, one.counted) for one in kept_so_far(promises, LONDON, GIVEN + timedelta(days=25))}
    assert kept[50] == (1, 4)
    assert kept[90] == (2, 4)
    assert kept[99] == (0, 0)  # that day is still to come, though two are ready: they alone would flatter


def test_a_piece_ready_on_the_promised_day_is_kept_whatever_the_hour():
    ready = [promise("evening", ready=10)]
    (half, *_) = kept_so_far(ready, LONDON, GIVEN + timedelta(days=12))
    assert (half.kept, half.counted, half.kept_percent) == (1, 1, 100.0)


def test_a_promise_at_risk_is_listed_with_what_would_help(in_charge, job):
    Job.objects.filter(pk=job.pk).update(due_on=timezone.now().date() + timedelta(days=2))
    page = in_charge.get("/workshop/promises/").content.decode()
    assert job.number in page
    assert "1 open, 1 at risk" in page
    assert "If it goes first" in page


def test_a_promise_with_days_in_hand_is_not_at_risk(in_charge, job):
    Job.objects.filter(pk=job.pk).update(due_on=date(2027, 6, 1))
    assert "1 open, 0 at risk" in in_charge.get("/workshop/promises/").content.decode()


def test_a_rush_is_tried_and_changes_nothing(in_charge, workshop, job):
    workshop.refresh_from_db()
    before = workshop.plan_version
    page = in_charge.get("/workshop/promises/", {"rush": "vyse-solitaire"}).content.decode()
    assert "as a rush" in page
    workshop.refresh_from_db()
    assert workshop.plan_version == before
    assert "as a rush" not in in_charge.get("/workshop/promises/", {"rush": "no-such-piece"}).content.decode()


def test_a_manager_says_how_sure_new_promises_are(in_charge, workshop, job):
    before = workshop.plan_version
    assert in_charge.post("/workshop/promises/", {"percent": "80"}).status_code == 302
    workshop.refresh_from_db()
    assert workshop.promise_percent == 80
    assert workshop.plan_version > before
    page = in_charge.post("/workshop/promises/", {"percent": "12"}, follow=True).content.decode()
    assert "Nothing was changed" in page
    workshop.refresh_from_db()
    assert workshop.promise_percent == 80


@pytest.mark.parametrize("who", ["a customer", "another workshop's artisan"])
def test_to_others_the_page_does_not_exist(strangers, who):
    assert strangers[who].get("/workshop/promises/").status_code == 404


def test_artisans_do_not_see_it_and_the_office_changes_nothing(at_bench, office):
    assert at_bench.get("/workshop/promises/").status_code == 404
    assert office.get("/workshop/promises/").status_code == 200
    assert office.post("/workshop/promises/", {"percent": "80"}).status_code == 404
