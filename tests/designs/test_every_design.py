"""What must be true of every design, over its whole space of options."""

import io
import json
import random
import struct
import zipfile
from math import pi
from xml.etree import ElementTree

import numpy as np
import pytest
import trimesh

from benchpin.designs import ALL, SOLITAIRE, WEDDING_BAND, by_key, specify
from benchpin.designs.options import Choice, Lettering, Measure, Size
from benchpin.smith.errors import DesignRefused
from benchpin.smith.geometry import intersection_volume_mm3
from benchpin.smith.materials import METALS
from benchpin.smith.sizes import sizes

SVG = "{http://www.w3.org/2000/svg}"
CONFIGURATIONS = 4  # of each design; the same every time. The whole space: test_whole_space.py
WORDS = ("", "", "Clara", "AMOR VINCIT OMNIA", "2 · X · 2026")


def raw_choices(design, dice):
    raw = {}
    for option in design.options:
        if isinstance(option, Choice):
            raw[option.key] = dice.choice(option.values).key
        elif isinstance(option, Measure):
            steps = round((float(option.most) - float(option.least)) / float(option.step))
            raw[option.key] = str(round(float(option.least) + dice.randint(0, steps) * float(option.step), 4))
        elif isinstance(option, Size):
            fitting = [
                s for s in sizes(dice.choice(["UK", "US", "ISO"])) if option.least_mm <= s.circumference_mm <= option.most_mm
            ]
            raw[option.key] = dice.choice(fitting).canonical
        elif isinstance(option, Lettering):
            raw[option.key] = dice.choice(WORDS)
    return raw


def made(design):
    """Configurations of a design that can be made, drawn with fixed dice."""
    dice = random.Random(design.key)
    found = []
    while len(found) < CONFIGURATIONS:
        try:
            found.append(specify(design, raw_choices(design, dice)))
        except DesignRefused:
            continue
    return found


EVERY = [pytest.param(spec, id=f"{design.key}-{number}") for design in ALL for number, spec in enumerate(made(design))]
ASSEMBLED = {"chain"}  # of bought parts: nothing of them is cast
CAST = [param for param in EVERY if param.values[0].design.key not in ASSEMBLED]


def is_closed(mesh):
    """Every edge is walked as often one way as the other: no hole, no face the wrong way round. Two corners may touch."""
    edges = mesh.edges[mesh.edges[:, 0] != mesh.edges[:, 1]]
    return sorted(map(tuple, edges)) == sorted(map(tuple, edges[:, ::-1]))


@pytest.mark.parametrize("spec", CAST)
def test_each_casting_of_a_piece_is_one_watertight_solid_for_another_library(spec):
    read = trimesh.load(io.BytesIO(spec.piece.stl()), file_type="stl")
    assert is_closed(read)
    own = [casting for casting in spec.piece.castings if casting.alloy == spec.piece.alloy]
    bodies = {casting.body: len(casting.frames) for casting in spec.piece.castings}  # two metals of one body touch
    assert len(spec.piece.cast.decompose()) == sum(bodies.values())
    volume = sum(casting.solid.volume() * len(casting.frames) for casting in own)
    assert read.volume == pytest.approx(volume, rel=5e-4)


@pytest.mark.parametrize("spec", CAST)
def test_the_grams_are_the_exported_solids_volume_times_the_alloys_density(spec):
    anatomy, pair = spec.piece.anatomy, len(spec.piece.draft.pair) or 1
    read = trimesh.load(io.BytesIO(spec.piece.stl()), file_type="stl")
    own = [part for part in anatomy.parts if part.alloy == anatomy.alloy]  # a second metal has a file of its own
    cm3 = sum(part.mass_g * part.count / METALS[part.alloy].density_g_cm3 for part in own) / pair
    assert 1000 * cm3 == pytest.approx(read.volume, rel=1e-3)


