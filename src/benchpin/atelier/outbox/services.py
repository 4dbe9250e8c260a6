"""Put a message into the outbox with the change it tells of; deliver what is due."""

import logging
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any

from django.db import connection, transaction
from django.utils.module_loading import import_string

from benchpin.atelier.outbox.models import Message

__all__ = ["deliver_due", "put"]

log = logging.getLogger(__name__)

# By name, as ROOT_URLCONF names the pages: the handlers live in rooms above this one.
HANDLERS = "benchpin.atelier.dispatcher.HANDLERS"
# Longer than the slowest handler (a mail server that answers at its last second), so that no message is taken up twice.
LEASE = timedelta(seconds=60)
# With the waits below: given up after about two hours, then left in the administration pages for a person.
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)
BATCH = 50


def put(*, key: str, kind: str, payload: dict[str, Any], now: datetime, due_at: datetime | None = None) -> None:
    """Leave a message inside the caller's transaction: it is sent if and only if that commits.

    The same `key` again changes nothing, so a repeated service call tells nobody twice.

    Args:
        payload: ids, not objects; JSON.
        due_at: for what is to be done later; now if not given.
    """
    message = Message(key=key, kind=kind, payload=payload, made_at=now, due_at=due_at or now)
    Message.objects.bulk_create([message], ignore_conflicts=True)


def deliver_due(now: datetime) -> int:
    """Hand every due message to its handler, each at least once, and return how many went out.

    A message is leased before it is handled: if this process dies on the way it is due again when the lease ends.
    One that fails waits twice as long each time; none keeps the others waiting.
    """
    handlers = import_string(HANDLERS)
    sent = 0
    for message in _lease(now):
        attempt = _Attempt(message, now)
        with attempt:
            # The key too: handlers use it as the mail's Message-ID, so that a repeat is seen as one.
            handlers[message.kind]({**message.payload, "key": message.key})
        sent += attempt.succeeded
    return sent


class _Attempt:
    """One try at one message. Whatever its handler raises is this message's affair: noted, and tried again later."""

    def __init__(self, message: Message, now: datetime) -> None:
        self.succeeded = False
        self._message = message
        self._now = now

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        self.succeeded = error is None
        mine = Message.objects.filter(pk=self._message.pk)
        if error is None:
            mine.update(sent_at=self._now, last_error="")
            return True
        if not isinstance(error, Exception):  # the process is being stopped: the lease brings the message back
            return False
        log.warning("%s failed, attempt %s", self._message, self._message.attempts, exc_info=error)
        wait = FIRST_WAIT * 2 ** (self._message.attempts - 1)
        mine.update(due_at=self._now + wait, last_error=f"{type(error).__name__}: {error}"[:2000])
        return True


def _lease(now: datetime) -> list[Message]:
    due = Message.objects.filter(sent_at__isnull=True, due_at__lte=now, attempts__lt=MOST_ATTEMPTS)
    if not due.exists():  # most looks find nothing: they need not queue for the right to write
        return []
    with transaction.atomic():
        # Several dispatchers share the work where rows can be locked one by one; on SQLite one writes at a time anyway.
        skip = connection.features.has_select_for_update_skip_locked
        messages = list(due.select_for_update(skip_locked=skip).order_by("due_at", "pk")[:BATCH])
        for message in messages:
            message.attempts += 1
            message.due_at = now + LEASE
        Message.objects.bulk_update(messages, ["attempts", "due_at"])
    return messages
