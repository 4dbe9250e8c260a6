"""Modules find each other by hashed names; a picture that is missing breaks nothing."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

from benchpin import designs
from benchpin.atelier.web import static
from benchpin.designs.options import Choice

HELLO = b'import "./gem.js";'
SHA384_OF_HELLO = "N7C9qv6rtrmkXSAe3P2Re0qnMTozwwhMfExVwZayBlU2gDo+O8mXhITbZdeXprpj"  # by openssl


@pytest.fixture
def collected(tmp_path, monkeypatch):
    """A static root with two modules and a style, collected by hand."""
    names = {
        "js/viewer/viewer.js": "js/viewer/viewer.11.js",
        "vendor/three-0.185.1/three.module.min.js": "vendor/three-0.185.1/three.module.min.22.js",
        "css/base.css": "css/base.33.css",
    }
    for hashed in names.values():
        file = tmp_path / hashed
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(HELLO)
    storage = static.HashedStaticFiles(location=tmp_path, base_url="/static/")
    storage.hashed_files = names
    monkeypatch.setattr(static, "staticfiles_storage", storage)


def test_the_map_sends_every_module_to_its_hashed_name_with_its_integrity(collected):
    found = json.loads(static.import_map())

    assert found["imports"] == {
        "three": "/static/vendor/three-0.185.1/three.module.min.22.js",
        "/static/vendor/three-0.185.1/three.module.min.js": "/static/vendor/three-0.185.1/three.module.min.22.js",
        "/static/js/viewer/viewer.js": "/static/js/viewer/viewer.11.js",
    }
    assert set(found["integrity"].values()) == {"sha384-" + SHA384_OF_HELLO}


@pytest.fixture
def uncollected(tmp_path, monkeypatch):
    monkeypatch.setattr(static, "staticfiles_storage", static.HashedStaticFiles(location=tmp_path, base_url="/static/"))


def test_without_collected_files_names_stay_as_they_are(uncollected):
    assert json.loads(static.import_map()) == {
        "imports": {"three": "/static/vendor/three-0.185.1/three.module.min.js"},
        "integrity": {},
    }


def test_a_picture_nobody_made_has_no_address(uncollected):
    assert static.picture_address("pictures/icon.svg") == "/static/pictures/icon.svg"
    assert static.picture_address("pictures/gem/moonstone.webp") == ""


def test_what_was_vendored_is_what_versions_md_says():
    root = Path(static.__file__).parent.parent / "static"
    rows = [
        line.split(" | ") for line in (root / "vendor" / "VERSIONS.md").read_text().splitlines() if line.startswith("| vendor/")
    ]

    assert len(rows) == 3
    for row in rows:
        said = row[4].strip(" |`")
        assert base64.b64encode(hashlib.sha384((root / row[0].strip("| ")).read_bytes()).digest()).decode() == said


def test_every_choice_a_page_draws_has_its_picture():
    pictures = Path(static.__file__).parent.parent / "static" / "pictures"
    drawn = [
        (option.key, value.key)
        for design in designs.ALL
        for option in design.options
        if isinstance(option, Choice)
        for value in option.values
        if option.key in {"metal", "gem", "cut", "finish"}
    ]

    missing = [f"{folder}/{name}" for folder, name in drawn if not (pictures / folder / f"{name}.webp").exists()]

    assert missing == []
