"""The model of every design before the glTF consortium's own validator, in Chromium."""

import base64
import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from benchpin import designs
from benchpin.designs.design import specify

pytestmark = pytest.mark.browser

VALIDATOR = Path(__file__).parents[2] / "vendor" / "gltf_validator" / "gltf_validator.dart.js"
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-3d-apis"]
MORE = {
    "solitaire": {"engraving": "Clara & Ben", "cut": "pear"},
    "wedding_band": {"detail": "inlay", "band_width": "5.0", "band_thickness": "2.0"},
    "signet": {"monogram": "AB", "fill": "enamel_blue"},
    "bezel_solitaire": {"cut": "cabochon_oval"},
    "bezel_pendant": {"cut": "heart"},
}
# Told of an extension it does not know, and of coordinates that only our own viewer reads.
ASIDE = {"UNSUPPORTED_EXTENSION", "UNUSED_OBJECT"}


@pytest.fixture(scope="module")
def page():
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        page = browser.new_page()
        page.set_content("<title>validator</title>")
        page.evaluate("window.exports = {}; window.module = { exports: window.exports }")
        page.add_script_tag(content=VALIDATOR.read_text("utf-8"))
        yield page
        browser.close()


def judged(page, model: bytes):
    return json.loads(
        page.evaluate(
            """async (text) => {
              const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
              const report = await window.exports.validateBytes(bytes, { maxIssues: 50 });
              return JSON.stringify(report.issues);
            }""",
            base64.b64encode(model).decode(),
        )
    )


PIECES = [(design.key, {}) for design in designs.ALL] + list(MORE.items())


@pytest.mark.parametrize(("key", "choices"), PIECES, ids=[f"{key}-{'-'.join(raw) or 'defaults'}" for key, raw in PIECES])
def test_every_model_passes_without_an_error_or_a_warning(page, key, choices):
    issues = judged(page, specify(designs.by_key(key), choices).piece.preview_glb())
    assert issues["numErrors"] == issues["numWarnings"] == 0, issues["messages"]
    assert {message["code"] for message in issues["messages"]} <= ASIDE


def test_the_validator_tells_a_broken_model(page):
    model = bytearray(specify(designs.by_key("wedding_band"), {}).piece.preview_glb())
    broken = model.replace(b'"componentType":5123', b'"componentType":5124', 1)
    assert judged(page, bytes(broken))["numErrors"] > 0