@pytest.mark.parametrize("spec", [p for p in EVERY if "gem" in p.values[0].choices])
def test_no_stone_is_inside_metal_and_none_is_loose(spec):
    for stones in spec.piece.draft.stones:
        for stone in (stones.stone.solid().transform(frame) for frame in stones.frames):
            assert intersection_volume_mm3(spec.piece.cast, stone) == pytest.approx(0, abs=1e-4)
            assert spec.piece.cast.min_gap(stone, 0.5) == pytest.approx(0.02, abs=0.012)  # the setter's clearance


@pytest.mark.parametrize("design", ALL, ids=lambda d: d.key)
def test_the_same_choices_give_the_same_bytes(design):
    assert specify(design, {}).piece.preview_glb() == specify(design, {}).piece.preview_glb()
    assert specify(design, {}).piece.three_mf() == specify(design, {}).piece.three_mf()


@pytest.mark.parametrize("design", ALL, ids=lambda d: d.key)
def test_a_design_says_what_it_is_with_every_option_named(design):
    assert by_key(design.key) is design
    spec = specify(design, {})
    assert len(spec.shown()) == len([o for o in design.options if design.applies(o, spec.choices)])
    assert spec.piece.anatomy.description


@pytest.mark.parametrize("spec", CAST[::7])
def test_a_route_casts_before_it_polishes_and_inspects_before_it_packs(spec):
    keys = [operation.key for operation in spec.route.operations]
    assert keys[0] == "print_wax"
    assert keys.index("cast") < keys.index("final_polish") < keys.index("final_inspection") < keys.index("pack")
    assert ("set_stones" in keys) == bool(spec.piece.anatomy.stones)
    assert all(operation.minutes > 0 for operation in spec.route.operations)


@pytest.mark.parametrize("option", [o for d in ALL for o in d.options], ids=lambda o: o.key)
def test_every_option_freezes_at_an_operation_of_the_house(option):
    from benchpin.smith.making import OPERATIONS

    assert option.freezes_at in OPERATIONS


def test_a_larger_ring_takes_more_metal():
    grams = [specify(WEDDING_BAND, {"size": size.canonical}).piece.anatomy.worked_mass_g for size in sizes("UK")[14:40:4]]
    assert grams == sorted(grams)
    assert len(set(grams)) == len(grams)


def test_choices_that_do_not_apply_do_not_change_the_hash():
    assert specify(WEDDING_BAND, {}).hash == specify(WEDDING_BAND, dict(specify(WEDDING_BAND, {}).choices)).hash


def test_one_size_said_in_two_ways_of_one_system_is_one_specification():
    assert specify(SOLITAIRE, {"size": "uk m½"}).hash == specify(SOLITAIRE, {"size": "UK:M 1/2"}).hash


@pytest.mark.parametrize(
    ("raw", "field", "says"),
    [
        ({"stone_width": "8", "band_width": "1.6"}, "band_width", "at least 2.2 mm"),
        ({"cut": "heart", "stone_width": "4.0"}, "stone_width", "4.5 mm or wider"),
        ({"metal": "ag_925", "band_thickness": "1.5"}, "band_thickness", "1.8 mm"),
        ({"engraving": "☃"}, "engraving", "cannot write “☃”"),
        (
            {"engraving": "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM", "size": "UK:F", "band_width": "3.0"},
            "engraving",
            "fit inside this size",
        ),
        ({"engraving": "two\nlines"}, "engraving", "no line breaks"),
        ({"size": "7"}, "size", "which system"),
        ({"size": "UK:A"}, "size", "inside circumference"),
        ({"stone_width": "5.3"}, "stone_width", "in steps of"),
        ({"stone_width": "-6"}, "stone_width", "from 4.0 to 8.0"),
        ({"stone_width": "nan"}, "stone_width", "from 4.0 to 8.0"),
        ({"metal": "tin"}, "metal", "Choose from"),
        ({"colour": "blue"}, "colour", "no option called"),
    ],
)
def test_what_cannot_be_made_is_refused_beside_its_option_with_what_would_work(raw, field, says):
    with pytest.raises(DesignRefused) as refused:
        specify(SOLITAIRE, raw)
    assert says in {error.field: str(error) for error in refused.value.errors}[field]


