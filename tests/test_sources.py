"""The page of sources fails here when a table uses a name it does not explain, or a figure moved on without it."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchpin.smith.materials import METALS

HERE = Path(__file__).resolve().parent.parent
PAGE = (HERE / "docs" / "sources.md").read_text("utf-8")
TABLES = sorted((HERE / "src" / "benchpin" / "smith").glob("*/*.toml"))
NOT_NAMES = {"ISO", "BS", "CFR", "CIBJO", "GOST", "CVD", "HPHT", "SG", "RI", "DISAGREES", "HP"}  # standards and quantities


def sources(row: object) -> Iterator[str]:
    """Every text under a key `source` or `..._source`, however deep."""
    if isinstance(row, list):
        for one in row:
            yield from sources(one)
    elif isinstance(row, dict):
        for key, value in row.items():
            if isinstance(value, str) and key.endswith("source"):
                yield value
            else:
                yield from sources(value)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_short_name_and_address_in_a_table_is_explained(table):
    for text in sources(tomllib.loads(table.read_text("utf-8"))):
        short = {name for name in re.findall(r"\b[A-Z]{2,7}\b", text) if name not in NOT_NAMES}
        places = set(re.findall(r"\b[a-z0-9-]+\.(?:com|info|org|edu|biz|co|dev)\b", text))
        unexplained = {name for name in short | places if not re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", PAGE)}
        assert not unexplained, text


@pytest.mark.parametrize("alloy", METALS.values(), ids=lambda alloy: alloy.id)
def test_the_page_states_the_density_we_weigh_with(alloy):
    row = re.search(rf"^\| {alloy.name} \| (\S+) \| (\S+) \|", PAGE, re.MULTILINE)

    assert row, alloy.name
    assert float(row[1]) == alloy.density_g_cm3
    assert float(row[2]) == pytest.approx(alloy.mixed_density_g_cm3, abs=0.006)


def test_every_place_the_page_names_exists():
    for path in re.findall(r"`((?:smith|designs)/[^`]+)`", PAGE):
        assert list((HERE / "src" / "benchpin").glob(path)), path
