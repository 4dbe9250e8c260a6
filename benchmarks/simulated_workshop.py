"""A workshop that lives event by event, with all that a promise does not know. The rules of the study's benchmark.

`world` holds the truth (hidden), `shop` what everybody is told. All chance is drawn by (job, operation, attempt), so that two
programs that drive the same workshop differently meet the same luck. Messages are listed in `promise.py`.
"""

import bisect
import hashlib
import heapq
import random
import time

DAY = 1440.0
LEVELS = [0.1, 0.25, 0.5, 0.8, 0.9, 0.95]


def rng_for(*key):
    return random.Random(int.from_bytes(hashlib.blake2b(repr(key).encode(), digest_size=8).digest(), "big"))


class Calendar:
    """Sorted working windows [s,e) in minutes."""

    def __init__(self, windows):
        self.w = sorted(windows)
        self.s = [a for a, _ in self.w]
        self.cum = [0.0]
        for a, b in self.w:
            self.cum.append(self.cum[-1] + b - a)

    def idx(self, t):
        return bisect.bisect_right(self.s, t) - 1

    def open_at(self, t):
        i = self.idx(t)
        return i >= 0 and t < self.w[i][1]

    def worked(self, t):
        i = self.idx(t)
        if i < 0:
            return 0.0
        a, b = self.w[i]
        return self.cum[i] + min(t, b) - a

    def finish(self, t, work):
        x = self.worked(t) + work
        i = bisect.bisect_left(self.cum, x) - 1
        i = max(0, min(i, len(self.w) - 1))
        return self.w[i][0] + x - self.cum[i]


def windows_for(shop, art, days):
    hol = set(shop["holidays"])
    off = set()
    for a, b in art.get("vacation", []):
        off.update(range(a, b + 1))
    extra = {int(k): v for k, v in art.get("extra", {}).items()}
    out = []
    for d in range(days):
        if d in off:
            continue
        if d in extra:
            out += [(d * DAY + a, d * DAY + b) for a, b in extra[d]]
        elif d not in hol:
            out += [(d * DAY + a, d * DAY + b) for a, b in art["shifts"].get(str(d % 7), [])]
    return out


def run_times(spec, holidays, days):
    hol = set(holidays)
    return [d * DAY + m for d in range(days) if d not in hol for m in spec.get(str(d % 7), [])]


