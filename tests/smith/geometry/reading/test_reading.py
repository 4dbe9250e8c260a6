"""A jeweller's drawing is taken as it was drawn, put right where that is plain, and refused with the place where it is not."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchpin.designs import by_key, specify
from benchpin.smith.geometry import (
    LENGTHS,
    ModelRefused,
    Solid,
    cut_stone,
    drawn_stone,
    facing,
    read_contained,
    read_model,
    solid,
    then,
    turned,
    unite,
    welded,
)
from benchpin.smith.geometry.reading.crossings import crossing
from benchpin.smith.geometry.reading.mend import mended
from smith.geometry.reading.files import HOSTILE, bomb, exported


@pytest.fixture(scope="module")
def ring() -> dict[str, Solid]:
    piece = specify(by_key("solitaire"), {}).piece
    (stones,) = piece.draft.stones
    return {"Ring": piece.cast, "Diamond": stones.stone.solid().transform(stones.frames[0])}


@pytest.mark.parametrize(
    ("kind", "scale", "unit"), [("3mf", 1.0, ""), ("glb", 0.001, ""), ("obj", 1.0, "mm"), ("obj", 1 / 25.4, "inch")]
)
def test_named_parts_keep_their_names_sizes_and_volumes(ring: dict[str, Solid], kind: str, scale: float, unit: str) -> None:
    model = read_contained(exported(ring, kind, scale), unit)
    parts = {part.name: part for part in model.parts}
    assert set(parts) == set(ring)
    for name, drawn in ring.items():
        assert parts[name].volume_mm3 == pytest.approx(drawn.volume(), rel=2e-4)
        assert not parts[name].faults
    assert (parts["Ring"].likely, parts["Diamond"].likely) == ("metal", "stone")
    assert parts["Diamond"].stone is not None
    assert (parts["Diamond"].stone.cut, parts["Diamond"].stone.width_mm) == ("round", pytest.approx(6.0, abs=0.002))


@pytest.mark.parametrize("kind", ["stl", "stl_ascii"])
def test_an_stl_has_no_names_and_comes_apart_into_its_bodies(ring: dict[str, Solid], kind: str) -> None:
    model = read_model(exported(ring, kind), "mm")
    assert [part.name for part in model.parts] == ["Body 1", "Body 2"]
    assert sorted(part.volume_mm3 for part in model.parts) == pytest.approx(
        sorted(one.volume() for one in ring.values()), rel=2e-4
    )
    assert [part.likely for part in model.parts] == ["metal", "stone"]


def test_our_own_casting_files_are_read_as_what_they_are(ring: dict[str, Solid]) -> None:
    piece = specify(by_key("solitaire"), {}).piece
    for data, unit in ((piece.stl(), "mm"), (piece.three_mf(), "")):
        (part,) = read_model(data, unit).parts
        assert part.volume_mm3 == pytest.approx(piece.cast_volume_mm3, rel=1e-4)


def test_a_unit_is_asked_for_where_the_file_has_none(ring: dict[str, Solid]) -> None:
    with pytest.raises(ModelRefused, match=r"STL does not say its unit. Say which: in mm it is 20.5 × 24.78 × 6.288 mm"):
        read_model(exported(ring, "stl"))


def test_a_unit_that_cannot_be_right_is_refused_with_those_that_may(ring: dict[str, Solid]) -> None:
    with pytest.raises(ModelRefused, match=r"Read in m this would be .* Choose its unit: in mm it is 20.5"):
        read_model(exported(ring, "stl"), "m")


def _ball(radius: float = 5.0) -> tuple[np.ndarray, np.ndarray]:
    return welded(Solid.sphere(radius, 48))


def test_inside_out_is_turned() -> None:
    points, faces = _ball()
    found = mended(points, faces[:, ::-1])
    assert found.done == ("It was inside out and was turned over.",)
    assert found.solid is not None
    assert found.solid.volume() == pytest.approx(Solid.sphere(5.0, 48).volume())


def test_faces_turned_over_here_and_there_are_turned_back() -> None:
    points, faces = _ball()
    faces[::3] = faces[::3, ::-1]
    found = mended(points, faces)
    assert "faces that looked inwards were turned over" in found.done[0]
    assert found.solid is not None
    assert found.solid.volume() == pytest.approx(Solid.sphere(5.0, 48).volume())


def test_corners_that_nearly_meet_are_joined() -> None:
    points, faces = _ball()
    soup = points[faces].reshape(-1, 3) + np.random.default_rng(1).normal(0, 2e-4, (3 * len(faces), 3))
    found = mended(soup, np.arange(len(soup)).reshape(-1, 3))
    assert found.done == ("Corners less than 0.002 mm apart were joined.",)
    assert found.solid is not None
    assert found.solid.volume() == pytest.approx(Solid.sphere(5.0, 48).volume(), rel=1e-3)


def test_a_small_hole_is_closed_and_a_wide_one_is_refused_with_its_place() -> None:
    points, faces = _ball()
    assert mended(points, faces[1:]).done == ("1 hole was closed.",)
    open_above = faces[points[faces][:, :, 2].mean(1) < 4]
    found = mended(points, open_above)
    assert found.solid is None
    assert found.faults[0].startswith("It is open: a hole of 6.")
    assert "z 4" in found.faults[0] or "z 3.9" in found.faults[0]


def test_a_flat_hole_is_closed_even_where_it_is_wide() -> None:
    points, faces = welded(Solid.cube((4.0, 3.0, 5.0)))
    lid = np.abs(points[faces][:, :, 2] - 5.0).max(1) < 1e-9
    found = mended(points, faces[~lid])
    assert found.solid is not None
    assert found.solid.volume() == pytest.approx(60.0)


def test_bodies_that_overlap_are_united_and_hollows_stay() -> None:
    points, faces = _ball()
    other, hollow = points + np.array([6.0, 0, 0]), 0.2 * points
    together = mended(np.concatenate([points, other]), np.concatenate([faces, faces + len(points)]))
    union = Solid.sphere(5.0, 48) + Solid.sphere(5.0, 48).translate((6.0, 0, 0))
    assert together.bodies == 1
    assert together.solid is not None
    assert together.solid.volume() == pytest.approx(union.volume(), rel=1e-6)
    within = mended(np.concatenate([points, hollow]), np.concatenate([faces, faces[:, ::-1] + len(points)]))
    assert within.cavities_mm3 == pytest.approx(Solid.sphere(1.0, 48).volume(), rel=1e-6)


def test_a_surface_through_itself_is_found_where_it_is_and_sound_ones_are_not_blamed() -> None:
    around, across = np.meshgrid(np.arange(96), np.arange(16), indexing="ij")
    a, b = around * 2 * np.pi / 96, across * 2 * np.pi / 16
    # A wire of 1 mm laid in an eight, 12 by 6 mm: it runs through itself in its middle, at x 7.
    middle = np.stack([6 * np.sin(a) + 7, 3 * np.sin(2 * a), 0 * a], -1)
    ahead = np.stack([6 * np.cos(a), 6 * np.cos(2 * a), 0 * a], -1)
    beside = np.cross([0, 0, 1.0], ahead / np.linalg.norm(ahead, axis=-1, keepdims=True))
    points = (middle + 0.5 * np.cos(b)[..., None] * beside + 0.5 * np.sin(b)[..., None] * np.array([0, 0, 1.0])).reshape(-1, 3)
    k, right = around * 16 + across, around * 16 + (across + 1) % 16
    up, over = (around + 1) % 96 * 16 + across, (around + 1) % 96 * 16 + (across + 1) % 16
    faces = np.concatenate([np.stack([k, up, over], -1).reshape(-1, 3), np.stack([k, over, right], -1).reshape(-1, 3)])
    found = mended(points, faces)
    assert found.solid is None
    assert found.faults[0].startswith("Its surface runs through itself near x ")
    x, y, z = (
        float(text) for text in found.faults[0].split("x ")[1].split(" mm")[0].replace(", y ", " ").replace(", z ", " ").split()
    )
    assert np.hypot(x - 7, y) < 1.5
    assert abs(z) < 0.5


@pytest.mark.parametrize("design", ["solitaire", "signet", "halo_ring", "locket"])
def test_sound_pieces_do_not_cross_themselves(design: str) -> None:
    for casting in specify(by_key(design), {}).piece.castings:
        for body in casting.solid.decompose():
            assert crossing(body) is None


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    cut=st.sampled_from([cut for cut in LENGTHS if cut != "heart"]),
    width=st.floats(1.5, 12.0),
    tip=st.floats(-1.5, 1.5),
    turn=st.floats(-3.0, 3.0),
    at=st.tuples(*[st.floats(-20, 20)] * 3),
)
def test_a_drawn_stone_is_measured_however_it_lies(
    cut: str, width: float, tip: float, turn: float, at: tuple[float, ...]
) -> None:
    stone = cut_stone(cut, width)
    frame = then(turned("x", tip), turned("y", turn), facing((0.3, 1, 0.2), (1, 0, 0), at))
    drawn, found = drawn_stone(stone.solid().transform(frame))
    assert float(found[:, 2] @ frame[:, 2]) == pytest.approx(1.0, abs=1e-6)  # its table looks up
    sides = sorted((stone.length_mm, stone.width_mm))
    assert sorted((drawn.length_mm, drawn.width_mm)) == pytest.approx(sides, rel=4e-3)
    assert drawn.volume_mm3 == pytest.approx(stone.volume_mm3, rel=2e-3)
    assert drawn.facet_count == stone.facet_count
    back = drawn.solid().transform(found) ^ stone.solid().transform(frame)
    assert back.volume() == pytest.approx(stone.volume_mm3, rel=3e-3)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_refused_in_its_time_with_a_sentence(name: str) -> None:
    began = time.process_time()
    try:
        sentences = read_contained(HOSTILE[name], "mm").faults
    except ModelRefused as refused:
        sentences = refused.sentences
    assert sentences
    assert all(sentence.endswith(".") and len(sentence) < 400 for sentence in sentences)
    assert time.process_time() - began < 5  # of ours: what it costs the child is limited by the system


def test_a_file_that_unpacks_to_three_hundred_megabytes_is_not_unpacked() -> None:
    with pytest.raises(ModelRefused, match="Unpacked, the 3MF would have more than 300 MB"):
        read_model(bomb())


def test_a_file_that_is_too_large_is_not_read_at_all() -> None:
    with pytest.raises(ModelRefused, match="The file has 61 MB; up to 60 MB can be read"):
        read_contained(bytes(61_000_000))


def test_a_reader_that_asks_for_too_much_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    from benchpin.smith.geometry.reading import contained

    monkeypatch.setattr(contained, "WALL_SECONDS", 0.01)
    with pytest.raises(ModelRefused, match="took too long"):
        read_contained(b"solid")


def test_what_was_read_makes_the_solid_that_was_drawn(ring: dict[str, Solid]) -> None:
    model = read_model(exported(ring, "3mf"))
    metal = next(part for part in model.parts if part.name == "Ring")
    assert unite([metal.solid(), ring["Ring"]]).volume() == pytest.approx(ring["Ring"].volume(), rel=1e-3)
    assert solid(metal.vertices_mm, metal.triangles).genus() == metal.solid().genus()
