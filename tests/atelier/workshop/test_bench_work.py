import io
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PIL import Image

from atelier.workshop.hollis import NOW, artisan, job_on_the_bench, make_workshop
from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.stock import queries as stock_queries
from benchpin.atelier.stock import services as stock
from benchpin.atelier.workshop import services
from benchpin.atelier.workshop.models import Photo
from benchpin.atelier.workshop.planning import shop_state

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def workshop() -> Workshop:
    return make_workshop()


def test_steps_are_begun_and_finished_in_their_order_and_remember_who(workshop):
    job, ines, tomas = job_on_the_bench(workshop), artisan(workshop), artisan(workshop, "Tomas")
    first, second, *_ = job.operations.all()
    with pytest.raises(services.StepRefused, match="“Cast” comes first"):
        services.start_operation(operation_id=second.pk, by=ines, now=NOW)
    services.start_operation(operation_id=first.pk, by=tomas, now=NOW)
    with pytest.raises(services.StepRefused, match="Tomas has already begun"):
        services.start_operation(operation_id=first.pk, by=ines, now=NOW)
    done = services.finish_operation(operation_id=first.pk, by=ines, now=NOW + 5 * HOUR)
    assert (done.started_by, done.finished_by) == (tomas, ines)
    assert done.worked_minutes == 240  # nine to two, without the hour's break
    with pytest.raises(services.StepRefused, match="Ines has already finished"):
        services.finish_operation(operation_id=first.pk, by=ines, now=NOW + 6 * HOUR)


