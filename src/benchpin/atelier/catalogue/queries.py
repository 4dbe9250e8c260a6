"""What is offered, and at which prices."""

from datetime import datetime

from django.db.models import QuerySet

from benchpin.atelier.catalogue import models
from benchpin.atelier.catalogue.models import Listing
from benchpin.smith.pricing import PriceBook, price_book_from_dict


def published_listings() -> QuerySet[Listing]:
    """What is in the window, in the jeweller's own order."""
    return Listing.objects.filter(published=True).select_related("workshop").order_by("position", "pk")


def published_listing(slug: str) -> Listing | None:
    return published_listings().filter(slug=slug).first()


def price_book(workshop_id: int, at: datetime) -> PriceBook | None:
    """The prices that are valid at `at`; None before the workshop has entered any."""
    books = models.PriceBook.objects.filter(workshop_id=workshop_id, valid_from__lte=at)
    body = books.order_by("-valid_from", "-pk").values_list("body", flat=True).first()
    return None if body is None else price_book_from_dict(body)
