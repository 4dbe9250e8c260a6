"""From options to picture: how long a change of mind takes, in CPU time on one core.

Each design cold and each of its options changed; a pavé ring of 60 stones and an eternity ring of 200; the memory after
thousands of configurations. Rivals in the same run: build123d, a kernel of exact boundaries, where it is installed, and
a fixed union of two spheres, by which figures of different machines can be compared. Last line: one JSON object.
"""

import argparse
import json
import random
import resource
import statistics
import time
from collections.abc import Callable
from importlib.util import find_spec

from manifold3d import Manifold

from benchpin.designs import ALL, ETERNITY, SOLITAIRE, Design, sampling, specify
from benchpin.smith.errors import DesignRefused
from benchpin.smith.geometry import SHELF
from benchpin.smith.geometry.gems import cuts

# The study's task: US 6, a 6.5 mm round in six claws, words inside; see boundary_rival.py.
TASK = {"size": "US:6", "stone_width": "6.5", "claws": "6", "band_width": "2.2", "band_thickness": "1.6", "typeface": "cinzel"}
WORDS = "FOREVER 2026"
PAVE_60 = {"stone_width": "1.1", "rows": "1", "size": "UK:Z", "coverage": "full"}
STONES_200 = {"stone_width": "1.1", "rows": "3", "size": "UK:Z+3", "coverage": "full"}
CHAIN_45 = {"chain_length": "450"}
REFUSED_AT_MOST = 40  # draws for a configuration that can be made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few runs; no rival, no long walk through configurations")
    quick = parser.parse_args().quick
    runs, walk = (3, 300) if quick else (9, 5000)
    figures: dict[str, object] = {"benchmark": "geometry", "runs": runs}
    figures["yardstick_ms"] = round(median_ms(yardstick, 5 * runs), 3)
    designs = {design.key: figures_of(design, runs) for design in ALL}
    for key, row in designs.items():
        print(f"{key:20} cold {row['cold_ms']:7.1f} ms   change {row['change_ms']:7.1f} ms   {row['glb_bytes'] / 1000:6.0f} kB")
    singles = [row["change_ms"] for design, row in zip(ALL, designs.values(), strict=True) if single_stone(design)]
    figures["preview_ms_median"] = round(statistics.median(singles), 2)
    figures["pave60_ms"] = round(median_ms(built(ETERNITY, PAVE_60), runs, before=forget), 1)
    figures["stones200_ms"] = round(median_ms(built(ETERNITY, STONES_200), runs, before=forget), 1)
    figures["designs"] = designs
    figures["preview_to_yardstick"] = round(figures["preview_ms_median"] / figures["yardstick_ms"], 2)
    figures |= rival_figures(1 if quick else 2, skip=quick)
    figures |= memory_after(walk)
    for name, value in figures.items():
        if name != "designs":
            print(f"{name:24} {value}")
    print(json.dumps(figures))


def median_ms(act: Callable[[], object], runs: int, before: Callable[[], object] = lambda: None) -> float:
    """`before` is done each time, and not counted."""
    took = []
    for _ in range(runs):
        before()
        started = time.process_time()
        act()
        took.append((time.process_time() - started) * 1000)
    return statistics.median(took)


def yardstick() -> None:
    """The same work on every machine: two spheres of 64,000 triangles united."""
    sphere = Manifold.sphere(1.0, 128)
    (sphere + sphere.translate((0.7, 0.3, 0.1))).num_tri()


def forget() -> None:
    """Nothing kept: no solid, no stone. Typefaces stay open, as they do in a server."""
    SHELF.clear()
    for function in vars(cuts).values():
        if hasattr(function, "cache_clear"):
            function.cache_clear()


def built(design: Design, raw: dict[str, str]) -> Callable[[], object]:
    return lambda: specify(design, raw).piece.preview_glb()


def figures_of(design: Design, runs: int) -> dict[str, float]:
    """A design at its defaults built cold, and with each option changed in turn from there."""
    changed = [median_ms(built(design, raw), runs, before=lambda: shown(design)) for raw in other_values(design)]
    return {
        "cold_ms": round(median_ms(built(design, {}), runs, before=forget), 2),
        "change_ms": round(statistics.median(changed), 2),
        "slowest_change_ms": round(max(changed), 2),
        "glb_bytes": len(specify(design, {}).piece.preview_glb()),
    }


def shown(design: Design) -> None:
    """A customer looks at the defaults, and nothing else has been looked at."""
    forget()
    specify(design, {}).piece.preview_glb()


def other_values(design: Design) -> list[dict[str, str]]:
    """For each option one value beside its default that can be made."""
    found = []
    for option in design.options:
        for value in option.every_value():
            raw = {option.key: value}
            try:
                specification = specify(design, raw)
            except DesignRefused:
                continue
            if specification.choices[option.key] != specify(design, {}).choices[option.key]:
                found.append(raw)
                break
    return found


def single_stone(design: Design) -> bool:
    return sum(len(stones.frames) for stones in specify(design, {}).piece.draft.stones) == 1


def rival_figures(runs: int, *, skip: bool) -> dict[str, float | None]:
    """How many times longer build123d takes for the same ring; None where it is not installed."""
    names = ("ratio_text", "ratio_plain", "ratio_stone_change")
    if skip or find_spec("build123d") is None:
        return dict.fromkeys(names)
    import boundary_rival

    with_words, plain = {**TASK, "engraving": WORDS}, TASK
    ours_text, ours_plain = (median_ms(built(SOLITAIRE, raw), 9, before=forget) for raw in (with_words, plain))
    shown(SOLITAIRE)
    widths = iter([f"{width / 2:.1f}" for width in range(8, 17)] * 3)
    ours_change = median_ms(lambda: specify(SOLITAIRE, {**with_words, "stone_width": next(widths)}).piece.preview_glb(), 9)
    theirs_text = median_ms(lambda: boundary_rival.solitaire_glb(WORDS), runs)
    theirs_plain = median_ms(lambda: boundary_rival.solitaire_glb(""), runs)
    return {
        "ratio_text": round(theirs_text / ours_text, 1),
        "ratio_plain": round(theirs_plain / ours_plain, 1),
        "ratio_stone_change": round(theirs_text / ours_change, 1),
    }


def memory_after(configurations: int) -> dict[str, float]:
    """The most memory this process ever held, after so many different configurations of every design."""
    dice, made = random.Random(20261123), 0
    while made < configurations:
        design = dice.choice(ALL)
        for _ in range(REFUSED_AT_MOST):
            try:
                specification = specify(design, sampling.by_dice(design, dice))
            except DesignRefused:
                continue
            specification.piece.preview_glb()
            made += 1
            break
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"configurations": configurations, "peak_memory_mb": round(peak_mb, 1), "shelf_mb": round(SHELF.bytes / 1e6, 1)}


if __name__ == "__main__":
    main()
