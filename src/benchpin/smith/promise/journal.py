"""The workshop's own story, event by event: where every piece is now, and what can be learned from how it got there.

The same events in the same order give the same journal. Messages are those of the promise contract, see `contract.py`.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from benchpin.smith.promise.contract import commission_of
from benchpin.smith.promise.floor import DAY, Floor, skill_bits
from benchpin.smith.promise.kernel.tables import (
    AT_HAND,
    AWAY,
    BATCH,
    BENCH,
    GONE,
    IN_BATCH,
    OUTSIDE,
    PRESENT,
    READY,
    SERVICE,
    WAITS_FOR_PARTS,
)  # fmt: skip
from benchpin.smith.promise.learning.beliefs import Beliefs
from benchpin.smith.promise.learning.rules import Waiting
from benchpin.smith.promise.learning.times import Record
from benchpin.smith.promise.making import Making, begin, rest_or_wait

__all__ = ["Journal"]

Message = Mapping[str, Any]
LEAST_WORK_MINUTES = 0.5  # opened and closed at one stroke: nobody measured anything
SILENT_MINUTES = 240.0  # of their working time: nobody at a bench rests half a day while work waits
MISSED_MINUTES = 30.0  # a run or a collection that is half an hour late is not coming
REMEMBERED = 300  # orders that tell what the next ones will be like


class Journal:
    """Where everything is. Read by whoever simulates; changed by `take` alone."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.now = 0.0
        self.beliefs = Beliefs(floor)
        self.jobs: dict[str, Making] = {}
        self.recent: list[tuple[float, Making]] = []
        self.where = {hand.key: (PRESENT, 0.0) for hand in floor.hands}
        self.down: dict[str, float] = {}
        self.closed_days = {service.key: set(service.closed_days) for service in floor.services}
        self.changes = 0  # of the kind that makes an old simulation wrong
        self._finished_at: dict[str, float] = {}
        self._last_started = dict.fromkeys([*floor.service_index, *floor.process_index], 0.0)
        self._on: dict[str, Callable[[Message], None]] = {
            "order": self._order, "start": self._start, "pause": self._pause, "finish": self._finish,
            "batch_start": self._batch_start, "batch_finish": self._batch_finish, "send": self._send, "back": self._back,
            "wait_start": self._wait_start, "wait_end": self._wait_end, "fail": self._fail, "eta": self._eta,
            "stones": self._stones, "absent": self._absent, "present": self._present, "left": self._left, "down": self._down,
            "up": self._up, "notice": self._notice, "done": self._done, "cancel": self._cancel,
        }  # fmt: skip

    def take(self, message: Message) -> None:
        """Write one event down. Kinds that change nothing here are passed over."""
        self.now = max(self.now, float(message.get("t", self.now)))
        self.beliefs.learn(self.now)  # when it is due, and not when somebody asks: asking changes nothing
        if (act := self._on.get(message["type"])) is not None:
            act(message)

    def _order(self, message: Message) -> None:
        commission = commission_of(message["job"])
        self.jobs[commission.key] = begin(self.floor, commission, self.now)
        self.recent.append((self.now, begin(self.floor, commission, self.now)))
        del self.recent[:-REMEMBERED]
        self.beliefs.demand.add(self.now)

    def _start(self, message: Message) -> None:
        making, s, row = self._at(message)
        if making is not None:
            self._watch_choice(making, s, row)
            making.state[s] = AT_HAND
            making.who[s] = self.floor.hand_index.get(message["who"], 0)
            making.since[s] = self.now

    def _watch_choice(self, making: Making, s: int, row: int) -> None:
        """Tell the beliefs which piece was taken up and which were left, if any waited for the same skill."""
        place = making.layout.place[row]
        others = [
            _waiting(other, lane)
            for other in self.jobs.values()
            for lane, state in enumerate(other.state)
            if state == READY and other is not making and _on_bench(other, lane, place) and other.material_at < 0
        ]
        if others:
            self.beliefs.rule.chosen(_waiting(making, s), others)

    def _pause(self, message: Message) -> None:
        making, s, _ = self._at(message)
        if making is not None:
            carried = making.carried[s] + float(message["work"])
            rest_or_wait(making, s, self.now)
            making.carried[s] = carried

    def _finish(self, message: Message) -> None:
        making, s, row = self._at(message)
        if making is None:
            return
        self._learn_work(making, s, row, message)
        self._over(making, s, row)

    def _learn_work(self, making: Making, s: int, row: int, message: Message) -> None:
        work, hand = float(message["work"]), message["who"]
        in_bulk = (
            self._finished_at.get(hand) == self.now
        )  # closed with the work before it, in the evening: nobody knows its time
        self._finished_at[hand] = self.now
        if making.carried[s] > 0 or in_bulk or work < LEAST_WORK_MINUTES or hand not in self.floor.hand_index:
            return
        kind, commission = int(making.layout.type[row]), making.commission
        stated = making.layout.log_stated[row] + self.beliefs.level_pace(hand, kind)
        self.beliefs.worked(
            Record(
                type=kind,
                hand=hand,
                design=commission.design,
                job=commission.key,
                features=commission.features,
                again=bool(making.attempt[row]),
                log_ratio=float(np.log(work) - stated),
                at=self.now,
            )
        )

    def _batch_start(self, message: Message) -> None:
        self._last_started[message["resource"]] = self.now
        for making, s, _ in self._loaded(message):
            making.state[s], making.since[s] = IN_BATCH, self.now
            making.run[s] = str(message["run"])

    def _batch_finish(self, message: Message) -> None:
        loaded = self._loaded(message)
        if loaded:
            making, s, _ = loaded[0]
            took = max(1.0, self.now - float(making.since[s]))
            self.beliefs.processes[self.floor.process_index[message["resource"]]].add(took, self.now)
        for making, s, row in loaded:
            self._over(making, s, row)

    def _send(self, message: Message) -> None:
        self._last_started[message["service"]] = self.now
        for making, s, _ in self._loaded(message):
            making.state[s], making.since[s] = OUTSIDE, self.now
            making.run[s] = str(len(message["load"]))

    def _back(self, message: Message) -> None:
        v = self.floor.service_index[message["service"]]
        loaded = self._loaded(message)
        self.beliefs.return_minutes[v].add(self.now % DAY, self.now)
        for making, s, row in loaded:
            days = self._service_days(message["service"], float(making.since[s]), self.now)
            # What was sent together mostly comes back together: it tells of one journey, not of many.
            self.beliefs.turnarounds[v].add(days, self.now, 1.0 / float(making.run[s] or 1))
            self._over(making, s, row)

    def _service_days(self, service: str, sent: float, back: float) -> int:
        closed = self.closed_days[service]
        return sum(self.floor.works(day) and day not in closed for day in range(int(sent // DAY) + 1, int(back // DAY) + 1))

    def _wait_start(self, message: Message) -> None:
        making, s, _ = self._at(message)
        if making is not None:
            making.since[s] = self.now

    def _wait_end(self, message: Message) -> None:
        making, s, row = self._at(message)
        if making is not None:
            took = max(1.0, self.now - float(making.since[s]))
            self.beliefs.waits[int(making.layout.place[row])].add(took, self.now)
            self._over(making, s, row)

    def _over(self, making: Making, s: int, row: int) -> None:
        """A step is done: count its check as passed until told otherwise, and let what follows begin."""
        kind = self.floor.kinds[int(making.layout.type[row])].key
        self.beliefs.checked(kind, failed_to=None, now=self.now)
        making.attempt[row] += 1
        making.current[s] = row + 1
        if row < making.layout.last[s]:
            rest_or_wait(making, s, self.now)
            return
        for n in making.layout.follows[s]:
            making.needs[n] -= 1
            if making.needs[n] == 0:
                rest_or_wait(making, n, self.now)

    def _fail(self, message: Message) -> None:
        making = self.jobs.get(message["job"])
        if making is None:
            return
        s, row = making.strand_of(message["op"])
        e, target = making.strand_of(message["to"])
        kinds = [self.floor.kinds[int(making.layout.type[r])].key for r in (row, target)]
        self.beliefs.checked(kinds[0], failed_to=kinds[1], now=self.now)
        self._reopen(making, e, s)
        making.current[e] = target
        rest_or_wait(making, e, self.now)

    def _reopen(self, making: Making, e: int, s: int) -> None:
        """Everything on the way from strand `e` to strand `s` is to be done again."""
        follows = making.layout.follows
        if making.current[s] > making.layout.last[s]:  # its last step had let others begin
            for n in follows[s]:
                making.needs[n] += 1
                making.state[n] = WAITS_FOR_PARTS
        while e != s and follows[e]:
            e = follows[e][0]
            making.needs[e] += 1
            making.current[e] = making.layout.first[e]
            making.state[e] = WAITS_FOR_PARTS

    def _eta(self, message: Message) -> None:
        if (making := self.jobs.get(message["job"])) is not None:
            if making.material_told == 0 and making.material_at >= 0:
                self.beliefs.late[0].add((float(message["eta"]) - making.material_at) / DAY, self.now)
            making.material_at, making.material_told = float(message["eta"]), 1
            self.changes += 1

    def _stones(self, message: Message) -> None:
        if (making := self.jobs.get(message["job"])) is not None and making.material_at >= 0:
            self.beliefs.late[making.material_told].add((self.now - making.material_at) / DAY, self.now)
            making.material_at = -1.0

    def _absent(self, message: Message) -> None:
        self.where[message["who"]] = (AWAY, self.now)
        self.beliefs.spell_counts[message["who"]] += 1
        self.changes += 1

    def _present(self, message: Message) -> None:
        where, since = self.where[message["who"]]
        self.where[message["who"]] = (PRESENT, self.now)
        days = (self.now - since) / DAY
        (self.beliefs.replaced if where == GONE else self.beliefs.spells).add(days, self.now)
        self.changes += 1

    def _left(self, message: Message) -> None:
        if self.where[message["who"]][0] == AWAY and self.where[message["who"]][1] == self.now:
            self.beliefs.spell_counts[message["who"]] -= 1  # told as an absence first
        self.where[message["who"]] = (GONE, self.now)
        self.changes += 1

    def _down(self, message: Message) -> None:
        self.down[message["resource"]] = self.now
        self.changes += 1

    def _up(self, message: Message) -> None:
        since = self.down.pop(message["resource"], self.now)
        self.beliefs.repairs.add((self.now - since) / DAY, self.now)
        self.changes += 1

    def _notice(self, message: Message) -> None:
        if message.get("service") in self.closed_days and "closed" in message:
            self.closed_days[message["service"]] |= {int(day) for day in message["closed"]}
            self.changes += 1

    def _done(self, message: Message) -> None:
        self.jobs.pop(message["job"], None)
        self.beliefs.times.of_job.pop(message["job"], None)

    def _cancel(self, message: Message) -> None:
        if self.jobs.pop(message["job"], None) is not None:
            self.changes += 1

    def silent_hands(self) -> dict[str, float]:
        """Who should be at work, has work waiting, and has touched none for half a working day; since when."""
        waiting: dict[int, float] = {}
        for making, s, row in self._ready():
            if making.layout.kind[row] == BENCH and making.material_at < 0:
                place = int(making.layout.place[row])
                waiting[place] = min(waiting.get(place, self.now), making.ready_at[s])
        busy = {int(making.who[s]) for making in self.jobs.values() for s in np.flatnonzero(making.state == AT_HAND)}
        silent = {}
        for n, hand in enumerate(self.floor.by_breadth):
            if n in busy or self.where[hand.key][0] != PRESENT:
                continue
            bits = skill_bits(self.floor, hand.skills)
            begun = [since for place, since in waiting.items() if bits >> place & 1]
            if begun:
                idle_from = max(min(begun), self.where[hand.key][1], self._finished_at.get(hand.key, 0.0))
                if hand.worked(idle_from, self.now) > SILENT_MINUTES:
                    silent[hand.key] = idle_from
        return silent

    def silent_processes(self) -> dict[str, float]:
        """Which processes let a run pass though work waited and a machine stood free; since when."""
        silent = {}
        for n, process in enumerate(self.floor.processes):
            waiting = self._oldest(BATCH, n)
            if waiting is None or process.least_fill > 0:
                continue
            missed = self._missed(process.runs, max(waiting, self._last_started[process.key]))
            running = {making.run[s] for making in self.jobs.values() for s in np.flatnonzero(making.state == IN_BATCH)
                       if making.layout.place[making.current[s]] == n}  # fmt: skip
            if missed is not None and len(running) < process.machines:
                silent[process.key] = missed
        return silent

    def silent_services(self) -> dict[str, float]:
        """Which services did not come though something waited for them; since when."""
        silent = {}
        for n, service in enumerate(self.floor.services):
            waiting = self._oldest(SERVICE, n)
            if waiting is None:
                continue
            pickups = [at for at in service.pickups if int(at // DAY) not in self.closed_days[service.key]]
            missed = self._missed(pickups, max(waiting, self._last_started[service.key]))
            if missed is not None:
                silent[service.key] = missed
        return silent

    def _missed(self, times: Sequence[float], since: float) -> float | None:
        """The first of these times after `since` that should be over by now."""
        first = bisect_right(times, since + 1e-6)
        return times[first] if first < len(times) and times[first] < self.now - MISSED_MINUTES else None

    def _ready(self) -> Iterator[tuple[Making, int, int]]:
        for making in self.jobs.values():
            for s, state in enumerate(making.state):
                if state == READY and making.current[s] <= making.layout.last[s]:
                    yield making, s, int(making.current[s])

    def _oldest(self, kind: int, place: int) -> float | None:
        return min(
            (
                making.ready_at[s]
                for making, s, row in self._ready()
                if making.layout.kind[row] == kind and making.layout.place[row] == place
            ),
            default=None,
        )

    def _at(self, message: Message) -> tuple[Making | None, int, int]:
        making = self.jobs.get(message["job"])
        if making is None:
            return None, 0, 0
        s, row = making.strand_of(int(message["op"]))
        making.current[s] = row
        return making, s, row

    def _loaded(self, message: Message) -> list[tuple[Making, int, int]]:
        found = [(self.jobs[job], *self.jobs[job].strand_of(int(op))) for job, op in message["load"] if job in self.jobs]
        for making, s, row in found:
            making.current[s] = row
        return found


def _on_bench(making: Making, s: int, place: int) -> bool:
    row = making.current[s]
    return bool(row <= making.layout.last[s] and making.layout.kind[row] == BENCH and making.layout.place[row] == place)


def _waiting(making: Making, s: int) -> Waiting:
    minutes = float(np.exp(making.layout.log_stated[making.current[s]]))
    return Waiting(making.commission, making.began_at, making.ready_at[s], minutes)
