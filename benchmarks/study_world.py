"""The study's workshop: what it states, and the truth behind it.

Fifteen people, printers, kilns and a plating tank, an assay office with two collections a week, approvals, stones with a
day of arrival, checks that fail, illness, breakdowns, a season. Everything hidden is drawn from the seed.
"""

import math
import random

from simulated_workshop import DAY, rng_for, windows_for


def _shift(days, am=(480, 720), pm=(780, 990)):
    return {str(d): [list(am), list(pm)] for d in days}


def make_workshop(size=1.0, days=730):
    """What the workshop states.  Epoch = Monday 1 July 2024.  size scales people and machines."""

    def n(k):
        return max(1, round(k * size))

    arts = []

    def add(k, name, skills, days_=range(5), helps=lambda x: []):
        for x in range(n(k)):  # `helps`: skills used only when nothing waits for `skills`
            arts.append({"id": f"{name}{x}", "skills": skills, "helps": helps(x), "shifts": _shift(days_)})

    add(2, "cad", ["cad", "file"])
    add(2, "tech", ["prep", "cast"], helps=lambda x: ["clean"] if x % 2 else [])
    add(4, "bench", ["clean", "assemble"])
    add(3, "setter", ["set"], helps=lambda x: [] if x % 3 else ["clean"])
    add(2, "polish", ["polish"], helps=lambda x: ["qc"] if x % 2 else [])
    add(1, "engrave", ["engrave"], range(1, 5))
    add(1, "quality", ["qc"])
    hol = [d for d in range(days) if d % 365 in (45, 123, 177, 178, 179, 180, 181, 182, 183, 184, 290, 304)]
    r = random.Random(99)
    for a in arts:  # known summer and winter leave, known Saturdays before Christmas
        a["vacation"] = [
            [y * 365 + s, y * 365 + s + 6]
            for y in range(days // 365 + 1)
            for s in (r.choice([21, 28, 35, 42, 49]), r.choice([224, 231, 238, 259]))
        ]
        a["extra"] = {str(d): [[480, 720]] for d in range(days) if d % 7 == 5 and 138 <= d % 365 <= 170}
    wk = range(5)
    batch = [
        {
            "id": "printer",
            "machines": n(2),
            "capacity": 8,
            "key": None,
            "runs": {str(d): [540, 990] for d in wk},
            "stated_minutes": 400,
        },
        {
            "id": "kiln",
            "machines": n(4),
            "capacity": 8,
            "key": "metal",
            "runs": {str(d): [960] for d in wk},
            "stated_minutes": 900,
        },
        {
            "id": "tank",
            "machines": n(1),
            "capacity": 12,
            "key": "metal",
            "runs": {str(d): [600, 840] for d in (0, 2, 4)},
            "stated_minutes": 90,
        },
    ]
    services = [{"id": "hallmark", "pickups": {"1": [900], "4": [900]}, "stated_days": 3}]
    ops = {
        "cad": {"kind": "artisan", "skill": "cad"},
        "approve": {"kind": "wait", "stated_minutes": 2 * DAY, "hold": "customer"},
        "file": {"kind": "artisan", "skill": "file"},
        "print": {"kind": "batch", "resource": "printer", "stated_fail": 0.03, "back_to": {"print": 1.0}},
        "prep": {"kind": "artisan", "skill": "prep"},
        "burnout": {"kind": "batch", "resource": "kiln"},
        "cast": {"kind": "artisan", "skill": "cast", "stated_fail": 0.03, "back_to": {"print": 1.0}},
        "clean": {"kind": "artisan", "skill": "clean"},
        "assemble": {"kind": "artisan", "skill": "assemble"},
        "hallmark": {"kind": "service", "resource": "hallmark"},
        "set": {"kind": "artisan", "skill": "set", "needs_stones": True},
        "engrave": {"kind": "artisan", "skill": "engrave"},
        "polish": {"kind": "artisan", "skill": "polish"},
        "plate": {"kind": "batch", "resource": "tank"},
        "dry": {"kind": "wait", "stated_minutes": 240},
        "qc": {"kind": "artisan", "skill": "qc", "stated_fail": 0.05, "back_to": {"polish": 0.6, "set": 0.2, "clean": 0.2}},
    }
    return {
        "version": 1,
        "time_unit": "min",
        "epoch": "2024-07-01",
        "horizon_days": days,
        "holidays": hol,
        "artisans": arts,
        "batch": batch,
        "services": services,
        "op_types": ops,
        "rework_factor": 0.6,
        "stated_season": [[130, 165, 1.3], [196, 221, 1.2], [15, 60, 0.9]],
        "dispatch": "rush first, then internal_due; batches filled in the same order",
    }


STATED = {
    "cad": (150, 0),
    "file": (12, 0),
    "prep": (14, 0),
    "cast": (10, 0),
    "clean": (55, 0.10),
    "assemble": (40, 0.10),
    "set": (20, 0.62),
    "engrave": (28, 0),
    "polish": (38, 0.08),
    "qc": (10, 0.1),
}  # minutes at 0 stones, exponent on (1+stones)
PRODUCTS = [("band", 0.27), ("solitaire", 0.24), ("pave", 0.17), ("pendant", 0.14), ("earrings", 0.11), ("bespoke", 0.07)]
METALS = [("au18y", 0.34), ("au18w", 0.26), ("au14y", 0.2), ("ag925", 0.14), ("pt950", 0.06)]


def pick(r, table):
    x = r.random() * sum(w for _, w in table)
    for v, w in table:
        x -= w
        if x <= 0:
            return v
    return table[-1][0]


class World:
    """Hidden truth of the public benchmark: lognormal work, biases and effects unknown to the forecaster."""

    peak = 1.35
    closed_days = {}  # service -> days closed that were not known at the start

    def __init__(self, shop, seed, util, days_orders, size=1.0):
        self.shop, self.seed, self.util, self.days_orders = shop, seed, util, days_orders
        r = rng_for(seed, "world")
        ops = shop["op_types"]
        self.bias = {o: r.gauss(0.05, 0.18) for o in ops}
        self.kappa = {o: r.gauss(0, 0.10) for o in ops}  # wrong exponent on stones
        self.metal = {(o, m): r.gauss(0, 0.10) for o in ops for m, _ in METALS}
        self.sig = {o: r.uniform(0.22, 0.42) for o in ops}
        self.spd = {(a["id"], o): math.exp(r.gauss(0, 0.10)) for a in shop["artisans"] for o in ops}
        self.ndesign = 80
        self.design = {f"D{k}": r.gauss(0, 0.20) for k in range(self.ndesign)}
        self.dprod = {f"D{k}": pick(r, PRODUCTS[:-1]) for k in range(self.ndesign)}
        self.dstones = {
            d: {
                "band": 0,
                "solitaire": 1,
                "pave": r.randint(8, 36),
                "pendant": r.choice([0, 0, 1, 3]),
                "earrings": r.choice([0, 2, 2, 12]),
            }[p]
            for d, p in self.dprod.items()
        }
        self.dw = [(f"D{k}", 1 / (k + 3)) for k in range(self.ndesign)]
        self.failp = {o: v["stated_fail"] * math.exp(r.gauss(0.15, 0.25)) for o, v in ops.items() if "stated_fail" in v}
        self.rate = self._rate(size)

    # --- orders
    def season(self, d):
        x = d % 365
        if 132 <= x <= 164:
            return self.peak  # ~10 Nov - 12 Dec
        if 198 <= x <= 219:
            return 1.22  # ~15 Jan - 5 Feb
        if 15 <= x <= 60:
            return 0.85
        return 0.97

    def spec(self, r, jid, t):
        if r.random() < 0.07:
            prod, design = "bespoke", f"X{jid}"
            stones = r.choice([0, 1, 1, 3, 8, 20])
        else:
            design = pick(r, self.dw)
            prod, stones = self.dprod[design], self.dstones[design]
        metal = pick(r, METALS)
        eng = r.random() < (0.5 if prod == "band" else 0.12)
        hall = metal != "ag925" and r.random() < 0.8
        route = (["cad", "approve"] if prod == "bespoke" else ["file"]) + ["print", "prep", "burnout", "cast", "clean"]
        if prod in ("pendant", "earrings", "bespoke"):
            route.append("assemble")
        if hall:
            route.append("hallmark")
        if stones:
            route.append("set")
        route.append("polish")
        if eng:
            route.append("engrave")
        if metal in ("au18w", "ag925"):
            route += ["plate", "dry"]
        route.append("qc")
        units = 2 if prod == "earrings" else 1
        ro = []
        for o in route:
            e = {"op": o}
            if o in STATED:
                b, k = STATED[o]
                e["stated_min"] = round(b * (1 + stones) ** k * (1.35 if units == 2 else 1), 1)
            if self.shop["op_types"][o]["kind"] == "batch":
                e["units"] = units
            ro.append(e)
        rush = r.random() < 0.07
        eta = None
        if stones and r.random() < (0.75 if stones < 5 else 0.5):
            eta = t + r.choice([2, 3, 4, 5, 7, 9]) * DAY
        work = sum(e.get("stated_min", 0) for e in ro)
        nwait = len(ro)
        due = t + DAY * (2 + 0.9 * nwait + work / 120) * (0.5 if rush else 1)
        return {
            "job": jid,
            "product": prod,
            "design": design,
            "rush": rush,
            "internal_due": round(due, 1),
            "stone_eta": eta,
            "features": {
                "stones": stones,
                "metal": metal,
                "engrave": int(eng),
                "units": units,
                "bespoke": int(prod == "bespoke"),
            },
            "route": ro,
        }

    def _rate(self, size):
        """Orders a day so that the busiest skill group has `util` of its capacity on average over a year."""
        load, N = {}, 3000
        for k in range(N):
            r = rng_for(self.seed, "probe", k)
            s = self.spec(r, f"P{k}", 0.0)
            for i, e in enumerate(s["route"]):
                ty = self.shop["op_types"][e["op"]]
                if ty["kind"] == "artisan":
                    x = self.work(s, i, 0)
                    p = self.failp.get("qc", 0)
                    x *= 1 + {
                        "polish": 0.6 * p * 0.6,
                        "set": 0.2 * p * 0.6,
                        "clean": 0.2 * p * 0.6,
                        "prep": 0.06,
                        "cast": 0.03,
                        "qc": p,
                    }.get(e["op"], 0)
                    load[ty["skill"]] = load.get(ty["skill"], 0) + x / N
        cap, days = {}, 365
        for a in self.shop["artisans"]:
            cap[a["id"]] = sum(b - s for s, b in windows_for(self.shop, a, days)) * 0.97 / days  # 3 % sick leave
        sk = sorted(load)
        mask = {a["id"]: sum(1 << sk.index(s) for s in a["skills"] + a["helps"] if s in load) for a in self.shop["artisans"]}
        best = (0, 0)
        for m in range(1, 1 << len(sk)):  # Hall bound: a set of skills against everybody who has one of them
            c = sum(cap[x] for x, k in mask.items() if k & m)
            best = max(best, (sum(load[s] for i, s in enumerate(sk) if m >> i & 1) / c, m))
        self.bottleneck = [s for i, s in enumerate(sk) if best[1] >> i & 1]
        u = {0: best[0]}
        return self.util / max(u.values())

    def orders(self):
        r = rng_for(self.seed, "arrivals")
        k, out = 0, []
        tot = sum((0.6 if d % 7 > 4 else 1.16) * self.season(d) for d in range(365)) / 365
        for d in range(self.days_orders):
            lam = self.rate * self.season(d) * (0.6 if d % 7 > 4 else 1.16) / tot * self.demand_factor(d)
            n = self._poisson(r, lam)
            ts = sorted(d * DAY + 60 * r.triangular(7, 24, 19) for _ in range(n))
            for t in ts:
                out.append((t, self.spec(rng_for(self.seed, "job", k), f"J{k}", t)))
                k += 1
        return out

    def demand_factor(self, d):
        return 1.0

    @staticmethod
    def _poisson(r, lam):
        n, p, L = 0, r.random(), math.exp(-lam)
        while p > L:
            n += 1
            p *= r.random()
        return n

    # --- durations: the same for the same (job, op, attempt) whatever the schedule
    def work(self, job, i, att):
        e = job["route"][i]
        o = e["op"]
        r = rng_for(self.seed, job["job"], i, att)
        z = rng_for(self.seed, job["job"], "latent").gauss(0, 0.12)
        st = math.log1p(job["features"]["stones"]) - 1.0
        g = self.design.get(job["design"])
        if g is None:
            g = rng_for(self.seed, job["design"]).gauss(0, 0.28)
        x = (
            math.log(e["stated_min"])
            + self.bias[o]
            + self.kappa[o] * st
            + self.metal[o, job["features"]["metal"]]
            + g
            + z
            + r.gauss(0, self.sig[o])
        )
        m = math.exp(x)
        if r.random() < 0.02:
            m *= r.uniform(1.8, 3.2)  # something went wrong at the bench
        return m * (self.shop["rework_factor"] if att else 1.0)

    def speed(self, a, o, t):
        return self.spd[a, o]

    def wait(self, job, i, att):
        o = job["route"][i]["op"]
        r = rng_for(self.seed, job["job"], i, att)
        return math.exp(r.gauss(math.log(1.3 * DAY), 0.8)) if o == "approve" else math.exp(r.gauss(math.log(250), 0.1))

    def batch_time(self, b, t, m):
        base = {"printer": 390, "kiln": 905, "tank": 95}[b]
        return base * math.exp(rng_for(self.seed, b, t, m).gauss(0, 0.12 if b == "printer" else 0.04))

    def service_return(self, s, t, job):
        r = rng_for(self.seed, s, t)
        n = r.choices([2, 3, 4, 6], [0.22, 0.5, 0.2, 0.08])[0]
        if rng_for(self.seed, s, job["job"], t).random() < 0.02:
            n += 5
        return self.add_workdays(t, n) + 11 * 60

    def add_workdays(self, t, n, closed=()):
        d = int(t // DAY)
        hol = set(self.shop["holidays"]) | set(closed)
        while n > 0:
            d += 1
            if d % 7 < 5 and d not in hol:
                n -= 1
        return d * DAY

    def check(self, job, i, att):
        o = job["route"][i]["op"]
        p = self.failp.get(o)
        if not p or att >= 3:
            return None
        r = rng_for(self.seed, job["job"], i, att, "check")
        if r.random() >= p:
            return None
        back = self.shop["op_types"][o]["back_to"]
        names = [e["op"] for e in job["route"]]
        opts = [(n, w) for n, w in back.items() if n in names]
        n = pick(r, opts)
        return names.index(n)

    def stones(self, job, t):
        r = rng_for(self.seed, job["job"], "stones")
        eta, u = job["stone_eta"], r.random()
        if u < 0.72:
            real = eta + r.uniform(-0.6, 0.4) * DAY
            return [(max(t + 60, real), "arrive", None)]
        d = r.uniform(1, 4) if u < 0.92 else r.uniform(5, 12)
        new = eta + math.ceil(d) * DAY
        return [(eta + 60, "eta", new), (eta + d * DAY, "arrive", None)]

    def disturbances(self):
        out = []
        for a in self.shop["artisans"]:
            r = rng_for(self.seed, "sick", a["id"])
            d = 0
            while d < self.shop["horizon_days"]:
                d += 1
                if d % 7 < 5 and r.random() < 0.010:
                    n = 1
                    while r.random() < 0.62:
                        n += 1
                    out.append((d * DAY + 450, "absent", (a["id"], (d + n) * DAY + 450)))
                    d += n
        for b in self.shop["batch"]:
            r = rng_for(self.seed, "down", b["id"])
            d = 0
            while d < self.shop["horizon_days"]:
                d += max(1, int(r.expovariate(1 / 110)))
                out.append((d * DAY + 480, "down", (b["id"], d * DAY + 480 + r.uniform(0.4, 2.2) * DAY)))
        return sorted(out, key=lambda x: x[0])
