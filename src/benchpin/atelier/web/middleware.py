"""What happens around every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from benchpin.atelier.accounts.models import Workshop


class WorkshopTime:
    """Show every instant on the workshop's clock: a day on a page is the workshop's day, not the server's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = Workshop.objects.order_by("pk").values_list("timezone_name", flat=True).first()
        with timezone.override(name):
            return self._get_response(request)
