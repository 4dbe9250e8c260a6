"""What must hold for every ring, every stone and every byte: bores by rays, sizes in order, shading, sameness."""

import hashlib
import os
import subprocess
import sys
from math import pi

import numpy as np
import pytest

from benchpin.designs import ALL, SOLITAIRE, WEDDING_BAND, specify
from benchpin.smith.geometry import (
    Band,
    Bezel,
    Head,
    band_solid,
    bezel_solid,
    cut_stone,
    head_parts,
    intersection_volume_mm3,
    together,
)
from benchpin.smith.sizes import parse_ring_size, sizes

RINGS = [design for design in ALL if design.kind == "ring"]
BY_SIZE = [design for design in RINGS if design.key != "eternity"]  # whose stones come and go with the size


def bore_radii_mm(piece, z_mm: float) -> list[float]:
    """By rays from the finger's axis outwards, all round, clear of engraving and of the holes under stones."""
    found = []
    for turn in np.arange(0.03, 2 * pi, 0.11):
        way = (30 * float(np.sin(turn)), 30 * float(np.cos(turn)), z_mm)
        hits = piece.cast.ray_cast((0.0, 0.0, z_mm), way)
        found += [float(np.hypot(*hits[0].position[:2]))] if hits else []
    return found


@pytest.mark.parametrize("size", ["UK:H", "US:7", "ISO:62"])
@pytest.mark.parametrize("design", RINGS, ids=lambda d: d.key)
def test_a_ring_fits_the_finger_it_was_made_for(design, size):
    piece = specify(design, {"size": size}).piece
    z_mm = 0.0 if design.key != "eternity" else 0.85  # beside the row of holes
    radii = bore_radii_mm(piece, z_mm)
    nominal = parse_ring_size(size).diameter_mm / 2
    assert min(radii) == pytest.approx(nominal, abs=0.05)
    assert np.median(radii) == pytest.approx(nominal, abs=0.05 if design.key != "twisted_band" else 0.6)


@pytest.mark.parametrize("design", BY_SIZE, ids=lambda d: d.key)
def test_a_larger_size_takes_more_metal(design):
    steps = sizes("UK")[14:40:6]
    grams = [specify(design, {"size": size.canonical}).piece.anatomy.worked_mass_g for size in steps]
    assert grams == sorted(grams)
    assert len(set(grams)) == len(grams)


def test_how_finely_a_piece_is_drawn_changes_its_volume_by_less_than_a_sixth_of_a_percent():
    band = Band(inner_diameter_mm=17.0, width_mm=3.0, thickness_mm=1.8, profile="court", width_top_mm=2.4, thickness_top_mm=2.0)
    head = Head(cut="round", stone_width_mm=6.0, claws=6, foot_mm=0.9, below_culet_mm=1.1, least_wire_mm=0.7)
    bezel = Bezel(cut="round", stone_width_mm=6.0)
    for make in (
        lambda tolerance: band_solid(band, round(1 / tolerance**0.5) * 16, 9),
        lambda tolerance: together(head_parts(head, tolerance)),
        lambda tolerance: bezel_solid(bezel, tolerance),
    ):
        volumes = [make(tolerance).volume() for tolerance in (0.02, 0.01, 0.004)]
        assert max(volumes) / min(volumes) == pytest.approx(1, abs=0.006)


def test_letters_cut_into_a_band_make_no_hole_through_it():
    plain, written = (specify(SOLITAIRE, {"engraving": words}).piece for words in ("", "CLARA"))
    assert plain.cast.genus() == written.cast.genus()
    part = next(part for part in written.draft.parts if part.letters)
    cut = part.solid - part.letters[0].cutter
    assert len(cut.decompose()) == 1
    assert cut.genus() == part.solid.genus() == 1


def test_turning_a_piece_changes_nothing_and_a_mirrored_band_is_itself():
    cast = specify(WEDDING_BAND, {"profile": "court"}).piece.cast
    assert cast.rotate((17.0, 31.0, 53.0)).volume() == pytest.approx(cast.volume(), rel=1e-12)
    mirrored = cast.mirror((0.0, 0.0, 1.0))
    assert intersection_volume_mm3(cast, mirrored) == pytest.approx(cast.volume(), rel=1e-4)


def test_normals_stay_true_where_a_sphere_is_cut():
    """Carried through the boolean, not guessed from the cut mesh: within half a degree of the radius."""
    from manifold3d import Manifold

    ball = Manifold.sphere(5.0, 128).calculate_normals(0, 40.0)
    cut = ball - Manifold.cube((10.0, 10.0, 10.0)).calculate_normals(0, 40.0).translate((1.0, 1.0, 1.0))
    mesh = cut.to_mesh64()
    rows = np.asarray(mesh.vert_properties)
    points, normals = rows[:, :3], rows[:, 3:6]
    on_ball = np.abs(np.linalg.norm(points, axis=1) - 5.0) < 2e-3
    normals = normals[on_ball] / np.linalg.norm(normals[on_ball], axis=1, keepdims=True)
    outward = points[on_ball] / np.linalg.norm(points[on_ball], axis=1, keepdims=True)
    cosine = np.einsum("ij,ij->i", normals, outward)
    own = cosine > 0.8  # at the edge of the cut a corner also belongs to the cube
    assert np.degrees(np.arccos(np.clip(cosine[own], -1, 1))).max() < 0.5


def test_another_process_with_another_number_of_threads_makes_the_same_bytes():
    script = (
        "import hashlib; from benchpin.designs import ALL, specify;"
        "print(hashlib.sha256(b''.join(specify(d, {}).piece.preview_glb() + specify(d, {}).piece.stl()"
        " for d in ALL if d.key in ('solitaire', 'halo_ring', 'eternity'))).hexdigest())"
    )
    digests = set()
    for threads in ("1", "2"):
        environment = {**os.environ, "TBB_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
        digests.add(done.stdout.strip())
    here = b"".join(
        specify(design, {}).piece.preview_glb() + specify(design, {}).piece.stl()
        for design in ALL
        if design.key in ("solitaire", "halo_ring", "eternity")
    )
    assert digests == {hashlib.sha256(here).hexdigest()}


@pytest.mark.parametrize("cut", ["round", "princess", "heart"])
def test_a_stone_in_the_model_has_the_facets_it_was_weighed_with(cut):
    stone = cut_stone(cut, 6.0)
    volume = 0.0
    for positions, _, triangles in stone.convex_parts():
        a, b, c = (positions[triangles[:, k]] for k in range(3))
        volume += float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)
    assert volume == pytest.approx(stone.volume_mm3, rel=1e-6)