class Shop:
    """Event simulator.  `world` holds the truth (hidden), `shop` what everybody is told."""

    def __init__(self, shop, world, client=None, track="quote", log=None):
        self.shop, self.world, self.client, self.track = shop, world, client, track
        self.log = log
        self.days = shop["horizon_days"]
        self.heap, self.seq = [], 0
        self.arts = {a["id"]: a for a in shop["artisans"]}
        self.cal = {a: Calendar(windows_for(shop, s, self.days)) for a, s in self.arts.items()}
        self.idle = set(self.arts)
        self.away = set()
        self.busy = {}  # artisan -> (job, op, start, work_total, version)
        self.ver = dict.fromkeys(self.arts, 0)
        self.skillq = {}  # skill -> list of (prio, n, job, op)
        self.batchq = {b["id"]: [] for b in shop["batch"]}
        self.batch = {b["id"]: b for b in shop["batch"]}
        self.free_m = {b["id"]: b["machines"] for b in shop["batch"]}
        self.down = set()
        self.svcq = {s["id"]: [] for s in shop["services"]}
        self.svc = {s["id"]: s for s in shop["services"]}
        self.jobs = {}
        self.prio = {}
        self.quotes = {}
        self.done = {}
        self.runno = 0
        self.q_ms, self.p_ms = [], []
        self.nopen = 0
        self.eval_left = None

    def at(self, t, fn, *a):
        self.seq += 1
        heapq.heappush(self.heap, (t, self.seq, fn, a))

    def emit(self, m):
        if self.log is not None:
            self.log.append(m)
        if self.client is not None:
            self.client.handle(m)

    # -- running
    def run(self, until_jobs=None):
        self.emit({"type": "workshop", **self.shop})
        for a, c in self.cal.items():
            for s, _ in c.w:
                self.at(s, self.wake, a)
        for b in self.shop["batch"]:
            for t in run_times(b["runs"], self.shop["holidays"], self.days):
                self.at(t, self.batch_run, b["id"])
        for s in self.shop["services"]:
            hol = set(self.shop["holidays"]) | set(s.get("closed", []))
            for t in run_times(s["pickups"], hol, self.days):
                self.at(t, self.pickup, s["id"])
        for t, kind, arg in self.world.disturbances():
            self.at(t, getattr(self, "ev_" + kind), *arg)
        if self.track == "plan":
            hol = set(self.shop["holidays"])
            for d in range(self.days):
                if d % 7 < 5 and d not in hol:
                    for m in (475, 600, 720, 840, 960):
                        self.at(d * DAY + m, self.ask_plan)
        for t, job in self.world.orders():
            self.at(t, self.order, job)
        want = set(until_jobs) if until_jobs else None
        while self.heap:
            t, _, fn, a = heapq.heappop(self.heap)
            self.t = t
            fn(*a)
            if want is not None and not want:
                break
            if want is not None and len(self.done) and self.last_done in want:
                want.discard(self.last_done)
        return self

    last_done = None

    # -- orders
    def order(self, job):
        t = self.t
        if self.client is not None or self.log is not None:
            q = {"type": "quote", "id": job["job"], "t": t, "job": job, "levels": LEVELS}
            if self.log is not None:
                self.log.append(q)
            if self.client is not None:
                c0 = time.perf_counter()
                r = self.client.handle(q)
                self.q_ms.append((self.nopen, (time.perf_counter() - c0) * 1e3))
                self.quotes[job["job"]] = [max(t, float(x)) for x in r["q"]]
        j = {"spec": job, "i": -1, "attempt": 0, "t0": t, "stones": job.get("stone_eta") is None}
        self.jobs[job["job"]] = j
        self.nopen += 1
        self.emit({"type": "order", "t": t, "job": job})
        if not j["stones"]:
            for tt, kind, val in self.world.stones(job, t):
                self.at(tt, self.stone_event, job["job"], kind, val)
        self.advance(job["job"], 0)

    def stone_event(self, jid, kind, val):
        j = self.jobs[jid]
        if kind == "eta":
            self.emit({"type": "eta", "t": self.t, "job": jid, "eta": val})
        else:
            j["stones"] = True
            self.emit({"type": "stones", "t": self.t, "job": jid})
            if j.get("blocked"):
                j["blocked"] = False
                self.ready(jid)

    def key(self, jid, op):
        j = self.jobs[jid]["spec"]
        p = self.prio.get(f"{jid}/{op}", self.prio.get(jid)) if self.prio else None
        if p is None:
            return (0 if j["rush"] else 1, j["internal_due"], jid) if not self.prio else (1, 1e18, j["internal_due"])
        return (0, p, jid)

    def advance(self, jid, i):
        j = self.jobs[jid]
        j["i"] = i
        if i >= len(j["spec"]["route"]):
            self.done[jid] = self.t
            self.last_done = jid
            self.nopen -= 1
            self.emit({"type": "done", "t": self.t, "job": jid})
            return
        j["att"] = j.setdefault("atts", {}).get(i, 0)
        self.ready(jid)

    def ready(self, jid):
        j = self.jobs[jid]
        i = j["i"]
        op = j["spec"]["route"][i]
        ty = self.shop["op_types"][op["op"]]
        if ty.get("needs_stones") and not j["stones"]:
            j["blocked"] = True
            return
        kind = ty["kind"]
        if kind == "artisan":
            j["remaining"] = self.world.work(j["spec"], i, j["att"])  # nominal; artisan factor at start
            self.skillq.setdefault(ty["skill"], []).append((jid, i))
            self.try_start()
        elif kind == "batch":
            self.batchq[ty["resource"]].append((jid, i, self.t))
        elif kind == "service":
            self.svcq[ty["resource"]].append((jid, i))
        elif kind == "wait":
            self.emit({"type": "wait_start", "t": self.t, "job": jid, "op": i})
            self.at(self.t + self.world.wait(j["spec"], i, j["att"]), self.wait_end, jid, i)

    def wait_end(self, jid, i):
        self.emit({"type": "wait_end", "t": self.t, "job": jid, "op": i})
        self.finished(jid, i)

    # -- artisans
    def wake(self, a):
        if a in self.idle and a not in self.away:
            self.assign(a)

    def try_start(self):
        for a in sorted(
            (x for x in self.idle if x not in self.away),
            key=lambda x: (len(self.arts[x]["skills"]) + len(self.arts[x]["helps"]), x),
        ):
            self.assign(a)

    def assign(self, a):
        if a not in self.idle or a in self.away or not self.cal[a].open_at(self.t):
            return
        best = None
        for tier in (self.arts[a]["skills"], self.arts[a]["helps"]):
            for s in tier:
                for e in self.skillq.get(s, ()):
                    k = self.key(*e)
                    if best is None or k < best[0]:
                        best = (k, s, e)
            if best is not None:
                break
        if best is None:
            return
        _, s, (jid, i) = best
        self.skillq[s].remove((jid, i))
        j = self.jobs[jid]
        work = j["remaining"] * self.world.speed(a, j["spec"]["route"][i]["op"], self.t)
        self.idle.discard(a)
        self.ver[a] += 1
        self.busy[a] = (jid, i, self.t, work)
        self.emit({"type": "start", "t": self.t, "job": jid, "op": i, "attempt": j["att"], "who": a})
        self.at(self.cal[a].finish(self.t, work), self.art_finish, a, self.ver[a])

    def art_finish(self, a, v):
        if self.ver[a] != v or a not in self.busy:
            return
        jid, i, _t0, work = self.busy.pop(a)
        j = self.jobs[jid]
        self.idle.add(a)
        tot = work + j.pop("carried", 0.0)
        self.emit({"type": "finish", "t": self.t, "job": jid, "op": i, "attempt": j["att"], "who": a, "work": round(tot, 3)})
        self.finished(jid, i)
        self.assign(a)

    def ev_absent(self, a, until):
        if a in self.away:
            return
        self.away.add(a)
        self.emit({"type": "absent", "t": self.t, "who": a})
        if a in self.busy:
            jid, i, t0, work = self.busy.pop(a)
            self.ver[a] += 1
            self.idle.add(a)
            j = self.jobs[jid]
            done = self.cal[a].worked(self.t) - self.cal[a].worked(t0)
            frac = max(0.0, 1 - done / work)
            j["remaining"] = max(3.0, j["remaining"] * frac * 1.1)
            j["carried"] = j.get("carried", 0.0) + done
            self.emit(
                {"type": "pause", "t": self.t, "job": jid, "op": i, "attempt": j["att"], "who": a, "work": round(done, 3)}
            )
            ty = self.shop["op_types"][j["spec"]["route"][i]["op"]]
            self.skillq.setdefault(ty["skill"], []).append((jid, i))
            self.try_start()
        if until is None:
            self.emit({"type": "left", "t": self.t, "who": a})
        else:
            self.at(until, self.present, a)

    def ev_replaced(self, a):
        self.present(a)

    def present(self, a):
        self.away.discard(a)
        self.emit({"type": "present", "t": self.t, "who": a})
        self.assign(a)

    # -- batches and services
    def ev_down(self, r, until):
        self.down.add(r)
        self.emit({"type": "down", "t": self.t, "resource": r})
        self.at(until, self.up, r)

    def up(self, r):
        self.down.discard(r)
        self.emit({"type": "up", "t": self.t, "resource": r})

    def ev_notice(self, text, data):
        self.emit({"type": "notice", "t": self.t, "text": text, **data})

    def batch_run(self, b):
        spec = self.batch[b]
        if b in self.down or not self.batchq[b]:
            return
        q = sorted(self.batchq[b], key=lambda e: self.key(e[0], e[1]))
        left = []
        while q and self.free_m[b] > 0:
            k = self.jobs[q[0][0]]["spec"]["features"].get(spec["key"]) if spec["key"] else None
            load, rest, cap, oldest = [], [], spec["capacity"], 0.0
            for e in q:
                js = self.jobs[e[0]]["spec"]
                u = js["route"][e[1]].get("units", 1)
                if (spec["key"] is None or js["features"].get(spec["key"]) == k) and u <= cap:
                    load.append(e)
                    cap -= u
                    oldest = max(oldest, self.t - e[2])
                else:
                    rest.append(e)
            fill = 1 - cap / spec["capacity"]
            if fill + 1e-9 < spec.get("min_fill", 0) and oldest < spec.get("max_wait_min", 1e18):
                left += [e for e in q if e in load]
                q = rest
                continue
            q = rest
            self.free_m[b] -= 1
            self.runno += 1
            run = f"{b}#{self.runno}"
            ld = [[e[0], e[1]] for e in load]
            self.emit({"type": "batch_start", "t": self.t, "resource": b, "run": run, "load": ld})
            self.at(self.t + self.world.batch_time(b, self.t, self.free_m[b]), self.batch_finish, b, run, ld)
        self.batchq[b] = q + left

    def batch_finish(self, b, run, ld):
        self.free_m[b] += 1
        self.emit({"type": "batch_finish", "t": self.t, "resource": b, "run": run, "load": ld})
        for jid, i in ld:
            self.finished(jid, i)

    def pickup(self, s):
        if s in self.down or not self.svcq[s] or int(self.t // DAY) in self.world.closed_days.get(s, ()):
            return
        ld, self.svcq[s] = self.svcq[s], []
        self.emit({"type": "send", "t": self.t, "service": s, "load": [list(e) for e in ld]})
        by = {}
        for jid, i in ld:
            by.setdefault(self.world.service_return(s, self.t, self.jobs[jid]["spec"]), []).append([jid, i])
        for tt, returned in by.items():
            self.at(tt, self.service_back, s, returned)

    def service_back(self, s, ld):
        self.emit({"type": "back", "t": self.t, "service": s, "load": ld})
        for jid, i in ld:
            self.finished(jid, i)

    # -- finishing an op, checks
    def finished(self, jid, i):
        j = self.jobs[jid]
        att = j["att"]
        j["atts"][i] = att + 1
        to = self.world.check(j["spec"], i, att)
        if to is not None:
            self.emit({"type": "fail", "t": self.t, "job": jid, "op": i, "to": to})
            self.advance(jid, to)
        else:
            self.advance(jid, i + 1)

    def ask_plan(self):
        c0 = time.perf_counter()
        r = self.client.handle({"type": "plan", "t": self.t})
        self.p_ms.append((self.nopen, (time.perf_counter() - c0) * 1e3))
        if r and "priority" in r:
            self.prio = r["priority"]
