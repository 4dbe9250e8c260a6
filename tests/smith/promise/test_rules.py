"""What no plan may do, whatever the workshop: the rules, checked over made-up workshops."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from benchpin.smith.making.route import Operation, Route
from benchpin.smith.promise import Absence, OpenJob, ShopState, plan
from smith.promise.shop import ASSAY, CASTING, HALLMARK, LONDON, bench, cast, job, least_urgent, person, planned

SKILLS = ("goldsmith", "setter", "polisher")
ALLOYS = ("au_y18", "pt_950", "ag_925")

# A week whose hours differ from day to day, one with a single short day, one over the weekend.
WEEKS = (
    {day: ((time(9), time(12, 30)), (time(13, 30), time(17, 30))) for day in range(1, 6)},
    {3: ((time(10), time(12)),)},
    {4: ((time(8), time(20)),), 6: ((time(0, 30), time(5)), (time(6), time(7))), 7: ((time(0, 30), time(4)),)},
)


def rule(*strategies: st.SearchStrategy) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Hold a rule against sixty made-up workshops, however slow the machine is at the moment."""
    return lambda test: settings(max_examples=60, deadline=None)(given(*strategies)(test))


operations = st.one_of(
    st.builds(
        bench,
        st.sampled_from(SKILLS),
        st.integers(1, 900),
        wait_minutes=st.sampled_from([0, 0, 45, 3000]),
    ),
    st.builds(cast, st.sampled_from(ALLOYS), units=st.integers(1, 3)),
    st.builds(lambda alloy: replace(cast(alloy), skill="goldsmith", minutes=25), st.sampled_from(ALLOYS)),
    st.just(HALLMARK),
    st.just(replace(HALLMARK, skill="setter", minutes=20)),
)
routes = st.lists(operations, min_size=1, max_size=5).map(lambda steps: Route(operations=tuple(steps)))
moments = st.integers(0, 500 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 5, tzinfo=LONDON) + timedelta(minutes=minutes)  # over both changes of the clock
)


@st.composite
def workshops(draw: st.DrawFn) -> tuple[ShopState, datetime]:
    now = draw(moments)
    today = now.date()
    days = st.integers(0, 30).map(lambda n: today + timedelta(days=n))
    people = [
        person(f"P{n}", *draw(st.sets(st.sampled_from(SKILLS), min_size=1)), hours=draw(st.sampled_from(WEEKS)))
        for n in range(draw(st.integers(0, 2)))
    ]
    people.append(person("All", *SKILLS, hours=draw(st.sampled_from(WEEKS))))
    absences = [
        Absence(
            person=draw(st.sampled_from(people)).key, first_day=first, last_day=first + timedelta(days=draw(st.integers(0, 6)))
        )
        for first in draw(st.lists(days, max_size=2))
    ]
    jobs = [draw_job(draw, f"J{n}", today, people[0].key, now) for n in range(draw(st.integers(0, 8)))]
    state = ShopState(
        zone=LONDON,
        people=tuple(people),
        absences=tuple(absences),
        closed_days=frozenset(draw(st.lists(days, max_size=3))),
        batches=(CASTING,),
        services=(ASSAY,),
        jobs=tuple(jobs),
    )
    return state, now


def draw_job(draw: st.DrawFn, key: str, today: date, someone: str, now: datetime) -> OpenJob:
    steps = draw(routes).operations
    waits = draw(st.one_of(st.none(), st.integers(-3000, 10_000).map(lambda minutes: now + timedelta(minutes=minutes))))
    made = job(key, *steps, due=today + timedelta(days=draw(st.integers(-5, 60))), not_before=waits)
    if draw(st.booleans()):
        return made
    began = now - timedelta(minutes=draw(st.integers(1, 5000)))
    return replace(
        made, first_step_person=someone, first_step_minutes_done=draw(st.integers(0, 500)), first_step_began_at=began
    )


@rule(workshops())
def test_nobody_does_two_things_at_once(workshop):
    state, now = workshop
    spans = defaultdict(list)
    for step in plan(state, now).steps:
        if step.person and step.ends_at > step.starts_at:
            spans[step.person].append((step.starts_at, step.ends_at))
    for taken in spans.values():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(taken)))


