import json
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from benchpin.cli import main
from benchpin.designs import ALL, SOLITAIRE, specify

HERE = Path(__file__).resolve().parent.parent
BOOK = str(HERE / "examples" / "price_book.toml")


def stl_volume_mm3(content: bytes) -> float:
    """The divergence theorem over the triangles of a binary STL, in plain Python: a second road to the volume."""
    (count,) = struct.unpack_from("<I", content, 80)
    volume = 0.0
    for place in range(count):
        ax, ay, az, bx, by, bz, cx, cy, cz = struct.unpack_from("<9f", content, 84 + 50 * place + 12)
        volume += ax * (by * cz - bz * cy) - ay * (bx * cz - bz * cx) + az * (bx * cy - by * cx)
    return volume / 6


def test_every_design_is_listed_and_every_option_of_one(capsys):
    assert main(["designs"]) == 0
    listed = capsys.readouterr().out
    assert all(design.key in listed and design.summary in listed for design in ALL)

    assert main(["designs", "solitaire"]) == 0
    options = capsys.readouterr().out
    assert "--stone-width     4.0 to 8.0 mm by 0.5; default 6.0" in options
    assert all(f"--{option.key.replace('_', '-')}" in options for option in SOLITAIRE.options)


def test_what_is_printed_is_what_the_library_says(capsys):
    piece = specify(SOLITAIRE, {"size": "US:7", "metal": "pt_950_ru"}).piece

    assert main(["build", "solitaire", "--size", "US:7", "--metal", "pt_950_ru"]) == 0
    printed = capsys.readouterr().out
    assert piece.anatomy.description in printed
    assert re.search(rf"Metal mass +{piece.anatomy.metal_mass_g:.2f} g of Platinum 950\n", printed)
    assert re.search(r"Ring size +US 7\n", printed)


def test_the_stl_on_the_disk_weighs_what_was_printed(tmp_path, capsys):
    out = tmp_path / "band.stl"
    assert main(["build", "wedding_band", "--metal", "au_y18", "--out", str(out)]) == 0

    grams = float(re.search(r"Metal mass +([\d.]+) g", capsys.readouterr().out)[1])
    assert stl_volume_mm3(out.read_bytes()) * 15.5 / 1000 == pytest.approx(grams, abs=0.006)


def test_a_casting_file_is_grown_by_the_alloys_shrinkage_and_says_so(tmp_path, capsys):
    finished, casting = tmp_path / "finished.stl", tmp_path / "casting.stl"
    main(["build", "wedding_band", "--metal", "pt_950_ru", "--out", str(finished)])
    assert "at its finished size" in capsys.readouterr().out
    main(["build", "wedding_band", "--metal", "pt_950_ru", "--out", str(casting), "--casting"])
    assert "grown by 1.5 % for casting" in capsys.readouterr().out

    ratio = stl_volume_mm3(casting.read_bytes()) / stl_volume_mm3(finished.read_bytes())
    assert ratio == pytest.approx((1 / (1 - 0.015)) ** 3, rel=1e-5)


def test_each_ending_gives_its_own_file(tmp_path):
    for ending in ("3mf", "stl", "glb", "svg"):
        assert main(["build", "bezel_pendant", "--out", str(tmp_path / f"p.{ending}")]) == 0

    assert "3D/3dmodel.model" in zipfile.ZipFile(tmp_path / "p.3mf").namelist()
    assert (tmp_path / "p.glb").read_bytes()[:4] == b"glTF"
    assert (tmp_path / "p.svg").read_text("utf-8").lstrip().startswith("<svg")


def test_every_design_goes_to_json_with_every_option(capsys):
    assert main(["designs", "--json"]) == 0
    read = {design["key"]: design for design in json.loads(capsys.readouterr().out)}
    assert list(read) == [design.key for design in ALL]
    for design in ALL:
        assert [option["key"] for option in read[design.key]["options"]] == [option.key for option in design.options]

    assert main(["designs", "solitaire", "--json"]) == 0
    (alone,) = json.loads(capsys.readouterr().out)
    assert alone == read["solitaire"]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("build solitaire --size 7", ["--size: Say the system and the size"]),
        ("build solitaire --metal gold", ["--metal: We do not make this in that metal", "Type one of: au_y18 | au_r18"]),
        ("build solitaire --stone-width 8 --band-width 1.6", ["--band-width: A stone of 8 mm needs a band of at least 2.2 mm"]),
        ("build solitaire --size 7 --metal gold", ["--size:", "--metal:"]),  # all at once
        ("build solitaire --out ring.obj", ["--out: a file ending in “.obj”", ".stl, .3mf"]),
        ("build wedding_band --out band.stone-map.svg", ["--out: this piece has no stone-map.svg"]),
        ("designs check --only tiara", ["There is no design “tiara”"]),
        ("designs check --out designs.gif", ["--out: a contact sheet is written as .html or .png, not “.gif”"]),
        ("build solitaire --out /nowhere/ring.stl", ["--out: /nowhere/ring.stl cannot be written: No such file"]),
        ("build solitaire --casting", ["--casting:", "--out"]),
        ("build solitaire --out ring.glb --casting", ["--casting:", ".stl or .3mf"]),
        ("designs tiara", ["There is no design “tiara”. Choose from: solitaire"]),
        ("price solitaire --book /nowhere.toml", ["--book: /nowhere.toml cannot be read: No such file"]),
        (f"price solitaire --book {HERE / 'pyproject.toml'}", ["is not a price book", "`version`"]),
        (f"price solitaire --book {HERE / 'Makefile'}", ["is not a price book"]),
        (f"price solitaire --gem emerald --book {BOOK}", ["--book: The price book has no price for emerald"]),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_would_work(command, says, capsys):
    assert main(command.split()) == 2
    written = capsys.readouterr().err
    assert all(words in written for words in says), written


@pytest.mark.parametrize("command", ["build tiara", "build", "weigh solitaire", "", "build solitaire --metals au_y18"])
def test_a_command_that_is_not_one_shows_what_is(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main(command.split())
    assert ended.value.code == 2
    assert "usage: benchpin" in capsys.readouterr().err


def test_a_wide_band_is_advised_upon(capsys):
    main(["build", "wedding_band", "--band-width", "6"])
    assert "Most people take one UK size larger" in capsys.readouterr().out
    main(["build", "wedding_band", "--band-width", "3"])
    assert "sits tighter" not in capsys.readouterr().out


def test_the_lines_of_a_price_add_up_on_the_screen(capsys):
    assert main(["price", "solitaire", "--book", BOOK]) == 0
    amounts = [float(text.replace(",", "")) for text in re.findall(r"£([\d,]+\.\d\d)  ", capsys.readouterr().out)]

    assert sum(amounts[:-1]) == pytest.approx(amounts[-1])
    assert amounts[-1] % 5 == 0


def test_the_core_and_its_command_line_run_without_django(tmp_path):
    code = (
        "import sys, json; from benchpin.cli import main; main(['build', 'wedding_band']);"
        "print(json.dumps([m for m in sys.modules if m.split('.')[0] == 'django']))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout.splitlines()[-1]) == []


def test_the_package_runs_as_a_command():
    ran = subprocess.run([sys.executable, "-m", "benchpin", "designs"], capture_output=True, text=True, check=True)
    assert "solitaire" in ran.stdout
