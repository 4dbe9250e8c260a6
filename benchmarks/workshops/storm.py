"""The study's workshop in a year of shocks that nobody announces, for engines that have only seen quiet ones.

By day of the measured time: setting becomes half slower for six weeks (a new kind of stone), the assay office takes three
days longer for five weeks, pieces due in one month fail their check three times as often, orders rise by half for three weeks,
the sole quality controller leaves and is replaced after three weeks by somebody slower, and the printer stands still for nine
days. Work times are gamma distributed instead of lognormal.
"""

import math

from simulated_workshop import DAY, rng_for
from study_world import World as Quiet
from study_world import make_workshop

__all__ = ["SPEC", "World", "make_workshop"]

SPEC = {"seeds": [21, 22], "utils": [0.75, 0.85]}
START = 90


class World(Quiet):
    def work(self, job, i, att):
        minutes = super().work(job, i, att)
        entry = job["route"][i]["op"]
        shape = 1 / self.sig[entry] ** 2
        r = rng_for(self.seed, job["job"], i, att, "gamma")
        return minutes / math.exp(0.5 * self.sig[entry] ** 2) * 0.5 + 0.5 * minutes * r.gammavariate(shape, 1 / shape)

    def speed(self, a, o, t):
        day = t / DAY - START
        pace = super().speed(a, o, t)
        if o == "set" and 30 <= day < 72:
            pace *= 1.5
        if a == "quality0" and day >= 181:
            pace *= 1.35
        return pace

    def service_return(self, s, t, job):
        back = super().service_return(s, t, job)
        late = 3 if 100 <= t / DAY - START < 135 else 0
        return self.add_workdays(back, late) + back % DAY if late else back

    def check(self, job, i, att):
        if job["route"][i]["op"] == "qc" and 230 <= job["internal_due"] / DAY - START < 260:
            kept = self.failp["qc"]
            self.failp["qc"] = min(0.5, 3 * kept)
            found = super().check(job, i, att)
            self.failp["qc"] = kept
            return found
        return super().check(job, i, att)

    def demand_factor(self, d):
        return 1.5 if 140 <= d - START < 161 else 1.0

    def disturbances(self):
        shocks = [
            ((START + 160) * DAY + 450, "absent", ("quality0", None)),
            ((START + 181) * DAY + 450, "replaced", ("quality0",)),
            ((START + 210) * DAY + 480, "down", ("printer", (START + 219) * DAY + 480)),
        ]
        return sorted([*super().disturbances(), *shocks], key=lambda shock: shock[0])
