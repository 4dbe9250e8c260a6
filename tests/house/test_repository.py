"""What is true of the repository itself: no address of a package index or a machine in it, documents that point at what exists,
benchmarks that print their figures."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent.parent
INDEX_HOSTS = re.compile(
    rb"py[p]i\.(org|python)|pythonh[o]sted|registry\.(np[m]js|yarnp[k]g)|proxy\.gol[a]ng|crates\.i[o]"
    rb"|--(extra-)?index-u[r]l|--find-l[i]nks"  # letters in brackets: this file names none either
)
MACHINE_PATHS = re.compile(rb"(?<![\w.])/(work|root|home|Users)/[\w.-]+/")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
NAMED = re.compile(r"`((?:src|tests|docs|examples|benchmarks|requirements|tools|smith|designs|atelier|shop|static)/[\w./-]+)`")
ROOMS = [HERE, HERE / "src/benchpin", HERE / "src/benchpin/atelier"]
BENCHMARKS = sorted(file for file in (HERE / "benchmarks").glob("*.py") if "__main__" in file.read_text("utf-8"))


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=HERE, capture_output=True, text=True, check=True).stdout
    return [HERE / name for name in listed.split("\0") if name and (HERE / name).is_file()]


def documents() -> list[Path]:
    return [*HERE.glob("*.md"), *(HERE / "docs").rglob("*.md")]


def test_no_file_names_a_package_index_or_a_place_on_somebodys_machine():
    mine = Path(__file__)
    found = [
        f"{file.relative_to(HERE)}: {hit.group().decode()}"
        for file in committed()
        if file != mine
        for pattern in (INDEX_HOSTS, MACHINE_PATHS)
        if (hit := pattern.search(file.read_bytes()))
    ]
    assert found == []


def test_every_requirement_is_pinned_with_its_hash():
    for name in ("runtime", "develop"):
        lines = (HERE / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
        pins = [line for line in lines if re.match(r"[a-z0-9]", line)]
        assert len(pins) > 20
        assert all("==" in pin and pin.endswith("\\") for pin in pins)


@pytest.mark.parametrize("document", documents(), ids=lambda file: str(file.relative_to(HERE)))
def test_a_document_points_at_what_exists(document):
    text = document.read_text("utf-8")
    dead = [target for target in LINK.findall(text) if not (document.parent / target).exists()]
    dead += [name for name in NAMED.findall(text) if not any((room / name).exists() for room in ROOMS)]
    assert dead == []


def test_the_readme_shows_the_example_that_is_run():
    shown = re.search(r"```python\n(.*?)```", (HERE / "README.md").read_text("utf-8"), re.DOTALL)
    assert shown
    assert shown.group(1) in (HERE / "examples" / "ten_lines.py").read_text("utf-8")


def test_make_alone_lists_every_target():
    listed = subprocess.run([sys.executable, "dev.py"], cwd=HERE, capture_output=True, text=True, check=True).stdout
    targets = re.search(r"^\.PHONY: (.*)$", (HERE / "Makefile").read_text(), re.MULTILINE)
    assert targets
    assert {line.split()[1] for line in listed.splitlines()} == set(targets.group(1).split()) - {"help"}


@pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda file: file.name)
def test_a_benchmark_prints_its_figures_as_json_on_its_last_line(benchmark):
    ran = subprocess.run(
        [sys.executable, benchmark, "--quick"], cwd=HERE, capture_output=True, text=True, timeout=240, check=False
    )
    assert ran.returncode == 0, ran.stderr
    figures = json.loads(ran.stdout.splitlines()[-1])
    assert isinstance(figures, dict)
    assert figures
