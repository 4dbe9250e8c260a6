"""Hollis & Wren as the workshop's own tests know it: one bench each, a casting, the assay office, a ring and its route."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from benchpin.atelier.accounts.models import Membership, User, Workshop
from benchpin.atelier.workshop import services
from benchpin.atelier.workshop.models import BatchResource, Hold, Job, OutsideService, Person
from benchpin.atelier.workshop.queries import present_quote
from benchpin.smith.anatomy import Anatomy, MetalPart, StoneSet
from benchpin.smith.making.route import Operation, Route

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)  # a Monday
FULL_DAY = [["09:00", "12:30"], ["13:30", "17:30"]]
WEEK = {str(day): FULL_DAY for day in range(1, 6)}

RING = Anatomy(
    design="solitaire",
    kind="ring",
    alloy="au_y18",
    finish="polished",
    parts=(MetalPart(key="band", name="Band", alloy="au_y18", volume_mm3=258.0, surface_mm2=400.0, mass_g=4.0),),
    stones=(
        StoneSet(
            key="centre",
            name="Centre stone",
            gem="diamond",
            cut="round",
            width_mm=5.0,
            length_mm=5.0,
            depth_mm=3.0,
            carats=0.5,
            setting="claw",
            claws=6,
        ),
    ),
    ring_size="UK:M",
)


def step(key: str, skill: str, minutes: int, **more: Any) -> Operation:
    name = key.replace("_", " ").capitalize()
    return Operation(
        **({"key": key, "name": name, "tells": f"{name}: done", "kind": "bench", "skill": skill, "minutes": minutes} | more)
    )


ROUTE = Route(
    operations=(
        step("cast", "caster", 30, kind="batch", resource="casting", batch_key="au_y18", weighs_metal=True),
        step("clean_up", "goldsmith", 60, weighs_metal=True),
        step("hallmark", "", 0, kind="service", resource="assay_office"),
        step("set_stones", "setter", 45),
        step("final_polish", "polisher", 30),
        step("final_inspection", "inspector", 15),
        step("pack", "office", 10),
    )
)


def make_workshop(slug: str = "hollis-wren") -> Workshop:
    """The workshop with Ines, who can do everything but set stones, and Tomas, who sets them."""
    workshop = Workshop.objects.create(
        slug=slug,
        name="Hollis & Wren",
        country="GB",
        timezone_name="Europe/London",
        currency="GBP",
        email=f"hello@{slug}.example",
        sponsor_mark="H&W",
    )
    make_person(workshop, "Ines", ["caster", "goldsmith", "polisher", "office", "inspector"])
    make_person(workshop, "Tomas", ["setter"])
    BatchResource.objects.create(
        workshop=workshop,
        key="casting",
        name="Casting",
        weekdays=[2, 4],
        starts_at=time(16),
        run_minutes=15 * 60,
        capacity=8,
        keys_per_run=2,
    )
    OutsideService.objects.create(
        workshop=workshop,
        key="assay_office",
        name="Birmingham Assay Office",
        pickup_weekdays=[2, 5],
        pickup_at=time(12),
        turnaround_days=3,
    )
    return workshop


def make_person(workshop: Workshop, name: str, skills: list[str], hours: dict[str, Any] | None = None) -> Person:
    user = User.objects.create(email=f"{name.lower()}@{workshop.slug}.example", name=name)
    Membership.objects.create(user=user, workshop=workshop, role=Membership.Role.ARTISAN)
    return Person.objects.create(workshop=workshop, user=user, name=name, skills=skills, hours=WEEK if hours is None else hours)


def artisan(workshop: Workshop, name: str = "Ines") -> User:
    return User.objects.get(bench__workshop=workshop, name=name)


def promised_day(workshop: Workshop, route: Route = ROUTE, now: datetime = NOW) -> date:
    return present_quote(workshop, route, now).promised_on


def hold(
    workshop: Workshop, reference: str, *, route: Route = ROUTE, now: datetime = NOW, promised_on: date | None = None
) -> Hold:
    return services.hold_bench(
        workshop_id=workshop.pk,
        reference=reference,
        route=route,
        promised_on=promised_on or promised_day(workshop, route, now),
        now=now,
        expires_at=now + timedelta(hours=48),
    )


def open_job(reference: str, *, now: datetime = NOW, anatomy: Anatomy = RING, stone_number: str = "") -> Job:
    return services.open_job(
        reference=reference,
        order_number="B-0001",
        customer_name="Clara Bell",
        note="",
        name="The Wren solitaire",
        specification={"design": "solitaire", "choices": {}},
        specification_hash="0" * 32,
        shown=[["Metal", "18 ct yellow gold"]],
        anatomy=msgspec.to_builtins(anatomy),
        cost_sheet={},
        stone_number=stone_number,
        now=now,
    )


def job_on_the_bench(workshop: Workshop, reference: str = "line-1", *, route: Route = ROUTE, now: datetime = NOW) -> Job:
    hold(workshop, reference, route=route, now=now)
    return open_job(reference, now=now)


def do_steps(
    job: Job, by: User, *, until: str, begin: datetime = NOW, each_takes: timedelta = timedelta(minutes=30)
) -> datetime:
    """Start and finish every step before `until`; return when the last was finished."""
    now = begin
    for operation in job.operations.filter(finished_at__isnull=True).order_by("sequence"):
        if operation.key == until:
            break
        services.start_operation(operation_id=operation.pk, by=by, now=now)
        now += each_takes
        services.finish_operation(operation_id=operation.pk, by=by, now=now)
    return now
