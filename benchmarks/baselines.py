"""The rules of the trade and of the due-date literature, as programs that speak the contract (standard library only).

con: the rolling quantile of past lead times by rush class. twk: a multiple of the stated work. jiq: the same of the work and
of the jobs in the queue, the best of the simple rules. edd, slack: dispatch rules on the shop's own due days.
"""

import math

DAY = 1440.0


class Rolling:
    def __init__(self, kind="con", plan=None):
        self.kind, self.plan = kind, plan
        self.open, self.past, self.levels = {}, [], None

    def x(self, job):
        return sum(e.get("stated_min", 0) for e in job["route"])

    def key(self, job, queue):
        if self.kind == "twk":
            return max(10.0, self.x(job))
        if self.kind == "jiq":
            return max(1.0, 6.0 + self.x(job) / 200 + queue)
        return 1.0

    def handle(self, m):
        t = m["type"]
        if t == "workshop":
            self.shop = m
            self.cap = sum(sum(b - a for s in A["shifts"].values() for a, b in s) / 7 for A in m["artisans"])
        elif t == "quote":
            q = sum(o["x"] for o in self.open.values()) / self.cap
            k = self.key(m["job"], q)
            P = sorted(y / z for y, z, r in self.past[-400:] if r == m["job"]["rush"]) or sorted(
                y / z for y, z, r in self.past[-400:]
            )
            if len(P) < 20:
                return {"q": [m["t"] + 21 * DAY * (0.6 + 0.5 * level) for level in m["levels"]]}
            return {"q": [m["t"] + DAY * k * P[min(len(P) - 1, math.ceil(level * (len(P) + 1)) - 1)] for level in m["levels"]]}
        elif t == "order":
            q = sum(o["x"] for o in self.open.values()) / self.cap
            self.open[m["job"]["job"]] = {
                "t": m["t"],
                "k": self.key(m["job"], q),
                "x": self.x(m["job"]),
                "job": m["job"],
                "op": 0,
            }
        elif t in ("finish", "wait_end") and m["job"] in self.open:
            self.open[m["job"]]["op"] = m["op"] + 1
        elif t == "fail":
            self.open[m["job"]]["op"] = m["to"]
        elif t in ("batch_finish", "back"):
            for j, i in m["load"]:
                self.open[j]["op"] = i + 1
        elif t == "done":
            o = self.open.pop(m["job"])
            self.past.append(((m["t"] - o["t"]) / DAY, o["k"], o["job"]["rush"]))
        elif t == "plan":
            if self.plan is None:
                return {}
            pr, kinds = {}, self.shop["op_types"]
            for j, o in self.open.items():
                d, route = o["job"]["internal_due"], o["job"]["route"]
                if self.plan == "edd":
                    pr[j] = d
                    continue
                r = sum(
                    e.get("stated_min", 0) * 3.2
                    if kinds[e["op"]]["kind"] == "artisan"
                    else {"batch": 1300, "service": 7500, "wait": 900}[kinds[e["op"]]["kind"]]
                    for e in route[o["op"] :]
                )
                pr[j] = d - r
            return {"priority": pr}
        return None


def con():
    return Rolling("con")


def twk():
    return Rolling("twk")


def jiq():
    return Rolling("jiq")


def edd():
    return Rolling("con", "edd")


def slack():
    return Rolling("con", "slack")
