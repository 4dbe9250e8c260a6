"""Pictures from the bench, re-encoded as they come in."""

import hashlib
import io
from datetime import datetime
from typing import IO
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from benchpin.atelier.accounts.models import User
from benchpin.atelier.workshop.models import Job, JobOperation, Photo
from benchpin.atelier.workshop.services.locks import must_work_in
from benchpin.atelier.workshop.services.refusals import PhotoRefused

__all__ = ["add_photo"]

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 60_000_000  # a phone's best camera has 50 million; a crafted file claims billions
LONGEST_SIDE_PX = 2000  # sharp on any screen, small enough for a customer's phone
JPEG_QUALITY = 85
WRONG_FILE = "This is not a picture we can read. Use a JPEG, PNG or WebP file."


@transaction.atomic
def add_photo(
    *, job_id: UUID, operation_id: int | None, upload: IO[bytes], caption: str, shown: bool, by: User, now: datetime
) -> Photo:
    """Keep a picture of a job: turned upright, at most 2000 px, without the camera's notes of where and when.

    Raises:
        PhotoRefused: if the file is no picture, or has too many pixels.
        NotOfThisWorkshop: if `by` does not work there.
    """
    job = Job.objects.get(pk=job_id)
    must_work_in(job.workshop_id, by)
    operation = JobOperation.objects.get(pk=operation_id, job=job) if operation_id is not None else None
    image = _picture(upload)
    encoded = io.BytesIO()
    image.save(encoded, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return Photo.objects.create(
        job=job,
        operation=operation,
        image=_stored(encoded.getvalue()),
        width=image.width,
        height=image.height,
        caption=caption[:200],
        shown_to_customer=shown,
        taken_at=now,
        taken_by=by,
    )


def _picture(upload: IO[bytes]) -> Image.Image:
    try:
        with Image.open(upload, formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PhotoRefused("This picture has more than 60 million pixels. Make it smaller.")
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise PhotoRefused(WRONG_FILE) from error
    upright.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    # A new image from the pixels alone: nothing the file said about itself comes along.
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    return clean


def _stored(content: bytes) -> str:
    """Name a file by its content, so that a backup can copy it at any time and the same picture is kept once."""
    name = f"photos/{hashlib.sha256(content).hexdigest()[:32]}.jpg"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))
