"""The design that docs/how-to/add-a-design.md builds from nothing is one like any other."""

import importlib.util
import re
import sys
from math import pi, sqrt
from pathlib import Path

import pytest

from benchpin.cli.contact_sheet import contact_sheet
from benchpin.designs import specify
from benchpin.designs.possible import possible
from benchpin.designs.schema import design_schema
from benchpin.smith.errors import DesignRefused

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "add-a-design.md"
(MODULE,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
CONFIGURATIONS = [{}, {"bead_width": "14.0", "hole": "2.0"}, {"bead_width": "6.0", "hole": "2.0"}, {"metal": "ag_925"}]


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    file = tmp_path_factory.mktemp("design") / "bead.py"
    file.write_text(MODULE, "utf-8")
    spec = importlib.util.spec_from_file_location("bead_of_the_how_to", file)
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    yield made
    del sys.modules[spec.name]


def test_a_design_is_one_module_of_forty_to_a_hundred_and_twenty_lines():
    assert 40 <= len(MODULE.splitlines()) <= 120


@pytest.mark.parametrize("raw", CONFIGURATIONS, ids=str)
def test_it_is_one_body_with_the_volume_of_a_zone_of_a_ball_less_its_hole(module, raw):
    spec = specify(module.BEAD, raw)
    radius, hole = spec.choices.mm("bead_width") / 2, spec.choices.mm("hole") / 2
    height = 2 * sqrt(radius**2 - (hole + module.RIM_MM) ** 2)
    zone = pi * height * (radius**2 - height**2 / 12)
    assert spec.piece.cast_volume_mm3 == pytest.approx(zone - pi * hole**2 * height, rel=2e-3)
    assert len(spec.piece.cast.decompose()) == 1
    assert len(spec.piece.preview_glb()) < 200_000


@pytest.mark.parametrize(
    ("raw", "field", "says"),
    [
        ({"bead_width": "6.0", "hole": "4.0"}, "hole", "needs a bead of at least 8 mm. Choose a bead of 8 mm or wider"),
        ({"metal": "pt_950_ru", "finish": "hammered"}, "finish", "too tough to be hammered"),
    ],
)
def test_what_cannot_be_made_is_refused_with_what_would_work(module, raw, field, says):
    with pytest.raises(DesignRefused) as refused:
        specify(module.BEAD, raw)
    assert says in {error.field: str(error) for error in refused.value.errors}[field]


def test_what_else_is_possible_follows_from_its_rules_and_conflicts(module):
    beside = possible(module.BEAD, {"metal": "pt_950_ru", "bead_width": "7.0", "hole": "3.0"})
    assert [run.value for run in beside["finish"] if not run.allowed] == ["hammered"]
    assert [(run.value, run.until, run.allowed) for run in beside["hole"]] == [("2.0", "3.0", True), ("3.5", "5.0", False)]


def test_it_has_a_schema_a_route_and_pictures_without_another_line(module):
    assert {option.key: option.not_with != () for option in design_schema(module.BEAD).options}["finish"]
    keys = [operation.key for operation in specify(module.BEAD, {}).route.operations]
    assert keys.index("cast") < keys.index("final_polish") < keys.index("pack")
    sheet = contact_sheet([module.BEAD], at_random=1, seed=1)
    assert {frame.stage for frame in sheet.refused} <= {"rules"}
    assert len(sheet.drawn) >= 6


def test_every_module_the_page_names_exists():
    root = PAGE.parents[2] / "src" / "benchpin" / "designs"
    named = set(re.findall(r"`(\w+\.py)`", PAGE.read_text("utf-8")))
    assert {name for name in named if not (root / name).exists()} == set()
