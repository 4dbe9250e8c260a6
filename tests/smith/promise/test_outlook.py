"""What is likely in a workshop as its rows have it: days at any confidence, chances of open promises, and what moves them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from benchpin.designs import by_key
from benchpin.designs.design import specify
from benchpin.smith.making.operations import OPERATIONS
from benchpin.smith.making.route import Operation, Route
from benchpin.smith.promise import CannotPlan, FinishedStep, OpenJob, Past, PastOrder, outlook
from smith.promise.shop import MONDAY, at, job, person, shop

ALL = frozenset(row.skill for row in OPERATIONS.values())
HANDS = (person("Ines", *ALL), person("Tomas", *ALL))


def work(key: str, minutes: int = 60, **more: object) -> Operation:
    row = OPERATIONS[key]
    known = {"name": row.name, "tells": "", "kind": row.kind, "skill": row.skill, "resource": row.resource}
    return Operation(key=key, minutes=minutes, **(known | more))


SETTING = Route(operations=(work("set_stones", 240), work("final_polish", 60)))
CASTING = Route(operations=(work("cast", 30, batch_key="au_y18"), work("clean_up", 60), work("hallmark", 20)))


def open_jobs(count: int, route: Route = SETTING, *, due: date = date(2026, 12, 11)) -> tuple[OpenJob, ...]:
    return tuple(job(f"J-{n}", *route.operations, due=due) for n in range(count))


def test_the_same_question_has_the_same_answer_and_another_in_between_changes_nothing():
    found = outlook(shop(people=HANDS, jobs=open_jobs(4)), Past(), MONDAY)
    first = found.quote(SETTING)
    other = found.quote(CASTING)
    assert found.quote(SETTING) == first
    assert outlook(shop(people=HANDS, jobs=open_jobs(4)), Past(), MONDAY).quote(CASTING) == other


def test_more_confidence_is_never_an_earlier_day_and_the_likely_day_comes_before_the_promise():
    quote = outlook(shop(people=HANDS, jobs=open_jobs(10)), Past(), MONDAY).quote(CASTING, percent=90)
    days = [day for _, day in quote.days]
    assert days == sorted(days)
    assert quote.likely_on <= quote.promised_on == dict(quote.days)[90]
    assert quote.odds == "9 of 10"


def test_a_full_bench_and_a_closed_week_make_promises_later():
    empty = outlook(shop(people=HANDS), Past(), MONDAY).quote(SETTING).promised_on
    full = outlook(shop(people=HANDS, jobs=open_jobs(30)), Past(), MONDAY).quote(SETTING).promised_on
    week = frozenset(date(2026, 11, 23) + timedelta(days=n) for n in range(5))
    closed = outlook(shop(people=HANDS, closed_days=week), Past(), MONDAY).quote(SETTING).promised_on
    assert empty < full
    assert closed > date(2026, 11, 29) > empty


def test_no_promise_is_on_a_day_when_nobody_is_there():
    friday = at(27, 16)
    quote = outlook(shop(people=HANDS), Past(), friday).quote(SETTING)
    assert all(day.isoweekday() <= 5 for _, day in quote.days)


def test_two_pieces_of_one_order_are_ready_no_sooner_than_either():
    found = outlook(shop(people=HANDS, jobs=open_jobs(6)), Past(), MONDAY)
    assert found.quote(SETTING, CASTING).promised_on >= max(found.quote(one).promised_on for one in (SETTING, CASTING))


def test_the_chance_of_an_open_promise_falls_with_the_day_and_tells_late_jobs():
    found = outlook(shop(people=HANDS, jobs=open_jobs(20)), Past(), MONDAY)
    chances = [found.chance("J-7", MONDAY.date() + timedelta(days=days)) for days in (0, 3, 7, 14, 60)]
    assert chances == sorted(chances)
    assert chances[0] < 0.05
    assert chances[-1] > 0.99
    assert found.chance("nobody's", MONDAY.date()) is None


def test_a_job_that_goes_first_is_surer_and_the_others_pay_for_it():
    late = replace(open_jobs(1, due=date(2026, 11, 25))[0], key="LATE")
    crowd = open_jobs(14, due=date(2026, 11, 24))
    found = outlook(shop(people=HANDS, jobs=(*crowd, late)), Past(), MONDAY)
    remedy = found.remedy("LATE")
    assert remedy.chance > found.chance("LATE", date(2026, 11, 25))
    assert remedy.late_days > 0


def test_a_rush_is_sooner_than_its_turn_and_says_whom_it_endangers():
    found = outlook(shop(people=HANDS, jobs=open_jobs(14, due=date(2026, 12, 1))), Past(), MONDAY)
    rush = found.rush(SETTING, percent=95)
    assert rush.rushed_on < rush.plain_on
    assert rush.late_days >= 0
    assert all(before > after for _, before, after in rush.endangered)


def test_the_last_day_to_order_leaves_what_the_promise_needs():
    found = outlook(shop(people=HANDS, jobs=open_jobs(4)), Past(), MONDAY)
    lead = found.quote(CASTING).promised_on - MONDAY.date()
    need_on = date(2027, 2, 26)
    assert found.order_by(CASTING, percent=95, need_on=need_on) <= need_on - lead + timedelta(days=5)
    assert found.order_by(CASTING, percent=95, need_on=MONDAY.date() + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("operation", "says"),
    [
        (work("engrave_hand"), "Nobody here has the skill for “Engrave by hand”: engraver"),
        (work("plate"), "needs plating, which this workshop does not have"),
        (work("cast", units=50), "one run cannot take 50 units"),
    ],
)
def test_what_cannot_be_done_here_is_refused_with_a_sentence(operation, says):
    few = (person("Ines", *ALL - {"engraver"}),)
    with pytest.raises(CannotPlan, match=says):
        outlook(shop(people=few), Past(), MONDAY).quote(Route(operations=(operation,)))


def test_an_open_job_nobody_can_do_is_named_and_holds_up_no_other():
    odd = job("ODD", work("engrave_hand"))
    few = (person("Ines", *ALL - {"engraver"}),)
    found = outlook(shop(people=few, jobs=(odd, *open_jobs(1))), Past(), MONDAY)
    assert "engraver" in found.blocked["ODD"]
    assert found.chance("ODD", date(2026, 12, 30)) is None
    assert found.chance("J-0", date(2026, 12, 30)) > 0.9


def test_work_under_way_a_piece_in_the_kiln_and_one_at_the_assay_office_are_carried_on():
    begun = job("BEGUN", work("set_stones", 400), first_step_person="ines", first_step_began_at=at(23, 9))
    in_kiln = job("KILN", *CASTING.operations, first_step_person="ines", first_step_began_at=at(24, 14))
    away = replace(
        job("AWAY", work("hallmark"), work("pack", 20), first_step_person="ines", first_step_began_at=at(24, 10)),
        behind=(work("cast", batch_key="au_y18"),),
    )
    found = outlook(shop(people=HANDS, jobs=(begun, in_kiln, away)), Past(), at(25, 9))
    assert found.likely_on("BEGUN") <= date(2026, 11, 25)
    # Collected on Friday at the earliest, after the casting comes back on Wednesday; three working days at the office.
    assert found.likely_on("KILN") >= date(2026, 12, 1)
    assert date(2026, 11, 26) <= found.likely_on("AWAY") <= date(2026, 12, 1)


def test_times_are_learned_from_the_workshops_own_records_and_move_its_promises():
    def past(factor: float) -> Past:
        begun = [MONDAY - timedelta(days=120 - n) for n in range(100)]
        steps = tuple(
            FinishedStep(
                job=f"P-{n}",
                operation=work("set_stones", 240),
                person="ines",
                began_at=moment,
                finished_at=moment + timedelta(minutes=240 * factor),
                worked_minutes=int(240 * factor),
            )
            for n, moment in enumerate(begun)
        )
        return Past(steps=steps, orders=tuple(PastOrder(ordered_at=moment, steps=SETTING.operations) for moment in begun))

    state = shop(people=HANDS, jobs=open_jobs(12))
    quick, slow = (outlook(state, past(factor), MONDAY) for factor in (1.0, 2.0))
    believed = {belief.kind: belief for belief in slow.beliefs()}
    assert believed["set_stones"].times_stated == pytest.approx(2.0, rel=0.12)
    assert believed["set_stones"].records == 100
    assert slow.quote(SETTING).promised_on > quick.quote(SETTING).promised_on
    assert slow.quote(SETTING).records == 100


def test_a_real_design_has_its_reasons_in_words():
    state = shop(people=HANDS, jobs=open_jobs(10, CASTING))
    made = specify(by_key("solitaire"), {})
    quote = outlook(state, Past(), MONDAY).quote(made.route)
    assert quote.reasons[0].endswith(f"of work in {len(made.route.operations)} steps")
    assert any("at the Birmingham Assay Office, with the wait for its collection" in reason for reason in quote.reasons)
    assert [step.index for step in quote.steps] == list(range(len(made.route.operations)))
    ready = [step.ready_at for step in quote.steps]
    assert ready == sorted(ready)
