"""The viewer on its own, in real Chromium without a graphics card: what a customer's machine may do to it."""

import base64
import io
import json
import os
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect, sync_playwright

from benchpin import designs
from benchpin.atelier.demo.window import LISTINGS
from benchpin.atelier.web import static
from benchpin.atelier.web.stills import file_of
from benchpin.designs.design import specify
from benchpin.smith.materials.view import viewer_table

pytestmark = pytest.mark.browser

FILES = Path(static.__file__).parent.parent / "static"
FLAGS = ["--no-sandbox", "--disable-quic", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
DEEPER_THAN_SHADOW = 0.8 * 255  # of a picture's alpha: this much and more is the piece
SLOW_MS = 60_000  # one processor draws what a graphics card draws elsewhere
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>viewer</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/css/tokens.css"><link rel="stylesheet" href="/css/pages/product.css">
<script type="importmap">{"imports": {"three": "/vendor/three-0.185.1/three.module.min.js"}}</script>
<body><div class="stage" style="height: 260px"><img class="still" src="/pictures/icon.svg" alt="">
<jewel-view glb="/solitaire.glb" samples="2" label="A ring" metal="au_y18" finish="polished" gem="diamond"></jewel-view></div>
<script type="application/json" id="viewer-table">TABLE</script>
<script type="module" src="/js/viewer/jewel-view.js"></script></html>"""


@pytest.fixture(scope="module")
def pieces() -> dict[str, bytes]:
    return {f"/{design.key}.glb": specify(design, {}).piece.preview_glb() for design in designs.ALL}


def launch(playwright, *flags: str):
    return playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=[*FLAGS, *flags])


@pytest.fixture(scope="module")
def playwright():
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright):
    browser = launch(playwright)
    yield browser
    browser.close()


def opened(browser, pieces, **context) -> Page:
    """The page above; `page.asked` are the paths it fetched, `page.said` what its console said."""
    page = browser.new_context(viewport={"width": 300, "height": 300}, **context).new_page()
    page.asked, page.said = [], []

    def answer(route: Route) -> None:
        path = urlparse(route.request.url).path
        page.asked.append(path)
        if path in pieces:
            route.fulfill(body=pieces[path], content_type="model/gltf-binary")
        elif path == "/":
            route.fulfill(body=PAGE.replace("TABLE", json.dumps(viewer_table())), content_type="text/html")
        else:
            route.fulfill(body=(FILES / path[1:]).read_bytes(), content_type=KINDS[Path(path).suffix])

    page.route("**/*", answer)
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto("http://viewer.test/")
    return page


@pytest.fixture
def page(chromium, pieces):
    page = opened(chromium, pieces)
    settled(page)
    yield page
    assert page.said == []
    page.context.close()


@pytest.fixture(scope="module")
def gallery(chromium, pieces):
    """One page in which every design is shown in turn, as somebody who browses does."""
    page = opened(chromium, pieces)
    settled(page)
    yield page
    assert page.said == []
    page.context.close()


def settled(page: Page) -> None:
    expect(page.locator("jewel-view[data-settled]")).to_be_attached(timeout=SLOW_MS)


def choose(page: Page, **attributes: str) -> None:
    page.evaluate(
        "given => Object.entries(given).forEach(([k, v]) => document.querySelector('jewel-view').setAttribute(k, v))",
        attributes,
    )


def look(page: Page) -> dict[str, float]:
    """What is on the screen: how much of it the piece covers, and the mean colour there."""
    return page.evaluate(
        """async () => {
          const view = document.querySelector("jewel-view").viewer;
          const picture = await createImageBitmap(await view.snapshot());
          const canvas = new OffscreenCanvas(picture.width, picture.height), pen = canvas.getContext("2d");
          pen.drawImage(picture, 0, 0);
          const { data } = pen.getImageData(0, 0, picture.width, picture.height);
          let n = 0, sum = [0, 0, 0];
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] <= 250) continue;
            n++;
            for (const k of [0, 1, 2]) sum[k] += data[i + k];
          }
          return { share: n / (data.length / 4), red: sum[0] / n, green: sum[1] / n, blue: sum[2] / n };
        }"""
    )


@pytest.mark.parametrize("design", [design.key for design in designs.ALL])
def test_every_design_is_shown(gallery, design):
    choose(gallery, glb=f"/{design}.glb")
    expect(gallery.locator("jewel-view[aria-busy]")).not_to_be_attached(timeout=SLOW_MS)

    assert f"/{design}.glb" in gallery.asked
    assert look(gallery)["share"] > 0.0008  # a fine chain, hung whole, is a thin line
    assert gallery.locator("canvas").get_attribute("aria-label") == "A ring"


def test_another_metal_changes_the_picture_and_fetches_nothing(page):
    gold = look(page)
    fetched = len(page.asked)

    choose(page, metal="ag_925", gem="sapphire", finish="satin")
    settled(page)

    silver = look(page)
    assert gold["red"] - gold["blue"] > 40
    assert abs(silver["red"] - silver["blue"]) < 25
    assert len(page.asked) == fetched


def test_twelve_pieces_later_nothing_more_is_kept(page):
    memory = "() => document.querySelector('jewel-view').viewer.renderer.info.memory"
    pieces = ["wedding_band", "stud_earrings", "solitaire"]
    kept = []
    for _ in range(4):
        for name in pieces:
            choose(page, glb=f"/{name}.glb")
            expect(page.locator("jewel-view[aria-busy]")).not_to_be_attached(timeout=SLOW_MS)
        kept.append(page.evaluate(memory))

    assert kept[0] == kept[-1]


def test_the_last_of_several_pieces_asked_for_is_the_one_shown(page):
    for name in ("wedding_band", "stud_earrings", "bezel_pendant"):
        choose(page, glb=f"/{name}.glb")
    settled(page)

    expect(page.locator("jewel-view[aria-busy]")).not_to_be_attached(timeout=SLOW_MS)
    assert page.evaluate("document.querySelector('jewel-view').viewer.piece.kind") == "pendant"


def test_at_rest_it_draws_nothing(page):
    page.evaluate(
        """() => { const { renderer } = document.querySelector("jewel-view").viewer, draw = renderer.render; window.drawn = 0;
        renderer.render = (...all) => { window.drawn++; return draw.apply(renderer, all); }; }"""
    )
    page.wait_for_timeout(600)

    assert page.evaluate("window.drawn") == 0


def test_keys_turn_and_zoom_the_piece(page):
    gaze = "() => { const { yaw, zoom } = document.querySelector('jewel-view').viewer.gaze; return [yaw, zoom]; }"
    yaw, zoom = page.evaluate(gaze)

    page.locator("canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")

    after = page.evaluate(gaze)
    assert after == [pytest.approx(yaw + 0.12), pytest.approx(zoom * 1.12)]


def test_when_the_graphics_come_back_the_piece_does_too(chromium, pieces):
    page = opened(chromium, pieces)
    settled(page)
    before = look(page)
    lose = """() => {
      window.graphics = document.querySelector("canvas").getContext("webgl2").getExtension("WEBGL_lose_context");
      window.graphics.loseContext();
    }"""

    page.evaluate(lose)
    expect(page.locator("jewel-view[data-lost]")).to_be_attached()
    page.evaluate("window.graphics.restoreContext()")
    expect(page.locator("jewel-view[data-lost]")).not_to_be_attached(timeout=SLOW_MS)

    settled(page)
    assert look(page)["red"] == pytest.approx(before["red"], abs=3)
    page.context.close()


def test_without_3d_the_still_picture_stays_and_three_is_never_fetched(playwright, pieces):
    browser = launch(playwright, "--disable-3d-apis")
    page = opened(browser, pieces)

    expect(page.locator("jewel-view[data-still]")).to_be_attached()

    expect(page.locator(".still")).to_be_visible()
    assert not any("three" in path or path.endswith(".glb") for path in page.asked)
    assert page.said == []
    browser.close()


@pytest.mark.parametrize("key", ["three_stone", "signet", "locket", "bangle", "stud_earrings"])
def test_the_still_turns_into_the_piece_without_a_jump(chromium, key):
    design = designs.by_key(key)
    shown = specify(design, next((words["preset"] for words in LISTINGS if words["design_key"] == key), {}))
    page = opened(chromium, {"/solitaire.glb": shown.piece.preview_glb()})
    settled(page)
    drawn = page.evaluate(
        """async () => {
          const view = document.querySelector("jewel-view").viewer;
          view.resize(600, 600);
          view.look("hero", 0);
          view.shadow.plane.visible = false;
          const blob = await view.snapshot("image/png");
          return btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), (b) => String.fromCharCode(b)).join(""));
        }"""
    )
    page.context.close()
    viewer = Image.open(io.BytesIO(base64.b64decode(drawn)))
    still = Image.open(FILES / file_of(key, shown.choices["metal"], 1200, "webp")).resize(viewer.size)

    a, b = (np.asarray(picture.getchannel("A")) > DEEPER_THAN_SHADOW for picture in (viewer, still))

    assert (a & b).sum() / (a | b).sum() > 0.97
