"""How promises are kept: which are at risk now and what would help, how past ones came true, what the days rest on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.catalogue.configuring import configure, derive
from benchpin.atelier.catalogue.models import Listing
from benchpin.atelier.catalogue.queries import published_listings
from benchpin.atelier.workshop.forecasting import present_outlook
from benchpin.atelier.workshop.models import Job
from benchpin.atelier.workshop.records import promises_of
from benchpin.atelier.workshop.services.locks import change_plan, lock_workshop
from benchpin.smith.making.operations import OPERATIONS
from benchpin.smith.promise import CONFIDENCES, Belief, GivenPromise, Outlook, Remedy, Rush

__all__ = ["AtRisk", "Keeping", "Kept", "RushOf", "keeping", "kept_so_far", "rush_of", "set_confidence"]

AT_RISK_BELOW = 0.8
MOST_REMEDIES = 12  # each simulates the workshop twice
LEVELS = (50, *CONFIDENCES)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtRisk:
    """An open promise that is less sure than it should be."""

    job: Job
    chance: float
    likely_on: date | None  # the day it is as likely ready before as after
    remedy: Remedy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of the days that were said with one confidence."""

    percent: int
    counted: int
    kept: int

    @property
    def kept_percent(self) -> float:
        return 100 * self.kept / self.counted if self.counted else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBelief:
    name: str
    belief: Belief


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    made_at: datetime  # of the outlook all this is read from
    percent: int  # what new promises are said with
    open_promises: int
    at_risk: tuple[AtRisk, ...]
    kept: tuple[Kept, ...]
    beliefs: tuple[NamedBelief, ...]
    records: int


def keeping(workshop: Workshop, now: datetime) -> Keeping:
    """Everything the page of promises shows."""
    outlook = present_outlook(workshop, now)
    jobs = Job.objects.filter(workshop=workshop, cancelled_at__isnull=True, operations__finished_at__isnull=True)
    open_jobs = list(jobs.select_related("piece").distinct().order_by("due_on", "number"))
    return Keeping(
        made_at=outlook.made_at,
        percent=workshop.promise_percent,
        open_promises=len(open_jobs),
        at_risk=tuple(_at_risk(open_jobs, outlook)),
        kept=kept_so_far(promises_of(workshop, now), workshop.zone, now),
        beliefs=tuple(NamedBelief(name=_name(belief.kind), belief=belief) for belief in outlook.beliefs()),
        records=outlook.learned.records,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RushOf:
    """What it would do to send a piece before all others: to it, and to the promises that are open."""

    listing: Listing
    rush: Rush
    endangered: tuple[tuple[Job, float, float], ...]  # chance of being kept before and after


def rush_of(workshop: Workshop, slug: str, now: datetime) -> RushOf | None:
    """Try a piece of the window, as first shown, as a rush. None if there is no such piece.

    Raises:
        CannotPlan: if nobody here can make it.
    """
    listing = published_listings().filter(workshop=workshop, slug=slug).first()
    if listing is None:
        return None
    route = derive(configure(listing, {})).route
    rush = present_outlook(workshop, now).rush(route, percent=workshop.promise_percent)
    numbers = [key for key, *_ in rush.endangered]
    jobs = {job.number: job for job in Job.objects.filter(workshop=workshop, number__in=numbers).select_related("piece")}
    found = tuple((jobs[key], before, after) for key, before, after in rush.endangered if key in jobs)
    return RushOf(listing=listing, rush=rush, endangered=found)


@transaction.atomic
def set_confidence(*, workshop_id: int, percent: int) -> None:
    """Say new promises with another confidence. Those that were given stay."""
    if percent not in CONFIDENCES:
        raise ValueError(f"Choose {', '.join(map(str, CONFIDENCES))} %.")
    workshop = lock_workshop(workshop_id)
    workshop.promise_percent = percent
    workshop.save(update_fields=["promise_percent"])
    change_plan(workshop)


def kept_so_far(promises: Iterable[GivenPromise], zone: ZoneInfo, now: datetime) -> tuple[Kept, ...]:
    """Count kept days at each confidence. Only days that are over count, ready or not: early ones alone would flatter."""
    today = now.astimezone(zone).date()
    given = list(promises)
    found = []
    for percent in LEVELS:
        over = [(day, promise) for promise in given if (day := _day(promise, percent, zone)) < today]
        kept = sum(promise.ready_at is not None and promise.ready_at.astimezone(zone).date() <= day for day, promise in over)
        found.append(Kept(percent=percent, counted=len(over), kept=kept))
    return tuple(found)


def _at_risk(jobs: Sequence[Job], outlook: Outlook) -> list[AtRisk]:
    """Jobs whose day is in danger, the worst first, with what would help the worst of them."""
    found = [(chance, job) for job in jobs if (chance := outlook.chance(job.number, job.due_on)) is not None]
    endangered = sorted(((chance, job) for chance, job in found if chance < AT_RISK_BELOW), key=lambda one: one[0])
    return [
        AtRisk(
            job=job,
            chance=chance,
            likely_on=outlook.likely_on(job.number),
            remedy=outlook.remedy(job.number) if place < MOST_REMEDIES else None,
        )
        for place, (chance, job) in enumerate(endangered)
    ]


def _day(promise: GivenPromise, percent: int, zone: ZoneInfo) -> date:
    moments = [moment.timestamp() for moment in promise.moments]
    at = float(np.interp(percent / 100, promise.levels, moments))
    return datetime.fromtimestamp(at, zone).date()


def _name(kind: str) -> str:
    """ "Set the stones"; "Cast: before the run" for what hands do before an operation that runs by itself."""
    key = kind.removeprefix("prepare ")
    name = OPERATIONS[key].name if key in OPERATIONS else key
    return name if key == kind else f"{name}: preparing it"
