"""The command line says of a CAD file what the shop would say."""

from pathlib import Path

import pytest

from benchpin.cli import main
from benchpin.smith.geometry import Solid
from smith.geometry.reading.files import HOSTILE, exported


def test_it_lists_the_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bead.3mf"
    file.write_bytes(exported({"Bead": Solid.sphere(4, 48)}, "3mf"))
    assert main(["read", str(file)]) == 0
    out = capsys.readouterr().out
    assert "bead.3mf: 3MF in mm, 1 part\n  Bead: 8 × 8 × 8 mm, 26" in out


def test_it_refuses_with_the_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.stl"
    file.write_bytes(HOSTILE["stl of fifty million"])
    assert main(["read", str(file)]) == 2
    assert "would say it has 50,000,000 triangles" in capsys.readouterr().err


def test_it_says_where_there_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path / "none.stl")]) == 2
    assert "cannot be read: No such file" in capsys.readouterr().err
