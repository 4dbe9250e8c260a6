"""The dispatcher that runs beside the web server's threads."""

import logging
import threading

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from benchpin.atelier.outbox.services import deliver_due

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 2.0


def run_forever(stop: threading.Event) -> None:
    """Deliver what is due, again and again, until `stop` is set. A database that is away is waited for."""
    while not stop.is_set():
        try:
            deliver_due(timezone.now())
        except DatabaseError:
            log.exception("The outbox could not be read; trying again.")
        finally:
            close_old_connections()
        stop.wait(LOOK_EVERY_SECONDS)