def test_a_step_not_begun_cannot_be_finished_and_a_start_can_be_taken_back(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    first = job.operations.first()
    with pytest.raises(services.StepRefused, match="has not been begun"):
        services.finish_operation(operation_id=first.pk, by=ines, now=NOW)
    services.start_operation(operation_id=first.pk, by=ines, now=NOW)
    services.undo_start(operation_id=first.pk, by=ines, now=NOW)
    first.refresh_from_db()
    assert (first.started_at, first.started_by) == (None, None)
    with pytest.raises(services.StepRefused, match="not under way"):
        services.undo_start(operation_id=first.pk, by=ines, now=NOW)


def test_nobody_works_on_another_workshops_pieces(workshop):
    job, stranger = job_on_the_bench(workshop), artisan(make_workshop("other"))
    first = job.operations.first()
    lot = lot_of(workshop)
    for act in (
        lambda: services.start_operation(operation_id=first.pk, by=stranger, now=NOW),
        lambda: services.finish_operation(operation_id=first.pk, by=stranger, now=NOW),
        lambda: services.undo_start(operation_id=first.pk, by=stranger, now=NOW),
        lambda: services.record_inspection(job_id=job.pk, values={}, note="", by=stranger, now=NOW),
        lambda: services.weigh(job_id=job.pk, lot_id=lot.pk, what="issue", grams=1, by=stranger, now=NOW, key="k"),
        lambda: services.add_photo(
            job_id=job.pk, operation_id=None, upload=picture(), caption="", shown=True, by=stranger, now=NOW
        ),
    ):
        with pytest.raises(services.NotOfThisWorkshop):
            act()


def test_every_act_that_changes_the_plan_is_counted(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    first = job.operations.first()

    def version() -> int:
        return Workshop.objects.values_list("plan_version", flat=True).get(pk=workshop.pk)

    seen = [version()]
    for act in (
        lambda: services.start_operation(operation_id=first.pk, by=ines, now=NOW),
        lambda: services.undo_start(operation_id=first.pk, by=ines, now=NOW),
        lambda: services.start_operation(operation_id=first.pk, by=ines, now=NOW),
        lambda: services.finish_operation(operation_id=first.pk, by=ines, now=NOW),
        lambda: services.plan_changed(workshop_id=workshop.pk),
        lambda: services.cancel_job(reference="line-1", now=NOW),
    ):
        act()
        seen.append(version())
    assert all(after > before for before, after in pairwise(seen))


def test_the_plan_sees_how_far_a_step_is_and_how_long_a_piece_rests(workshop):
    job, ines = job_on_the_bench(workshop), artisan(workshop)
    first = job.operations.first()
    services.start_operation(operation_id=first.pk, by=ines, now=NOW)
    (seen,) = shop_state(workshop, NOW + timedelta(minutes=20)).jobs
    assert (seen.first_step_person, seen.first_step_minutes_done) == (str(ines.bench.pk), 20)
    first.refresh_from_db()
    first.operation["wait_minutes"] = 600
    first.save()
    services.finish_operation(operation_id=first.pk, by=ines, now=NOW + HOUR)
    (seen,) = shop_state(workshop, NOW + HOUR).jobs
    assert seen.not_before == NOW + 11 * HOUR
    assert seen.first_step_person is None


def test_metal_goes_out_and_comes_back_by_the_balance(workshop):
    job, ines, lot = job_on_the_bench(workshop), artisan(workshop), lot_of(workshop)
    services.weigh(job_id=job.pk, lot_id=lot.pk, what="issue", grams=6.5, by=ines, now=NOW, key="out")
    services.weigh(job_id=job.pk, lot_id=lot.pk, what="issue", grams=6.5, by=ines, now=NOW, key="out")  # pressed twice
    services.weigh(job_id=job.pk, lot_id=lot.pk, what="return", grams=1.2, by=ines, now=NOW, key="back")
    services.weigh(job_id=job.pk, lot_id=lot.pk, what="scrap", grams=0.3, by=ines, now=NOW, key="scrap")
    (metal,) = stock_queries.metal_of(workshop.pk, job.number)
    assert metal.at_bench_mg == 5000
    (safe,) = stock_queries.lots_of(workshop.pk, "au_y18")
    assert safe.in_safe_mg == 100_000 - 6500 + 1200
    with pytest.raises(stock.StockRefused, match=r"Only 5\.000 g .* is at the bench"):
        services.weigh(job_id=job.pk, lot_id=lot.pk, what="return", grams=5.001, by=ines, now=NOW, key="too much")


def test_another_metal_than_the_pieces_is_refused(workshop):
    job = job_on_the_bench(workshop)
    silver = lot_of(workshop, "ag_925")
    with pytest.raises(services.StepRefused, match="another metal"):
        services.weigh(job_id=job.pk, lot_id=silver.pk, what="issue", grams=1, by=artisan(workshop), now=NOW, key="k")


def test_a_photo_is_turned_upright_made_smaller_and_says_nothing_of_where_it_was_taken(workshop, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    job, exif = job_on_the_bench(workshop), Image.Exif()
    exif[0x0112] = 6  # turned by ninety degrees
    exif[0x010F] = "Secret Camera"
    photo = services.add_photo(
        job_id=job.pk,
        operation_id=job.operations.first().pk,
        upload=picture((3000, 1500), exif=exif),
        caption="The casting",
        shown=True,
        by=artisan(workshop),
        now=NOW,
    )
    assert (photo.width, photo.height) == (1000, 2000)
    stored = photo.image.open().read()
    assert b"Secret Camera" not in stored
    with Image.open(io.BytesIO(stored)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (1000, 2000), {})


@pytest.mark.parametrize("upload", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n broken", b"GIF89a;"])
def test_what_is_no_picture_is_refused(workshop, upload):
    job = job_on_the_bench(workshop)
    with pytest.raises(services.PhotoRefused, match="not a picture"):
        services.add_photo(
            job_id=job.pk, operation_id=None, upload=io.BytesIO(upload), caption="", shown=True, by=artisan(workshop), now=NOW
        )
    assert not Photo.objects.exists()


def test_a_picture_that_has_too_many_pixels_is_refused(workshop):
    crafted = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(crafted, "PNG")
    crafted.seek(0)
    with pytest.raises(services.PhotoRefused):
        services.add_photo(
            job_id=job_on_the_bench(workshop).pk,
            operation_id=None,
            upload=crafted,
            caption="",
            shown=True,
            by=artisan(workshop),
            now=NOW,
        )


def lot_of(workshop: Workshop, alloy: str = "au_y18"):
    return stock.receive_lot(
        workshop_id=workshop.pk,
        number=f"L-{alloy}",
        alloy=alloy,
        supplier="Cookson",
        grams=100,
        received_on=date(2026, 11, 2),
        by=None,
        now=NOW,
    )


def picture(size: tuple[int, int] = (40, 30), exif: Image.Exif | None = None) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", size, "goldenrod").save(file, "JPEG", exif=exif or Image.Exif())
    file.seek(0)
    return file