def test_a_casting_file_says_its_shrinkage_and_holds_no_laser_engraving():
    plain, written = (specify(SOLITAIRE, {"engraving": words}).piece for words in ("", "Clara"))
    assert plain.stl() == written.stl()
    assert plain.preview_glb() != written.preview_glb()
    with zipfile.ZipFile(io.BytesIO(written.three_mf(shrinkage_percent=1.0))) as archive:
        model = archive.read("3D/3dmodel.model").decode()
    assert 'unit="millimeter"' in model
    assert "Shrinkage of 1 % compensated" in model


def test_a_piece_is_small_enough_to_send():
    for design in ALL:
        piece = specify(design, {}).piece
        chained = any(part.key.startswith("chain") for part in piece.draft.parts)
        assert len(piece.preview_glb()) < (350 if chained else 200) * 1000, design.key  # a chain is many links


def test_a_pair_is_shown_twice_and_sent_once():
    document, _ = read_glb(specify(by_key("stud_earrings"), {}).piece.preview_glb())
    shown = [node["mesh"] for node in document["nodes"] if node["name"] == "post"]
    assert len(shown) == 2
    assert len(set(shown)) == 1


@pytest.mark.parametrize("design", ALL, ids=lambda d: d.key)
def test_the_picture_is_as_large_as_the_piece(design):
    """The quantised model, read as a viewer reads it, against the bounds of the solid itself."""
    piece = specify(design, {}).piece
    document, body = read_glb(piece.preview_glb())
    if design.kind == "ring":
        points = np.concatenate([placed(document, body, node) for node in document["nodes"] if "mesh" in node])
        stones = [stones.stone.solid().transform(frame) for stones in piece.draft.stones for frame in stones.frames]
        solids = [piece.cast, *stones]
        bounds = np.array([solid.bounding_box() for solid in solids])
        assert points.min(0) == pytest.approx(bounds[:, :3].min(0), abs=2e-3)
        assert points.max(0) == pytest.approx(bounds[:, 3:].max(0), abs=2e-3)
    for node in document["nodes"]:
        if "mesh" in node:
            normals = attribute(document, body, node, "NORMAL", np.int8, 4)[:, :3] / 127
            assert np.linalg.norm(normals, axis=1) == pytest.approx(1, abs=0.02)


def test_finish_coordinates_are_millimetres_round_and_along_the_band():
    piece = specify(WEDDING_BAND, {"profile": "flat", "band_width": "6.0", "band_thickness": "2.0"}).piece
    document, body = read_glb(piece.preview_glb())
    node = next(n for n in document["nodes"] if n["name"] == "band")
    uv = attribute(document, body, node, "TEXCOORD_0", np.uint16, 2) / 100
    girth_mm = node["extras"]["girth_mm"]
    assert girth_mm == pytest.approx(2 * pi * (piece.draft.inner_radius_mm + 2.0), rel=2e-3)
    assert np.ptp(uv[:, 0]) == pytest.approx(girth_mm, rel=0.03)  # the column at the seam stands twice
    assert np.ptp(uv[:, 1]) == pytest.approx(6.0, abs=0.01)


def test_silver_asks_for_thicker_claws_than_gold():
    gold, silver = (
        specify(SOLITAIRE, {"metal": metal, "stone_width": "4.0", "band_thickness": "1.8"}).piece.cast_volume_mm3
        for metal in ("au_y18", "ag_925")
    )
    assert silver > gold + 2


