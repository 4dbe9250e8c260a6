"""Little cases whose answer can be reckoned on paper."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from benchpin.smith.promise import Absence, Person, plan, worked_minutes
from smith.promise.shop import (
    HALLMARK,
    INES,
    LONDON,
    MONDAY,
    at,
    bench,
    cast,
    job,
    person,
    planned,
    route,
    shop,
)


def test_work_begins_at_once_when_somebody_is_free():
    (step,) = planned(shop(), route(bench("goldsmith", 60)), MONDAY)
    assert (step.starts_at, step.ends_at, step.person) == (at(23, 9), at(23, 10), "ines")


def test_work_pauses_for_lunch_night_and_weekend():
    # Friday 16:00: 90 min, then Monday 9:00 to 12:30 = 210 min, then 30 min after lunch.
    (step,) = planned(shop(), route(bench("goldsmith", 90 + 210 + 30)), at(27, 16))
    assert (step.starts_at, step.ends_at) == (at(27, 16), at(30, 14))


def test_work_that_fills_the_day_ends_in_the_evening_not_the_next_morning():
    (step,) = planned(shop(), route(bench("goldsmith", 450)), MONDAY)
    assert step.ends_at == at(23, 17, 30)


def test_work_asked_for_in_the_evening_begins_in_the_morning():
    (step,) = planned(shop(), route(bench("goldsmith", 10)), at(23, 17, 30))
    assert step.starts_at == at(24, 9)


def test_steps_wait_for_each_other_and_for_what_happens_by_itself():
    steps = planned(shop(), route(bench("goldsmith", 60, wait_minutes=90), bench("setter", 30)), MONDAY)
    # 9 to 10 at the bench, 10 to 11:30 by itself, then Tomas.
    assert steps[0].ready_at == at(23, 11, 30)
    assert (steps[1].starts_at, steps[1].ends_at) == (at(23, 11, 30), at(23, 12))


def test_an_unattended_wait_goes_on_through_the_night():
    steps = planned(shop(), route(bench("goldsmith", 60, wait_minutes=16 * 60), bench("setter", 30)), MONDAY)
    assert steps[0].ready_at == at(24, 2)
    assert steps[1].starts_at == at(24, 9)


def test_nobody_works_on_a_closed_day_or_while_away():
    state = shop(
        closed_days=frozenset({date(2026, 11, 24)}),
        absences=(Absence(person="ines", first_day=date(2026, 11, 25), last_day=date(2026, 11, 26)),),
    )
    (step,) = planned(state, route(bench("goldsmith", 451)), MONDAY)
    assert step.ends_at == at(27, 9, 1)


def test_an_hour_of_work_is_an_hour_on_the_nights_the_clock_changes():
    nights = {7: ((time(0, 30), time(5)),)}
    state = shop(people=(Person(key="n", name="Nora", skills=frozenset({"goldsmith"}), hours=nights),))

    def ends_after(day: datetime, minutes: int) -> datetime:
        return planned(state, route(bench("goldsmith", minutes)), day)[0].ends_at.astimezone(LONDON)

    # 28 March 2027 01:00 becomes 02:00; 25 October 2026 02:00 becomes 01:00 again.
    assert ends_after(datetime(2027, 3, 28, 0, 30, tzinfo=LONDON), 60) == datetime(2027, 3, 28, 2, 30, tzinfo=LONDON)
    assert ends_after(datetime(2026, 10, 25, 0, 30, tzinfo=LONDON), 240).timestamp() == (
        datetime(2026, 10, 25, 0, 30, tzinfo=LONDON).timestamp() + 240 * 60
    )


def test_a_piece_goes_with_the_next_casting_and_comes_back_when_the_run_is_over():
    (step,) = planned(shop(), route(cast()), MONDAY)
    assert step.ready_at == at(25, 7)  # Tuesday 16:00 and fifteen hours


def test_a_piece_too_late_for_tuesdays_casting_goes_on_thursday():
    (step,) = planned(shop(), route(cast()), at(24, 16, 1))
    assert step.ready_at == at(27, 7)


def test_a_flask_takes_one_alloy_and_a_run_two_flasks():
    jobs = [job("A", cast("au_y18")), job("B", cast("au_y18")), job("C", cast("pt_950"))]
    state = shop(jobs=tuple(jobs))
    # Gold's flask (two units) is full and platinum has the other: a third gold waits for Thursday, platinum does not.
    assert planned(state, route(cast("au_y18")), MONDAY)[0].ready_at == at(27, 7)
    assert planned(state, route(cast("pt_950")), MONDAY)[0].ready_at == at(25, 7)
    # A third alloy has no flask left.
    assert planned(state, route(cast("ag_925")), MONDAY)[0].ready_at == at(27, 7)


def test_a_casting_is_prepared_before_its_run():
    spruing = replace(cast(), skill="goldsmith", minutes=30)
    (step,) = planned(shop(), route(spruing), at(24, 15, 31))  # one minute too late to be ready at 16:00
    assert (step.ends_at, step.ready_at) == (at(24, 16, 1), at(27, 7))


def test_a_service_takes_its_working_days_from_the_day_it_collects():
    (step,) = planned(shop(), route(HALLMARK), MONDAY)
    assert step.ready_at == at(27, 12)
    closed = shop(closed_days=frozenset({date(2026, 11, 26)}))
    assert planned(closed, route(HALLMARK), MONDAY)[0].ready_at == at(30, 12)


def test_a_parcel_is_packed_before_it_is_collected():
    packed = replace(HALLMARK, skill="goldsmith", minutes=20)
    in_time = planned(shop(), route(packed), at(24, 11, 40))[0]
    assert (in_time.ends_at, in_time.ready_at, in_time.person) == (at(24, 12), at(27, 12), "ines")
    too_late = planned(shop(), route(packed), at(24, 11, 41))[0]
    assert too_late.ready_at == at(2, 12, month=12)  # Friday's collection, three working days on


def test_the_more_urgent_job_goes_first_and_the_other_fills_the_gap():
    state = shop(
        jobs=(
            job("LATER", bench("goldsmith", 120), due=date(2026, 12, 11)),
            job("SOONER", bench("setter", 60), bench("goldsmith", 60), due=date(2026, 11, 27)),
        )
    )
    forecast = plan(state, MONDAY)
    assert forecast.of("SOONER")[1].starts_at == at(23, 10)
    # Two hours do not fit before ten, so LATER begins when SOONER is done: nobody's work is torn apart by other work.
    assert forecast.of("LATER")[0].starts_at == at(23, 11)
    small = shop(jobs=(*state.jobs[1:], job("SMALL", bench("goldsmith", 60))))
    assert plan(small, MONDAY).of("SMALL")[0].starts_at == at(23, 9)


def test_of_two_who_can_do_it_the_one_who_is_done_first_gets_it():
    quick = person("Ada", "goldsmith", hours={day: ((time(8), time(18)),) for day in range(1, 6)})
    slow = person("Zoe", "goldsmith", hours={1: ((time(9), time(10)),), 2: ((time(9), time(10)),)})
    (step,) = planned(shop(people=(slow, quick)), route(bench("goldsmith", 90)), MONDAY)
    assert (step.person, step.ends_at) == ("ada", at(23, 10, 30))


def test_started_work_is_carried_on_by_whoever_began_it():
    other = person("Ada", "goldsmith")
    begun = job("A", bench("goldsmith", 120), first_step_person="ada", first_step_minutes_done=45)
    urgent = job("B", bench("goldsmith", 300), due=date(2026, 11, 23))
    forecast = plan(shop(people=(INES, other), jobs=(begun, urgent)), MONDAY)
    assert (forecast.of("A")[0].person, forecast.of("A")[0].ends_at) == ("ada", at(23, 10, 15))
    assert forecast.of("B")[0].person == "ines"


def test_work_that_has_outrun_its_estimate_is_not_taken_as_done():
    begun = job("A", bench("goldsmith", 60), first_step_person="ines", first_step_minutes_done=500)
    assert plan(shop(jobs=(begun,)), MONDAY).ready_at["A"] == at(23, 9, 10)


def test_a_piece_at_the_assay_office_comes_back_from_the_collection_it_caught():
    sent = job("A", HALLMARK, first_step_began_at=at(20, 15))  # handed in on Friday, collected that day
    assert plan(shop(jobs=(sent,)), MONDAY).ready_at["A"] == at(25, 12)
    overdue = job("B", HALLMARK, first_step_began_at=at(10, 9))
    assert plan(shop(jobs=(overdue,)), MONDAY).ready_at["B"] == at(24, 12)


def test_a_piece_in_the_kiln_is_ready_when_its_run_is_over():
    in_kiln = job("A", cast(), first_step_began_at=at(24, 10))
    assert plan(shop(jobs=(in_kiln,)), at(24, 18)).ready_at["A"] == at(25, 7)
    forgotten = job("B", cast(), first_step_began_at=at(19, 10))
    assert plan(shop(jobs=(forgotten,)), at(24, 18)).ready_at["B"] == at(24, 18)


def test_a_stone_that_arrives_later_is_waited_for():
    waits = job("A", bench("setter", 30), not_before=at(26, 11))
    assert plan(shop(jobs=(waits,)), MONDAY).steps[0].starts_at == at(26, 11)


def test_each_wait_is_named_in_words():
    busy = job("A", bench("setter", 5 * 450))
    away = Absence(person="ines", first_day=date(2026, 11, 23), last_day=date(2026, 11, 25))
    state = shop(jobs=(busy,), absences=(away,))
    steps = planned(state, route(bench("goldsmith", 80), cast(), bench("setter", 60), HALLMARK), MONDAY)
    assert [step.waits_for for step in steps if step.waits_for] == [
        "Ines, our goldsmith, is away until Thursday 26 November",
        "Tomas, who sets stones, is busy until Monday 30 November",
        "1 working day until the Birmingham Assay Office collects, on Tuesday 1 December",
    ]


def test_a_wait_for_the_next_run_and_a_full_run_are_told_apart():
    (step,) = planned(shop(), route(cast()), MONDAY)
    assert step.waits_for == "1 working day until the next casting, on Tuesday 24 November"
    full = shop(jobs=tuple(job(key, cast("au_y18", units=2)) for key in "AB"))
    (step,) = planned(full, route(cast("au_y18")), MONDAY)
    assert step.waits_for == "the next casting is full: this piece goes with the one on Thursday 26 November"


@pytest.mark.parametrize(
    ("state", "step", "says"),
    [
        (shop(), bench("engraver", 10), "Nobody here has the skill for “Engraver”: engraver"),
        (shop(), cast(units=5), "one run cannot take 5 units"),
        (shop(people=(person("Ines", "goldsmith", hours={}),)), bench("goldsmith", 10), "no working hours left"),
    ],
)
def test_what_nobody_here_can_do_is_blocked_with_a_sentence(state, step, says):
    assert says in plan(replace(state, jobs=(job("ODD", step),)), MONDAY).blocked["ODD"]


def test_a_job_that_cannot_be_planned_is_named_and_holds_up_no_other():
    state = shop(jobs=(job("ODD", bench("goldsmith", 60), bench("engraver", 10)), job("FINE", bench("goldsmith", 60))))
    forecast = plan(state, MONDAY)
    assert list(forecast.blocked) == ["ODD"]
    assert forecast.ready_at == {"FINE": at(23, 10)}


def test_worked_minutes_leave_out_breaks_and_nights():
    assert worked_minutes(shop(), "ines", at(23, 12), at(24, 10)) == 30 + 240 + 60


@pytest.mark.parametrize(
    "wrong",
    [{8: ((time(9), time(10)),)}, {1: ((time(10), time(9)),)}, {1: ((time(9), time(12)), (time(11), time(13)))}],
)
def test_hours_that_make_no_sense_are_refused_at_birth(wrong):
    with pytest.raises(ValueError, match="hours must be"):
        person("Ines", "goldsmith", hours=wrong)


def test_the_plan_of_a_workshop_with_nothing_to_do_is_empty():
    assert plan(shop(), MONDAY).steps == ()
