"""A contact sheet shows what the viewer would, and lists what is refused."""

import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from benchpin.cli import main
from benchpin.cli.contact_sheet import contact_sheet
from benchpin.cli.model import read_model
from benchpin.cli.still import still
from benchpin.designs import BEZEL_PENDANT, SOLITAIRE, STUD_EARRINGS, WEDDING_BAND, specify

PAPER = (250, 249, 247)


@pytest.fixture(scope="module")
def studs():
    return contact_sheet([STUD_EARRINGS], at_random=2, seed=7)


def covered(picture):
    """Which pixels are not paper."""
    return (np.abs(np.asarray(picture, int) - PAPER) > 12).any(-1)


def test_a_preview_read_back_encloses_what_the_piece_does():
    piece = specify(WEDDING_BAND, {"finish": "polished"}).piece
    shapes = read_model(piece.preview_glb()).shapes
    a, b, c = np.concatenate([shape.corners for shape in shapes]).transpose(1, 0, 2)
    assert np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6 == pytest.approx(piece.cast_volume_mm3, rel=2e-3)


def test_normals_of_a_model_stand_on_its_faces():
    for shape in read_model(specify(SOLITAIRE, {}).piece.preview_glb()).shapes:
        a, b, c = shape.corners.transpose(1, 0, 2)
        facing = np.einsum("ij,ij->i", np.cross(b - a, c - a), shape.normals.mean(1))
        assert (facing > -1e-6).mean() > 0.99


def test_links_that_are_sent_once_are_drawn_wherever_they_hang():
    model = read_model(specify(BEZEL_PENDANT, {}).piece.preview_glb())
    chain = next(shape for shape in model.shapes if shape.name.startswith("chain"))
    x, y, _ = chain.corners.reshape(-1, 3).T
    assert np.ptp(y) > 40
    assert x.min() < -5 < 5 < x.max()


def test_a_ring_seen_from_the_front_is_open_and_as_round_as_it_is():
    model = read_model(specify(WEDDING_BAND, {}).piece.preview_glb())
    seen = covered(still(model, "front", 500))
    across, down = (np.flatnonzero(seen.any(axis)) for axis in (0, 1))
    assert not seen[250, 250]
    assert np.ptp(across) == pytest.approx(np.ptp(down), abs=1)
    piece = specify(WEDDING_BAND, {}).piece
    inner, outer = piece.draft.inner_radius_mm, piece.cast.bounding_box()[3]
    radius = (np.ptp(across) + 1) / 2
    assert seen.sum() == pytest.approx(np.pi * radius**2 * (1 - (inner / outer) ** 2), rel=0.03)


def test_a_sheet_has_the_defaults_both_ends_of_each_option_and_what_dice_gave(studs):
    said = [dict(frame.choices) for frame in studs.frames]
    assert said[0] == {}
    assert {"stone_width": "3.0"} in said
    assert {"stone_width": "6.5"} in said
    assert len([one for one in said if len(one) == len(STUD_EARRINGS.options)]) >= 2
    assert all(len(frame.pictures) == 3 for frame in studs.drawn)


def test_what_is_refused_is_listed_with_its_sentence(studs):
    by_rule = [frame for frame in contact_sheet([SOLITAIRE], at_random=0, seed=1).frames if frame.stage == "rules"]
    assert {tuple(frame.choices.items()) for frame in by_rule} >= {(("band_width", "1.6"),), (("band_thickness", "1.5"),)}
    assert all(frame.refusal and not frame.pictures for frame in by_rule)
    page = contact_sheet([], at_random=0, seed=1).html() + studs.html()
    assert page.count(b"<figure>") == len(studs.drawn)
    assert page.count(b"<li>") == len(studs.refused)


def test_the_same_seed_draws_the_same(studs):
    again = contact_sheet([STUD_EARRINGS], at_random=2, seed=7)
    assert [dict(frame.choices) for frame in again.frames] == [dict(frame.choices) for frame in studs.frames]
    assert again.png() == studs.png()
    with Image.open(BytesIO(studs.png())) as sheet:
        assert sheet.width > 1000


def test_the_command_writes_a_page_and_says_what_it_drew(tmp_path, capsys):
    out = tmp_path / "sheet.html"
    assert main(["designs", "check", "--only", "stud_earrings", "--random", "1", "--seed", "3", "--out", str(out)]) == 0
    drawn = int(re.search(r"(\d+) pieces drawn", capsys.readouterr().out)[1])
    assert out.read_text("utf-8").count("<figure>") == drawn
