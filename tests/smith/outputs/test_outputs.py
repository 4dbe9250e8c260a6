"""What leaves the house as a file: each says what the piece is, by another road than the one it was written on."""

import io
import json
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
import trimesh

from benchpin.designs import SOLITAIRE, STUD_EARRINGS, WEDDING_BAND, specify
from benchpin.smith.engraving import engraved_line
from benchpin.smith.geometry import line_outline_mm
from benchpin.smith.outputs import OUTPUTS, StepUnavailable, engraving_dxf, engraving_svg, report, step, stone_map_svg
from benchpin.smith.piece import Piece

SVG = "{http://www.w3.org/2000/svg}"


def piece(design=SOLITAIRE, **choices) -> Piece:
    return specify(design, choices).piece


def area_mm2(loops):
    """The shoelace formula over closed loops; holes run the other way and count against."""
    return sum(float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2 for x, y in (loop.T for loop in loops))


def read_dxf(text):
    """Closed polylines by layer, read pair by pair as the format says."""
    lines = text.split("\r\n")
    pairs = [(int(code), value) for code, value in zip(lines[::2], lines[1::2], strict=False) if code]
    loops, points, layer = {}, [], ""
    for k, (code, value) in enumerate(pairs):
        if code == 0 and value == "POLYLINE":
            points, layer = [], pairs[k + 1][1]
        elif code == 0 and value == "VERTEX":
            points.append((float(pairs[k + 2][1]), float(pairs[k + 3][1])))
        elif code == 0 and value == "SEQEND":
            loops.setdefault(layer, []).append(np.array(points))
    return loops


def test_a_stone_map_numbers_every_stone_once_and_says_its_size():
    made = piece(cut="oval", stone_width="6.0")
    drawing = ElementTree.fromstring(stone_map_svg(made))
    words = [text.text for text in drawing.iter(f"{SVG}text")]
    stone = made.anatomy.stones[0]
    assert words.count("1") == 2  # on the stone and in the table
    assert f"{stone.length_mm:.2f} × {stone.width_mm:.2f} × {stone.depth_mm:.2f}" in words
    assert f"1 stone, {stone.carats:.2f} ct together" in words


def test_the_map_of_a_pair_says_it_is_of_one():
    words = " ".join(t.text for t in ElementTree.fromstring(stone_map_svg(piece(STUD_EARRINGS))).iter(f"{SVG}text"))
    assert "2 stones" in words
    assert "one of the pair" in words


def test_a_stone_is_drawn_on_the_map_in_the_scale_the_map_states():
    made = piece(stone_width="6.0")
    drawing = stone_map_svg(made)
    enlarged = float(re.search(r"enlarged ([\d.]+) times", drawing)[1])
    outline = ElementTree.fromstring(drawing).findall(f".//{SVG}path")[1].get("d")
    xs = [float(pair.split()[0]) for pair in re.findall(r"[\d.]+ [\d.]+", outline)]
    assert max(xs) - min(xs) == pytest.approx(6.0 * enlarged, rel=0.01)


def test_a_piece_without_stones_has_no_map():
    with pytest.raises(LookupError):
        stone_map_svg(piece(WEDDING_BAND))
    assert not OUTPUTS["stone-map.pdf"].applies(piece(WEDDING_BAND).anatomy)


def test_the_laser_gets_the_letters_own_area_in_true_millimetres():
    engravings = piece(engraving="Clara & Ben").anatomy.engravings
    (loops,) = read_dxf(engraving_dxf(engravings)).values()
    expected = area_mm2(line_outline_mm(engraved_line(engravings[0])))
    assert area_mm2(loops) == pytest.approx(expected, rel=1e-3)
    svg = ElementTree.fromstring(engraving_svg(engravings))
    assert svg.get("width").endswith("mm")
    assert float(svg.get("width")[:-2]) == pytest.approx(float(svg.get("viewBox").split()[2]))


def test_a_seal_is_cut_mirrored_and_keeps_its_area():
    (words,) = piece(engraving="Clara").anatomy.engravings
    straight = read_dxf(engraving_dxf((words,)))
    turned = read_dxf(engraving_dxf((replace(words, reverse=True),)))
    (a,), (b,) = straight.values(), turned.values()
    assert area_mm2(a) == pytest.approx(area_mm2(b), rel=1e-6)
    assert max(p[:, 0].max() for p in a) == pytest.approx(-min(p[:, 0].min() for p in b))


def test_several_words_stand_apart_each_on_its_layer():
    (words,) = piece(engraving="Clara").anatomy.engravings
    layers = read_dxf(engraving_dxf((words, replace(words, text="Ben", place="on the table"))))
    assert len(layers) == 2
    first, second = layers.values()
    assert min(p[:, 1].min() for p in first) > max(p[:, 1].max() for p in second) + 2


def test_nothing_engraved_is_no_file():
    with pytest.raises(LookupError):
        engraving_dxf(())


def test_the_report_adds_up_and_passes_every_check():
    made = piece(engraving="Clara")
    figures = json.loads(OUTPUTS["json"].make(made, 0.0))
    assert sum(alloy["mass_g"] for alloy in figures["alloys"]) == pytest.approx(figures["metal_mass_g"], abs=1e-3)
    assert figures["stones"][0]["carats"] == made.anatomy.stones[0].carats
    assert all(check["passes"] for check in figures["checks"])
    assert {"one_body", "stone_clear_of_metal", "set_shank", "claw", "under_engraving"} <= {
        c["check"] for c in figures["checks"]
    }
    assert "larger or smaller later" in figures["resizing"]
    assert report(made)["measures"]


def test_a_3mf_names_its_parts_and_its_unit():
    with zipfile.ZipFile(io.BytesIO(OUTPUTS["3mf"].make(piece(), 1.6))) as archive:
        model = ElementTree.fromstring(archive.read("3D/3dmodel.model"))
    assert model.get("unit") == "millimeter"
    core = "{http://schemas.microsoft.com/3dmanufacturing/core/2015/02}"
    assert [o.get("name") for o in model.iter(f"{core}object")] == ["Band, head"]


ONE_METAL = [output for output in OUTPUTS.values() if output.key != "second-metal.stl"]


@pytest.mark.parametrize("output", ONE_METAL, ids=lambda output: output.key)
def test_every_kind_of_file_is_made_of_a_piece_it_applies_to_and_is_the_same_every_time(output):
    made = piece(engraving="Clara")
    assert output.applies(made.anatomy)
    if output.key == "step":
        with pytest.raises(StepUnavailable, match="STL or 3MF"):
            output.make(made, 0.0)
        return
    first, again = output.make(made, 0.0), output.make(piece(engraving="Clara"), 0.0)
    assert first
    if not output.key.endswith("pdf"):  # typst writes the day
        assert first == again


def test_a_swept_piece_is_refused_as_step_with_what_would_work():
    with pytest.raises(StepUnavailable, match=r"No STEP of this piece: .* Take its STL or 3MF"):
        step(piece())


def test_each_metal_of_an_inlaid_band_has_a_casting_file_of_its_own():
    made = piece(WEDDING_BAND, detail="inlay", band_width="5.0", band_thickness="2.0", inlay_metal="au_r18")
    band, inlay = made.anatomy.parts
    volumes = [
        trimesh.load(io.BytesIO(OUTPUTS[key].make(made, 0.0)), file_type="stl").volume for key in ("stl", "second-metal.stl")
    ]
    assert volumes[0] == pytest.approx(band.volume_mm3, rel=1e-3)
    assert volumes[1] > inlay.volume_mm3  # grown by its own shrinkage
    assert not OUTPUTS["second-metal.stl"].applies(piece().anatomy)
