"""The catalogue's path-traced pictures: there is one for whatever a page asks, as large as its name says."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from PIL import Image

from benchpin import designs
from benchpin.atelier.demo.window import LISTINGS
from benchpin.atelier.web import static
from benchpin.atelier.web.stills import FORMATS, KEY_METALS, STAND_INS, WIDTHS, file_of, still_of
from benchpin.smith.materials import METALS

FILES = Path(static.__file__).parent.parent / "static"
MOST_BYTES = 12_000_000  # of all of them together: they travel with every copy of the repository
PRESETS = {words["design_key"]: words["preset"] for words in LISTINGS}


@pytest.fixture(autouse=True)
def uncollected(tmp_path, monkeypatch):
    monkeypatch.setattr(static, "staticfiles_storage", static.HashedStaticFiles(location=tmp_path, base_url="/static/"))


def shown_in(design) -> set[str]:
    return {*KEY_METALS, PRESETS.get(design.key, {}).get("metal", design.option("metal").default)}


@pytest.mark.parametrize("design", designs.ALL, ids=lambda design: design.key)
def test_a_design_has_pictures_in_its_key_metals_and_as_the_window_shows_it(design):
    for metal in shown_in(design):
        still = still_of(design.key, metal)
        assert still is not None
        assert still.metal == metal


@pytest.mark.parametrize("design", designs.ALL, ids=lambda design: design.key)
def test_whatever_metal_a_page_asks_for_it_shows_one_of_that_colour(design):
    white = {"white_gold", "platinum", "silver"}
    for value in design.option("metal").values:
        still = still_of(design.key, value.key)
        assert still is not None
        families = {METALS[still.metal].family, METALS[value.key].family}
        assert len(families) == 1 or families <= white, f"{still.metal} for {value.key}"


def test_rose_gold_stands_in_for_nothing_and_nothing_for_rose_gold():
    assert "au_r18" not in STAND_INS
    assert all("au_r18" not in others for others in STAND_INS.values())


def test_a_jewellers_own_model_has_no_picture_and_breaks_no_page():
    assert still_of("own-model", "au_y18") is None
    assert "<" not in Template('{% load benchpin %}{% still "own-model" "au_y18" sizes="9px" alt="" %}').render(Context())


@pytest.mark.parametrize("design", designs.ALL, ids=lambda design: design.key)
def test_each_file_is_as_wide_as_its_name_says_and_has_a_clear_ground(design):
    for metal in shown_in(design):
        for width in WIDTHS:
            for kind in FORMATS:
                with Image.open(FILES / file_of(design.key, metal, width, kind)) as picture:
                    assert (picture.size, picture.format, picture.mode) == ((width, width), kind.upper(), "RGBA")
                    if width == WIDTHS[0]:  # whole: it decodes, its corners are paper, and something is on it
                        alpha = picture.getchannel("A")
                        assert max(alpha.getpixel((x, width - 1)) for x in (0, width - 1)) <= 1
                        assert alpha.getextrema()[1] > 250


def test_a_picture_element_names_only_files_that_exist():
    for design in designs.ALL:
        html = Template('{% load benchpin %}{% still design "ag_925" sizes="46vw" alt="A ring" %}').render(
            Context({"design": design.key})
        )
        asked = re.findall(r"/static/(pictures/\S+?)(?: (\d+)w)?[,\"]", html)
        assert len(asked) == 1 + len(WIDTHS) * len(FORMATS)
        for name, width in asked:
            assert (FILES / name).exists(), name
            assert not width or name.split(".")[0].endswith(f"-{width}"), name
        assert 'sizes="46vw"' in html
        assert 'width="1200" height="1200"' in html  # its place is kept before it comes


def test_no_picture_lies_there_that_no_page_asks_for():
    wanted = {
        file_of(design.key, metal, width, kind)
        for design in designs.ALL
        for metal in shown_in(design)
        for width in WIDTHS
        for kind in FORMATS
    }
    found = {str(file.relative_to(FILES)) for design in designs.ALL for file in (FILES / "pictures" / design.key).iterdir()}
    assert found - wanted == set()


def test_all_pictures_together_are_light():
    assert sum(file.stat().st_size for file in (FILES / "pictures").rglob("*.*")) < MOST_BYTES
