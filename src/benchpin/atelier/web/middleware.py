"""What happens around every request."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from benchpin.atelier.accounts.models import Workshop


class WorkshopTime:
    """Show every instant on the workshop's clock: a day on a page is the workshop's day, not the server's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(_workshop_zone()):
            return self._get_response(request)


def _workshop_zone() -> str | None:
    """The workshop's time zone; none while the database is away, so that the health page can still say so."""
    try:
        return Workshop.objects.order_by("pk").values_list("timezone_name", flat=True).first()
    except DatabaseError:
        return None
