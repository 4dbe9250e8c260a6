"""What is likely in a workshop, simulated beside whoever asks: a question reads the last outlook and never waits for the next.

A change of what is planned makes the kept outlook old. The first question after it starts one refresh in a thread of its own
and is answered from the old one; who decides on a promise (`fresh_outlook`, under the workshop's lock) never is.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.workshop.planning import shop_state
from benchpin.atelier.workshop.records import past_of
from benchpin.smith import promise
from benchpin.smith.promise import Outlook, Past

__all__ = ["forget_outlooks", "fresh_outlook", "present_outlook"]

log = logging.getLogger(__name__)

REFRESHED_EVERY = timedelta(minutes=10)  # without any change: "now" moves on
OLDEST_SERVED = timedelta(hours=8)  # the study: eight hours cost no coverage, and a day of the median
KEPT_OUTLOOKS = 32  # workshops served by one process at a time; that of 500 jobs is about 60 MB


@dataclass(frozen=True, slots=True)
class _Kept:
    outlook: Outlook
    plan_version: int


_kept: dict[int, _Kept] = {}
_refreshing: set[int] = set()
_lock = threading.Lock()


def present_outlook(workshop: Workshop, now: datetime) -> Outlook:
    """The last outlook of a workshop. If something has changed since, the next one is begun beside it.

    Inside a transaction it is made anew: an outlook on rows that are then rolled back must not outlive them.
    """
    if connection.in_atomic_block:
        return fresh_outlook(workshop, now)
    plan_version = _version(workshop)
    kept = _kept.get(workshop.pk)
    if kept is None or now - kept.outlook.made_at > OLDEST_SERVED:
        return _keep(workshop, plan_version, now)
    if kept.plan_version != plan_version or now - kept.outlook.made_at > REFRESHED_EVERY:
        _refresh_beside(workshop, now)
    return kept.outlook


def fresh_outlook(workshop: Workshop, now: datetime) -> Outlook:
    """The outlook from the rows as they are. Whoever decides on it holds the workshop's lock."""
    kept = _kept.get(workshop.pk)
    learned = kept.outlook.learned if kept is not None else None
    state = shop_state(workshop, now)
    if learned is not None and promise.serves(learned, state, now):
        return promise.outlook(state, Past(), now, learned=learned)
    return promise.outlook(state, past_of(workshop, now), now)


def forget_outlooks() -> None:
    """Let go of all outlooks, as a process that has just begun."""
    with _lock:
        _kept.clear()


def _keep(workshop: Workshop, plan_version: int, now: datetime) -> Outlook:
    outlook = fresh_outlook(workshop, now)
    with _lock:
        _kept.pop(workshop.pk, None)
        _kept[workshop.pk] = _Kept(outlook, plan_version)
        while len(_kept) > KEPT_OUTLOOKS:
            del _kept[next(iter(_kept))]
    return outlook


def _refresh_beside(workshop: Workshop, now: datetime) -> None:
    with _lock:
        if workshop.pk in _refreshing:
            return
        _refreshing.add(workshop.pk)
    threading.Thread(target=_refresh, args=(workshop.pk, now), name=f"outlook of {workshop.slug}", daemon=True).start()


def _refresh(workshop_id: int, now: datetime) -> None:
    """Make the next outlook; if something changed meanwhile, whoever asks next begins another."""
    try:
        workshop = Workshop.objects.get(pk=workshop_id)
        _keep(workshop, _version(workshop), now)
    except Exception:
        log.exception("The outlook of workshop %s could not be refreshed; the last one is still served.", workshop_id)
        raise
    finally:
        with _lock:
            _refreshing.discard(workshop_id)
        connection.close()


def _version(workshop: Workshop) -> int:
    version = Workshop.objects.values_list("plan_version", flat=True).get(pk=workshop.pk)
    return int(version)