@pytest.mark.parametrize(
    ("design", "raw", "field", "says"),
    [
        (SOLITAIRE, {"engraving": "Clara", "band_width": "1.8", "stone_width": "4.0"}, "engraving", "a band of 2 mm"),
        (
            SOLITAIRE,
            {"engraving": "AMOR VINCIT", "typeface": "pinyon-script", "band_width": "2.0"},
            "typeface",
            "finer than the laser",
        ),
        (WEDDING_BAND, {"metal": "ag_925", "band_thickness": "1.4"}, "band_thickness", "1.6 mm"),
        (WEDDING_BAND, {"finish": "hammered", "band_thickness": "1.4"}, "finish", "1.5 mm"),
        (by_key("bezel_pendant"), {"gem": "emerald", "stone_width": "4.0"}, "stone_width", "5 mm or wider"),
        (by_key("stud_earrings"), {"claws": "6", "stone_width": "3.5"}, "claws", "Choose 4 claws"),
    ],
)
def test_a_refusal_says_what_would_work(design, raw, field, says):
    with pytest.raises(DesignRefused) as refused:
        specify(design, raw)
    assert says in {error.field: str(error) for error in refused.value.errors}[field]


@pytest.mark.parametrize("design", ALL, ids=lambda d: d.key)
def test_a_drawing_shows_three_views_and_every_measure(design):
    piece = specify(design, {}).piece
    drawing = ElementTree.fromstring(piece.drawing_svg())
    words = "\n".join(text.text for text in drawing.iter(f"{SVG}text"))
    assert all(view in words for view in ("Front", "Side", "Top"))
    assert all(f"{m.label}: {m.value:g} ± {m.tolerance:g} {m.unit}" in words for m in piece.anatomy.measures)
    low_x, _, _, high_x, _, _ = piece.cast.bounding_box()
    if design.kind == "ring":  # the outline's own measures
        figures = [float(word) for word in words.split() if word.replace(".", "", 1).isdigit()]
        assert min(abs(figure - (high_x - low_x)) for figure in figures) < 0.11
        assert f"⌀ {2 * piece.draft.inner_radius_mm:.2f}" in words
    assert sum(text.startswith("Stone") for text in words.splitlines()) == len(piece.anatomy.stones)


def read_glb(data):
    length = struct.unpack_from("<I", data, 12)[0]
    return json.loads(data[20 : 20 + length]), data[28 + length :]


def attribute(document, body, node, name, kind, width):
    accessor = document["accessors"][document["meshes"][node["mesh"]]["primitives"][0]["attributes"][name]]
    start = document["bufferViews"][accessor["bufferView"]]["byteOffset"]
    return np.frombuffer(body, kind, accessor["count"] * width, start).reshape(-1, width).astype(float)


def placed(document, body, node):
    """Positions in millimetres of the piece, as glTF says: sixteen bits, then each instance, then the node's matrix."""
    unit = attribute(document, body, node, "POSITION", np.uint16, 4)[:, :3] / 65535
    instances = node.get("extensions", {}).get("EXT_mesh_gpu_instancing")
    if instances is None:
        matrix = np.array(node["matrix"]).reshape(4, 4).T
        return unit @ matrix[:3, :3].T + matrix[:3, 3]
    values = {name: accessor_floats(document, body, index) for name, index in instances["attributes"].items()}
    rows = zip(values["ROTATION"], values["SCALE"], values["TRANSLATION"], strict=True)
    return np.concatenate([turned_by(quaternion, unit * scale) + shift for quaternion, scale, shift in rows])


def turned_by(quaternion, points):
    """Hamilton's product: v + 2w(q × v) + 2q × (q × v)."""
    axis, w = quaternion[:3], quaternion[3]
    once = np.cross(axis, points)
    return points + 2 * w * once + 2 * np.cross(axis, once)


def accessor_floats(document, body, index):
    accessor = document["accessors"][index]
    width = {"VEC3": 3, "VEC4": 4}[accessor["type"]]
    start = document["bufferViews"][accessor["bufferView"]]["byteOffset"]
    return np.frombuffer(body, "<f4", accessor["count"] * width, start).reshape(-1, width).astype(float)
