"""Draw the pictures of docs/promise.md: charts from the benchmarks' results, rules from the engine itself.

python tools/promise_pictures.py
"""

import json
from pathlib import Path

from rule_drawings import draw_distribution, draw_rules
from svg import BLUE, FAINT, GOLD, INK, STONE, TEAL, Picture

HOUSE = Path(__file__).parent.parent
PICTURES = HOUSE / "docs" / "pictures"
NAMES = {
    "ours": "this engine",
    "insertion": "insertion into one plan",
    "jiq": "work ahead over capacity (JIQ)",
    "con": "fixed lead time (CON)",
    "twk": "multiple of the work (TWK)",
}
COLOURS = {"ours": TEAL, "insertion": "#8a6d8f", "jiq": GOLD, "con": BLUE, "twk": STONE}


def reliability(results, path):
    """What was said against what was kept."""
    picture = Picture(640, 430, "Said and kept")
    picture.words(20, 26, "Of promises said with so much confidence, so many were kept", size=15, weight=600)
    low, left, bottom, side = 60.0, 70, 380, 300

    def place(said, kept):
        return left + (said - low) / (100 - low) * side, bottom - (kept - low) / (100 - low) * side

    picture.line(*place(low, low), *place(100, 100), stroke=FAINT, dashes="4 4")
    for tick in (60, 70, 80, 90, 100):
        x, _ = place(tick, low)
        _, y = place(low, tick)
        picture.words(x, bottom + 18, f"{tick}", size=11, fill=FAINT, anchor="middle")
        picture.words(left - 8, y + 4, f"{tick}", size=11, fill=FAINT, anchor="end")
    picture.words(left + side / 2, bottom + 38, "said, %", size=12, anchor="middle")
    picture.words(left - 50, bottom - side - 8, "kept, %", size=12)
    for name, found in results["pooled"].items():
        points = [place(level, found[f"cover{level}"]) for level in (80, 90, 95)]
        picture.curve(points, COLOURS[name], 2.5 if name == "ours" else 1.5)
        for x, y in points:
            picture.dot(x, y, 4 if name == "ours" else 3, COLOURS[name])
    _legend(picture, results, left + side + 20, 130)
    picture.save(path)


def by_load(results, path):
    """The 95 % promise at each load, and its worst month."""
    loads = sorted({run["util"] for run in results["runs"]})
    picture = Picture(810, 360, "Kept at each load")
    picture.words(20, 26, "Kept, of promises said with 95 %: of all (dot), and in the worst single month (end of the line)",
                  size=15, weight=600)  # fmt: skip
    low, bottom, height, left, width = 20.0, 310, 240, 60, 480

    def y(percent):
        return bottom - (percent - low) / (100 - low) * height

    for tick in (20, 40, 60, 80, 95):
        picture.line(left, y(tick), left + width, y(tick), stroke="#ddd5c9", width=1.5 if tick == 95 else 0.7)
        picture.words(left - 8, y(tick) + 4, f"{tick}", size=11, fill=FAINT, anchor="end")
    names = list(results["pooled"])
    for n, load in enumerate(loads):
        middle = left + (n + 0.5) * width / len(loads)
        picture.words(middle, bottom + 20, f"{load:.0%} busy", size=12, anchor="middle")
        for k, name in enumerate(names):
            runs = [run for run in results["runs"] if run["impl"] == name and run["util"] == load]
            x = middle + (k - (len(names) - 1) / 2) * 26
            total = sum(run["n"] for run in runs)
            kept = sum(run["cover95"] * run["n"] for run in runs) / total
            worst = min(run["month_cover95_min_max"][0] for run in runs)
            picture.line(x, y(kept), x, y(max(low, worst)), stroke=COLOURS[name], width=2)
            picture.dot(x, y(kept), 5, COLOURS[name])
    _legend(picture, results, left + width + 20, 110)
    picture.save(path)


def leads(results, path):
    """Days that have to be quoted, if the same share of promises is to be kept."""
    found = sorted((values["lead95_eq_of_runs"], name) for name, values in results["pooled"].items())
    picture = Picture(760, 76 + 40 * len(found), "Days to quote")
    picture.words(20, 26, "Days that must be quoted so that 95 % of promises are kept", size=15, weight=600)
    longest = found[-1][0]
    for n, (days, name) in enumerate(found):
        y = 50 + 40 * n
        picture.words(230, y + 19, NAMES[name], size=12, anchor="end")
        picture.box(240, y + 2, 430 * days / longest, 26, COLOURS[name])
        picture.words(248 + 430 * days / longest, y + 20, f"{days:.1f}", size=12, fill=INK)
    picture.save(path)


def _legend(picture, results, x, y):
    for n, name in enumerate(results["pooled"]):
        picture.box(x, y + 24 * n - 9, 12, 12, COLOURS[name])
        picture.words(x + 20, y + 24 * n + 1, NAMES[name], size=12)


def main():
    study = json.loads((HOUSE / "benchmarks" / "results" / "promise.json").read_text())
    reliability(study, PICTURES / "promise-kept.svg")
    by_load(study, PICTURES / "promise-load.svg")
    leads(study, PICTURES / "promise-lead.svg")
    draw_rules(PICTURES)
    draw_distribution(PICTURES / "promise-futures.svg")


if __name__ == "__main__":
    main()
