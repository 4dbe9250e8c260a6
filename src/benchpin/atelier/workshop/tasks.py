"""What the outbox asks of the workshop."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from benchpin.atelier.workshop import services

Payload = dict[str, Any]


def look_ahead(payload: Payload) -> None:
    services.look_ahead(workshop_id=payload["workshop_id"], now=timezone.now())


HANDLERS: dict[str, Callable[[Payload], None]] = {"workshop.look_ahead": look_ahead}
