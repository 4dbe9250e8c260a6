import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

import cast
from atelier.made import job_for, work_until
from benchpin.atelier.stock.models import Lot, MetalTransfer
from benchpin.atelier.workshop import services
from benchpin.atelier.workshop.models import Photo

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(response.content.decode().split())


def first(job):
    return job.operations.order_by("sequence").first()


def act(client, job, what: str, **posted: str):
    return client.post(f"/workshop/jobs/{job.number}/operations/{first(job).pk}/{what}/", posted)


def weigh(client, job, **posted: str):
    lot = Lot.objects.get(number="G18Y-014")
    return client.post(
        f"/workshop/jobs/{job.number}/weighings/", {"what": "issue", "lot": lot.pk, "grams": "6.5", "key": "k1"} | posted
    )


def picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "PNG")
    return SimpleUploadedFile("bench.png", file.getvalue(), "image/png")


def test_one_tap_begins_a_step_and_one_ends_it(at_bench, job):
    assert act(at_bench, job, "start").status_code == 302
    assert first(job).started_by == cast.INES.user
    page = text(at_bench.get(f"/workshop/jobs/{job.number}/"))
    assert ">Finish<" in page
    assert act(at_bench, job, "finish")["Location"] == f"/workshop/jobs/{job.number}/"
    assert first(job).finished_by == cast.INES.user


def test_a_start_by_mistake_is_taken_back(at_bench, job):
    act(at_bench, job, "start")
    act(at_bench, job, "start/undo")
    assert first(job).started_at is None


def test_a_tap_on_the_queue_stays_on_the_queue(at_bench, job):
    assert act(at_bench, job, "start", back="/workshop/bench/")["Location"] == "/workshop/bench/"
    assert act(at_bench, job, "finish", back="https://elsewhere.example/")["Location"] == f"/workshop/jobs/{job.number}/"


def test_a_second_start_is_refused_in_words_where_it_was_tapped(at_bench, job):
    act(at_bench, job, "start")
    on_the_job, on_the_queue = act(at_bench, job, "start"), act(at_bench, job, "start", back="/workshop/bench/")
    for response in (on_the_job, on_the_queue):
        assert response.status_code == 409
        assert "has already begun" in text(response)
    assert "<h1>My bench</h1>" in text(on_the_queue)


def test_the_queue_has_what_is_begun_on_top_with_its_minutes_then_what_can_begin(at_bench, workshop):
    begun, ready = job_for(workshop, "line-1", design="wedding_band"), job_for(workshop, "line-2", design="wedding_band")
    for job in (begun, ready):
        work_until(job, "clean_up", begin=cast.NOW - timedelta(days=3))
    step = begun.operations.get(key="clean_up")
    services.start_operation(operation_id=step.pk, by=cast.INES.user, now=cast.NOW + timedelta(minutes=3))
    page = text(at_bench.get("/workshop/bench/"))
    assert "<strong>12 min</strong> of" in page
    assert page.index("Under way") < page.index(begun.number) < page.index("Next</h2>") < page.index(ready.number)


def test_a_day_without_work_and_somebody_without_a_bench(at_bench, office):
    assert "Nothing is waiting for you now." in text(at_bench.get("/workshop/bench/"))
    assert "You have no bench in the plan" in text(office.get("/workshop/bench/"))


def test_the_queue_asks_no_more_of_the_database_for_more_jobs(at_bench, workshop):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            at_bench.get("/workshop/bench/")
        return len(captured)

    work_until(job_for(workshop, "line-1", design="wedding_band"), "clean_up")
    few = queries()
    for n in range(2, 5):
        work_until(job_for(workshop, f"line-{n}", design="wedding_band"), "clean_up")
    assert queries() == few


def test_metal_is_weighed_out_once_however_often_it_is_sent(at_bench, job):
    assert weigh(at_bench, job).status_code == 302
    assert weigh(at_bench, job).status_code == 302
    assert MetalTransfer.objects.filter(target__job=job.number).count() == 1
    assert "6.500 g" in text(at_bench.get(f"/workshop/jobs/{job.number}/"))


@pytest.mark.parametrize(
    ("posted", "status", "says"),
    [
        ({"grams": ""}, 422, "This field is required"),
        ({"grams": "-1"}, 422, "greater than or equal to"),
        ({"lot": "0"}, 422, "Select a valid choice"),
        ({"grams": "4999"}, 409, "is in the safe, not 4999.000 g"),
        ({"what": "return", "grams": "2"}, 409, "not 2.000 g"),
    ],
)
def test_a_weighing_that_cannot_be_is_refused_beside_its_field(at_bench, job, posted, status, says):
    response = weigh(at_bench, job, **posted)
    assert response.status_code == status
    assert says in text(response)
    if posted.get("grams"):
        assert f'value="{posted["grams"]}"' in text(response)  # what was typed is still there
    assert not MetalTransfer.objects.filter(target__job=job.number).exists()


def test_an_alloy_that_is_not_in_the_safe_says_so(at_bench, workshop):
    Lot.objects.filter(alloy="ag_925").update(alloy="au_y9")
    job = job_for(workshop, design="wedding_band", metal="ag_925")
    response = at_bench.post(f"/workshop/jobs/{job.number}/weighings/", {"what": "issue", "grams": "1", "key": "k"})
    assert "There is no lot of this alloy in the safe" in text(response)


def test_a_picture_is_kept_and_shown_to_colleagues_only(at_bench, strangers, job):
    response = at_bench.post(f"/workshop/jobs/{job.number}/photos/", {"image": picture(), "caption": "Set", "shown": "on"})
    assert response.status_code == 302
    shot = Photo.objects.get()
    assert (shot.caption, shot.shown_to_customer, shot.taken_by) == ("Set", True, cast.INES.user)
    address = f"/workshop/jobs/{job.number}/photos/{shot.pk}/"
    assert address in text(at_bench.get(f"/workshop/jobs/{job.number}/"))
    assert at_bench.get(address)["Content-Type"] == "image/jpeg"
    for stranger in strangers.values():
        assert stranger.get(address).status_code == 404


@pytest.mark.parametrize("upload", [None, SimpleUploadedFile("x.png", b"no picture")], ids=["nothing", "no picture"])
def test_what_is_no_picture_is_refused_beside_the_field(at_bench, job, upload):
    posted = {"caption": "The head"} | ({"image": upload} if upload else {})
    response = at_bench.post(f"/workshop/jobs/{job.number}/photos/", posted)
    assert response.status_code == 422
    assert 'id="id_image_error"' in text(response)
    assert 'value="The head"' in text(response)
    assert not Photo.objects.exists()


def test_a_picture_belongs_to_a_step_of_this_job_only(at_bench, workshop, job):
    other = first(job_for(workshop, "line-2", design="wedding_band"))
    response = at_bench.post(f"/workshop/jobs/{job.number}/photos/", {"image": picture(), "operation": str(other.pk)})
    assert response.status_code == 422
