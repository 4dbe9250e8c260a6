"""From options to picture and price: how long a change of mind takes.

Measures, on one core in CPU time: a solitaire from options to GLB bytes and mass, cold and after changes of one option;
and, as the rival in the same run, the same union of head and band by trimesh's boolean (which calls the same kernel
through triangle meshes, as a shop's script would). Last line: one JSON object.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable

import numpy as np
import trimesh

from benchpin.designs import SOLITAIRE, WEDDING_BAND, solitaire, specify, wedding_band
from benchpin.smith.geometry import setting, unite, welded

CHANGES = {
    "metal": ({"metal": "au_y18"}, {"metal": "pt_950_ru"}),
    "ring_size": ({"size": "UK:L"}, {"size": "UK:Q"}),
    "stone_width": ({"stone_width": "5.0"}, {"stone_width": "6.5"}),
    "claws": ({"claws": "4"}, {"claws": "6"}),
    "engraving": ({"engraving": "Clara"}, {"engraving": "AMOR VINCIT OMNIA"}),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    runs = 5 if parser.parse_args().quick else 25
    figures = {f"{name}_ms": round(median_ms(changes(*pair), runs), 2) for name, pair in CHANGES.items()}
    figures["solitaire_cold_ms"] = round(median_ms(cold({}), runs), 2)
    figures["band_cold_ms"] = round(median_ms(cold({}, WEDDING_BAND), runs), 2)
    figures["glb_bytes"] = len(specify(SOLITAIRE, {}).piece.preview_glb())
    ours, theirs = rivals(runs)
    figures["union_ms"], figures["trimesh_union_ms"] = round(ours, 2), round(theirs, 2)
    figures["trimesh_to_ours"] = round(theirs / ours, 2)
    for name, value in figures.items():
        print(f"{name:24} {value}")
    print(json.dumps({"benchmark": "geometry", "runs": runs, **figures}))


def median_ms(act: Callable[[], object], runs: int) -> float:
    took = []
    for _ in range(runs):
        started = time.process_time()
        act()
        took.append((time.process_time() - started) * 1000)
    return statistics.median(took)


def changes(one: dict[str, str], other: dict[str, str]) -> Callable[[], object]:
    """A customer who changes one option: the piece is put together and measured anew, from parts that are kept."""
    turn = iter(range(10**6))

    def act() -> None:
        if "metal" not in one:  # another metal has the same shape: what is kept stays kept
            forget_pieces()
        raw = other if next(turn) % 2 else one
        specify(SOLITAIRE, raw).piece.preview_glb()

    return act


def cold(raw: dict[str, str], design=SOLITAIRE) -> Callable[[], object]:
    def act() -> None:
        forget_pieces()
        forget_parts()
        specify(design, raw).piece.preview_glb()

    return act


def forget_pieces() -> None:
    solitaire._shape.cache_clear()
    solitaire._band_items.cache_clear()
    wedding_band._items.cache_clear()


def forget_parts() -> None:
    for cached in (solitaire._band, solitaire._head, wedding_band._shape, setting.head_parts, setting._seat, setting._claw):
        cached.cache_clear()


def rivals(runs: int) -> tuple[float, float]:
    """The same two solids united by us and by trimesh."""
    dimensions = solitaire._dimensions(specify(SOLITAIRE, {}).choices)
    solids = [solitaire._band(dimensions.band), solitaire._head(dimensions.head).transform(dimensions.frame)]
    meshes = [trimesh.Trimesh(*map(np.asarray, welded(part)), process=False) for part in solids]
    return (
        median_ms(lambda: unite(solids).volume(), runs),
        median_ms(lambda: trimesh.boolean.union(meshes, engine="manifold").volume, runs),
    )


if __name__ == "__main__":
    main()
