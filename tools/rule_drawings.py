"""A drawing for each rule of the promise engine's model, made by the engine itself: a small workshop, its plan, its bars."""

from dataclasses import dataclass

import numpy as np
from svg import BLUE, FAINT, GOLD, NIGHT, ROSE, STONE, TEAL, Picture

from benchpin.smith.promise.contract import commission_of, floor_of
from benchpin.smith.promise.finite import finite_plan
from benchpin.smith.promise.foresight import empty_record, foresee
from benchpin.smith.promise.journal import Journal
from benchpin.smith.promise.kernel.simulate import simulate
from benchpin.smith.promise.kernel.state import empty_floor
from benchpin.smith.promise.kernel.tables import BENCH
from benchpin.smith.promise.packing import Packer

DAY, MORNING = 1440.0, 480.0
WEEK = {str(day): [[480, 720], [780, 960]] for day in range(5)}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LEFT, TOP, ROW, PLOT = 96, 58, 40, 720
COLOURS = {"set": GOLD, "polish": TEAL, "saw": "#8a6d8f", "cast": ROSE, "hallmark": BLUE, "cure": STONE, "approve": STONE,
           "mount": "#7d6b3f", "check": "#55707a"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Bar:
    job: str
    step: int
    kind: str
    who: str
    begins: float
    ends: float


def workshop(**more):
    return {
        "type": "workshop", "horizon_days": 120, "holidays": [],
        "artisans": [
            {"id": "Ines", "skills": ["set"], "shifts": WEEK},
            {"id": "Paul", "skills": ["polish", "check"], "shifts": WEEK},
            {"id": "Mara", "skills": ["saw"], "shifts": WEEK},
        ],
        "batch": [{"id": "kiln", "machines": 1, "capacity": 2, "key": "metal", "runs": {str(d): [960] for d in range(5)},
                   "stated_minutes": 900}],
        "services": [{"id": "assay", "pickups": {"1": [900], "4": [900]}, "stated_days": 2}],
        "op_types": {
            "set": {"kind": "artisan", "skill": "set", "needs_stones": True},
            "polish": {"kind": "artisan", "skill": "polish"},
            "saw": {"kind": "artisan", "skill": "saw"},
            "mount": {"kind": "artisan", "skill": "set"},
            "check": {"kind": "artisan", "skill": "check", "stated_fail": 0.5, "back_to": {"polish": 1.0}},
            "cast": {"kind": "batch", "resource": "kiln"},
            "hallmark": {"kind": "service", "resource": "assay"},
            "cure": {"kind": "wait", "stated_minutes": 900},
            "approve": {"kind": "wait", "stated_minutes": 2600},
        },
        **more,
    }  # fmt: skip


def job(key, *route, due=9.0, **more):
    steps = [{"op": step[0], "stated_min": step[1], **(step[2] if len(step) > 2 else {})} for step in route]
    return {"job": key, "internal_due": due * DAY, "features": {"metal": "gold"}, "route": steps, **more}


def packer_of(*jobs, stated=None):
    journal = Journal(floor_of(stated or workshop()))
    for one in jobs:
        journal.take({"type": "order", "t": MORNING, "job": one})
    return Packer(journal)


def planned(packer):
    plan = finite_plan(packer, seconds=60.0, most_tried=0)
    kinds = {key: making.commission.steps for key, making in packer.journal.jobs.items()}
    return [
        Bar(job=w.job, step=w.step, kind=kinds[w.job][w.step].kind, who=w.hand, begins=w.begins_at, ends=w.ends_at)
        for w in plan.work
    ]


def lived(packer, seed):
    """One future with its chances: every time a piece was at a bench."""
    pack = packer.pack(list(packer.journal.jobs.values()))
    record = empty_record(pack, recording=True)._replace(done_at=np.full(len(pack.keys), np.nan))
    floor = empty_floor(pack.jobs, pack.strands, pack.operations, pack.hands, pack.batches, pack.services, pack.skills)
    count = simulate(floor, pack.now, seed, True, -1, pack.jobs, pack.strands, pack.operations, pack.hands, pack.batches,
                     pack.services, pack.luck, record)  # fmt: skip
    making = next(iter(packer.journal.jobs.values()))
    return [
        Bar(job=pack.keys[0], step=int(row), kind=making.commission.steps[int(row)].kind,
            who=packer.floor.by_breadth[int(hand)].key, begins=float(begins), ends=float(ends))
        for hand, begins, ends, row in zip(record.hand[:count], record.begins[:count], record.ends[:count],
                                           record.operation[:count], strict=True)
        if row >= 0 and pack.operations.kind[row] == BENCH
    ]  # fmt: skip


def gantt(path, title, packer, bars, notes, days):
    keys = list(packer.journal.jobs)
    # Parts of an assembly have a line each: strands are the lines.
    lines = [(key, lane) for key in keys for lane in range(len(packer.journal.jobs[key].current))]
    picture = Picture(LEFT + PLOT + 24, TOP + ROW * len(lines) + 34 + 18 * len(notes), title)
    picture.words(20, 26, title, size=15, weight=600)
    width = PLOT / days

    def x(minute):
        return LEFT + minute / DAY * width

    for day in range(days):
        picture.words(x(day * DAY) + width / 2, TOP - 10, DAYS[day % 7], size=11, fill=FAINT, anchor="middle")
        open_at = [(480, 720), (780, 960)] if day % 7 < 5 else []
        picture.box(x(day * DAY), TOP, width, ROW * len(lines), NIGHT, 0)
        for begins, ends in open_at:
            picture.box(x(day * DAY + begins), TOP, (ends - begins) / DAY * width, ROW * len(lines), "#fffdf9", 0)
    for n, (key, lane) in enumerate(lines):
        y = TOP + n * ROW
        picture.line(LEFT, y + ROW, LEFT + PLOT, y + ROW, stroke="#ddd5c9", width=0.7)
        if lane == 0:
            picture.words(20, y + 25, key, size=12)
        layout = packer.journal.jobs[key].layout
        mine = sorted((bar for bar in bars if bar.job == key and layout.strand[layout.row[bar.step]] == lane),
                      key=lambda bar: bar.begins)  # fmt: skip
        last = None
        for bar, following in zip(mine, [*mine[1:], None], strict=True):
            room = x(following.begins) - x(bar.begins) if following else 1e9
            if last is not None and bar.begins > last + 1:
                picture.line(x(last), y + 22, x(bar.begins), y + 22, stroke=FAINT, width=1.2, dashes="2 3")
            _bar(picture, packer, bar, x, y, room)
            last = bar.ends
    for n, note in enumerate(notes):
        picture.words(20, TOP + ROW * len(lines) + 30 + 18 * n, note, size=12.5, fill="#5a524a")
    picture.save(path)


def _bar(picture, packer, bar, x, y, room):
    colour = COLOURS[bar.kind]
    hand = next((hand for hand in packer.floor.hands if hand.key == bar.who), None)
    if hand is None:
        picture.box(x(bar.begins), y + 12, max(2.0, x(bar.ends) - x(bar.begins)), 20, colour, opacity=0.85)
    else:
        picture.line(x(bar.begins), y + 22, x(bar.ends), y + 22, stroke=colour, width=2)
        for begins, ends in hand.windows:
            a, b = max(begins, bar.begins), min(ends, bar.ends)
            if a < b:
                picture.box(x(a), y + 12, max(1.5, x(b) - x(a)), 20, colour)
    label = next(said for said in (f"{bar.kind}, {bar.who}" if bar.who else bar.kind, bar.kind, "") if 5.4 * len(said) < room)
    picture.words(x(bar.begins), y + 9.5, label, size=9.5, fill="#5a524a")


def draw_rules(folder):
    one = packer_of(job("ring", ("saw", 500), ("cure", 0), ("polish", 90)))
    gantt(folder / "promise-route.svg", "A route: work, a rest that nobody attends, work", one, planned(one), [
        "Work stops at noon, in the evening and over the weekend, and goes on where it was put down.",
        "What cures or cools does so at night too. White: hours of work.",
    ], days=4)  # fmt: skip

    three = [job(f"gold {n}", ("polish", 60), ("cast", 0), ("polish", 60), due=5 + n) for n in (1, 2, 3)]
    silver = job("silver", ("cast", 0), ("polish", 60), due=8.5, features={"metal": "silver"})
    batch = packer_of(*three, silver)
    gantt(folder / "promise-batch.svg", "A run: one kiln, two places, one alloy at a time, every day at four", batch,
          planned(batch), [
        "Gold 1 is the most urgent and takes gold 2 along. Silver cannot ride with gold, and gold 3 finds no place: they wait.",
    ], days=5)  # fmt: skip

    away = packer_of(job("ring", ("polish", 120), ("hallmark", 0), ("polish", 60)),
                     job("late ring", ("polish", 600), ("hallmark", 0), ("polish", 60), due=12))  # fmt: skip
    gantt(folder / "promise-collection.svg", "A collection: the assay office comes on Tuesday and on Friday at three", away,
          planned(away), [
        "The late ring is packed after Tuesday's van has left. It waits for Friday's, and a weekend lies in its journey.",
    ], days=9)  # fmt: skip

    hold = packer_of(job("ring", ("approve", 0), ("saw", 120), ("set", 120), stone_eta=3.35 * DAY))
    gantt(folder / "promise-hold.svg", "What is waited for: the customer's answer, a stone under way", hold, planned(hold), [
        "An answer takes the time that answers take here; setting cannot begin before the stone is in the house.",
        "Both are drawn anew in every simulated future: late answers and late stones are part of the promise.",
    ], days=7)  # fmt: skip

    again = packer_of(job("ring", ("polish", 150), ("check", 40)))
    seed = next(seed for seed in range(1, 200) if len(lived(again, seed)) == 4)
    gantt(folder / "promise-rework.svg", "A check that fails: back to the step that its fault names", again,
          lived(again, seed), [
        f"One simulated future (seed {seed}): the first check sends the ring back to polishing, the second lets it pass.",
        "How often, and to where, is learned from the workshop's own inspections.",
    ], days=2)  # fmt: skip

    pair = packer_of(job("earrings", ("saw", 180, {"after": []}), ("polish", 60), ("cast", 0, {"after": []}),
                         ("polish", 90), ("mount", 60, {"after": [1, 3]})))  # fmt: skip
    gantt(folder / "promise-assembly.svg", "An assembly: parts are made side by side and joined when all are there", pair,
          planned(pair), [
        "The sawn part waits for the cast one. Pieces of one order are ready together in the same way: future by future.",
    ], days=4)  # fmt: skip


def draw_distribution(path):
    """Where a promise comes from: the same order put into many futures."""
    routes = [(("saw", 200), ("cast", 0), ("polish", 120), ("set", 150)), (("cast", 0), ("polish", 200)), (("set", 240),)]
    busy = packer_of(*(job(f"j{n}", *routes[n % 3], due=6 + n / 3) for n in range(14)))
    asked = commission_of(job("asked", ("saw", 120), ("cast", 0), ("polish", 90), ("hallmark", 0), ("set", 120), due=14))
    found = foresee(busy, seed=1, futures=400, coming_days=0).insert([asked], at=busy.journal.now, copies=2)
    days = np.floor(found.together / DAY)
    first, last = int(days.min()), min(int(days.max()), int(np.quantile(days, 0.995)) + 1)
    picture = Picture(LEFT + PLOT + 24, 300, "Eight hundred futures of one order")
    picture.words(20, 26, "Eight hundred futures of one order, and the days that are promised from them", size=15, weight=600)
    width = PLOT / (last - first + 1)
    most = max(np.mean(days == day) for day in range(first, last + 1))
    for day in range(first, last + 1):
        height = 170 * np.mean(days == day) / most
        picture.box(LEFT + (day - first) * width + 2, 250 - height, width - 4, height, GOLD)
        name = DAYS[day % 7]
        picture.words(LEFT + (day - first + 0.5) * width, 268, name, size=10, fill=FAINT, anchor="middle")
    for n, level in enumerate((0.5, 0.8, 0.95)):
        day = int(np.quantile(days, level, method="inverted_cdf"))
        at = LEFT + (day - first + 1) * width - 2
        picture.line(at, 60 + 18 * n, at, 250, stroke=TEAL if level > 0.5 else FAINT, width=1.5)
        said = "as likely before as after" if level == 0.5 else f"{level:.0%} sure"
        picture.words(at - 5, 68 + 18 * n, said, size=11.5, fill=TEAL if level > 0.5 else "#5a524a", anchor="end")
    picture.words(20, 290, "Nobody makes anything at the weekend; the collections of Tuesday and Friday make the hills.",
                  size=12.5, fill="#5a524a")  # fmt: skip
    picture.save(path)
