import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.py"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_runs_in_an_empty_folder(example, tmp_path):
    ran = subprocess.run([sys.executable, example], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_ten_lines_build_weigh_price_and_export(tmp_path):
    example = next(example for example in EXAMPLES if example.name == "ten_lines.py")
    ran = subprocess.run([sys.executable, example], cwd=tmp_path, capture_output=True, text=True, check=True)
    statements = [line for line in example.read_text("utf-8").split('"""')[2].splitlines() if line]

    says, grams, price = ran.stdout.splitlines()
    assert "engraved “Clara” inside" in says
    assert 2.5 < float(grams.split(" g ")[0]) < 4
    assert price.startswith("GBP ")
    assert price.endswith(".00")
    assert zipfile.ZipFile(tmp_path / "ring.3mf").testzip() is None
    assert len([line for line in statements if "import" not in line]) <= 10
