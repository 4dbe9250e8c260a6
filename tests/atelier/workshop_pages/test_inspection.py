import pytest

from atelier.made import job_for, right_values, work_until
from benchpin.atelier.workshop import services
from benchpin.atelier.workshop.models import Inspection

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def ready(workshop):
    """A wedding band with everything done up to its inspection."""
    job = job_for(workshop, design="wedding_band", engraving="Ada")
    work_until(job, "final_inspection")
    return job


def address(job) -> str:
    return f"/workshop/jobs/{job.number}/inspection/"


def test_every_point_says_what_is_expected_and_how_it_is_found(at_bench, ready):
    page = text(at_bench.get(address(ready)))
    assert page.count('class="panel point"') == len(right_values(ready))
    for fact in ("Mass of the finished piece", "Ring size UK", "ISO 8653", "<dd>Ada</dd>", "Hallmark", "10× loupe"):
        assert fact in page, fact


def test_a_good_piece_passes_and_the_page_says_what_is_next(at_bench, ready):
    response = at_bench.post(address(ready), right_values(ready) | {"note": "Very even."}, follow=True)
    assert response.redirect_chain == [(f"/workshop/jobs/{ready.number}/", 302)]
    page = text(response)
    assert "Passed the final inspection." in page
    assert "Left to do here: photograph and pack." in page
    assert "Very even." in page
    assert services.passed(ready)
    assert "This piece has passed" in text(at_bench.get(address(ready)))


def test_a_point_that_fails_sends_it_back_and_every_point_has_its_verdict(at_bench, ready):
    page = text(at_bench.post(address(ready), right_values(ready) | {"surface": "no"}, follow=True))
    assert "Sent back by the final inspection." in page
    assert "To be done again: prepolish" in page
    assert page.count(">fail</span>") == 1
    assert page.count(">pass</span>") == len(right_values(ready)) - 1
    assert "“Prepolish” comes first" in text(at_bench.get(address(ready)))


def test_what_is_missing_or_unreadable_is_marked_and_nothing_typed_is_lost(at_bench, ready):
    values = right_values(ready) | {"mass": "about four", "ring_size": "", "engraving": "Adam", "note": "In a hurry"}
    response = at_bench.post(address(ready), values)
    page = text(response)
    assert response.status_code == 422
    assert 'id="id_mass_error"' in page
    assert 'id="id_ring_size_error"' in page
    assert 'id="id_engraving_error"' not in page  # readable, though wrong: that is for the verdict
    for typed in ('value="about four"', 'value="Adam"', "In a hurry", "checked"):
        assert typed in page
    assert not Inspection.objects.exists()


def test_an_empty_form_marks_every_point(at_bench, ready):
    response = at_bench.post(address(ready), {})
    assert response.status_code == 422
    assert text(response).count('role="alert"') == len(right_values(ready)) + 1


def test_a_piece_that_is_not_ready_is_not_inspected(at_bench, job):
    page = at_bench.get(address(job))
    assert "“Print the pattern” comes first" in text(page)
    assert "Record the inspection" not in text(page)
    response = at_bench.post(address(job), right_values(job))
    assert response.status_code == 409
    assert "comes before the final inspection" in text(response)
    assert not Inspection.objects.exists()


def test_a_cancelled_job_is_not_inspected(at_bench, ready):
    services.cancel_job(reference="line-1", now=ready.opened_at)
    assert "This job was cancelled" in text(at_bench.get(address(ready)))