@rule(workshops())
def test_nobody_begins_or_ends_outside_their_hours(workshop):
    state, now = workshop
    people = {one.key: one for one in state.people}
    for step in plan(state, now).steps:
        if step.person:
            assert is_at_work(state, people[step.person], step.starts_at, beginning=True)
            assert is_at_work(state, people[step.person], step.ends_at, beginning=False)


@rule(workshops())
def test_steps_keep_their_order_and_nothing_happens_before_now(workshop):
    state, now = workshop
    forecast = plan(state, now)
    for open_job in state.jobs:
        steps = forecast.of(open_job.key)
        assert [step.operation for step in steps] == [operation.key for operation in open_job.steps]
        assert all(now <= step.starts_at <= step.ends_at <= step.ready_at for step in steps)
        assert all(before.ready_at <= after.starts_at for before, after in pairwise(steps))


@rule(workshops())
def test_each_step_takes_exactly_its_working_minutes(workshop):
    state, now = workshop
    untouched = tuple(replace(one, first_step_person=None, first_step_began_at=None) for one in state.jobs)
    state = replace(state, jobs=untouched)
    minutes = {(one.key, index): step.minutes for one in state.jobs for index, step in enumerate(one.steps)}
    people = {one.key: one for one in state.people}
    for step in plan(state, now).steps:
        if step.person:
            worked = minutes_at_work(state, people[step.person], step.starts_at, step.ends_at)
            assert worked == minutes[step.job, step.index]


@rule(workshops())
def test_no_run_takes_more_than_its_flasks_hold(workshop):
    state, now = workshop
    untouched = tuple(replace(one, first_step_person=None, first_step_began_at=None) for one in state.jobs)
    state = replace(state, jobs=untouched)
    steps: dict[tuple[str, int], Operation] = {
        (one.key, index): step for one in state.jobs for index, step in enumerate(one.steps)
    }
    runs: dict[datetime, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for step in plan(state, now).steps:
        operation = steps[step.job, step.index]
        if operation.kind == "batch":
            runs[step.ready_at][operation.batch_key] += operation.units
    for load in runs.values():
        flasks = sum(-(-units // CASTING.capacity) for units in load.values())
        assert flasks <= CASTING.keys_per_run


@rule(workshops(), routes)
def test_a_new_piece_that_can_wait_moves_no_other(workshop, wanted):
    state, now = workshop
    before = plan(state, now).ready_at
    after = plan(replace(state, jobs=(*state.jobs, least_urgent("NEW", wanted, now))), now).ready_at
    assert {key: after[key] for key in before} == before


@rule(workshops(), routes, routes)
def test_one_more_job_that_can_wait_never_makes_another_that_waits_longer_earlier(workshop, other, wanted):
    state, now = workshop
    fuller = replace(
        state, jobs=(*state.jobs, replace(least_urgent("OTHER", other, now), due_on=now.date() + timedelta(days=3000)))
    )
    assert planned(fuller, wanted, now)[-1].ready_at >= planned(state, wanted, now)[-1].ready_at


@rule(workshops())
def test_the_order_in_which_jobs_are_listed_does_not_matter(workshop):
    state, now = workshop
    backwards = replace(state, jobs=state.jobs[::-1])
    assert plan(backwards, now).ready_at == plan(state, now).ready_at


def spans_of(state, who, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """Working spans as instants, by a second road: day by day with local clocks."""
    found = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        away = any(a.person == who.key and a.first_day <= day <= a.last_day for a in state.absences)
        if day in state.closed_days or away:
            continue
        for opens, closes in who.hours.get(day.isoweekday(), ()):
            begins, ends_at = (datetime.combine(day, clock, tzinfo=LONDON).timestamp() for clock in (opens, closes))
            found.append((begins, ends_at))
    return found


def is_at_work(state, who, instant: datetime, *, beginning: bool) -> bool:
    spans, moment = spans_of(state, who, instant.date(), instant.date()), instant.timestamp()
    return any(begins <= moment < ends_at if beginning else begins < moment <= ends_at for begins, ends_at in spans)


def minutes_at_work(state, who, first: datetime, last: datetime) -> float:
    spans = spans_of(state, who, first.date(), last.date())
    clipped = [(max(begins, first.timestamp()), min(ends_at, last.timestamp())) for begins, ends_at in spans]
    return sum(ends_at - begins for begins, ends_at in clipped if ends_at > begins) / 60
