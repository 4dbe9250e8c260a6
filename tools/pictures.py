"""Take the little pictures of metals, gems, cuts and finishes with the shop's own viewer; committed.

    python tools/pictures.py [gem | cut | finish | metal | gem/ruby ...]

Run by hand after the viewer or a table changed. Needs Chromium (CHROMIUM=/path/to/it) and playwright. Pieces whole are
path-traced: tools/stills.py.
"""

import base64
import functools
import http.server
import io
import json
import os
import sys
import threading
from dataclasses import dataclass
from math import atan2, cos, hypot
from pathlib import Path
from urllib.parse import unquote

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchpin import designs
from benchpin.designs.design import Design, specify
from benchpin.designs.options import Choice
from benchpin.smith.materials.view import viewer_table

STATIC = Path(__file__).parent.parent / "src" / "benchpin" / "atelier" / "static"
PICTURES = STATIC / "pictures"
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-quic", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
TAKEN = 600  # pixels
SAMPLES = 4  # jittered frames averaged into one picture
QUALITY = 82
TILTED, UPRIGHT = (0.35, 1.2), (1.5708, 1.42)  # how a stone alone is looked at; a long cut stands upright
PAGE = """<!doctype html><meta charset="utf-8"><title>pictures</title>
<link rel="icon" href="data:,">
<script type="importmap">{"imports": {"three": "/vendor/three-0.185.1/three.module.min.js"}}</script>
<body style="margin:0"><canvas></canvas><script type="application/json" id="table">TABLE</script>
<script type="module">
import { JewelViewer } from "/js/viewer/viewer.js";
const table = JSON.parse(document.getElementById("table").textContent);
const viewer = new JewelViewer(document.querySelector("canvas"), { table, samples: SAMPLES });
window.take = async ({ piece, pixels, height, choices, view, turned, atop, bare, zoom }) => {
  viewer.resize(pixels, height ?? pixels);
  viewer.set(choices);
  if (piece !== window.last) await viewer.load(piece);
  window.last = piece;
  viewer.look("hero", 0);
  viewer.look(view ?? "hero", 0);
  viewer.gaze.zoom *= zoom;
  if (turned) [viewer.gaze.yaw, viewer.gaze.pitch] = turned;
  if (atop) viewer.gaze.target.y = viewer.piece.box.max.y;
  const stones = viewer.piece.stones.map((stone) => stone.mesh);
  viewer.piece.group.traverse((o) => { if (o.isMesh) o.visible = !bare || stones.includes(o); });
  viewer.bake();
  viewer.shadow.plane.visible &&= !bare && !atop;
  const blob = await viewer.snapshot("image/png");
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
};
document.body.dataset.ready = "";
</script>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture to take: of a piece, dressed as `choices`, from a view."""

    file: str  # under static/pictures
    design: str
    choices: dict[str, str]
    width: int
    view: str = "hero"
    bare: bool = False  # stones alone
    turned: tuple[float, float] | None = None  # yaw and pitch in radians, if not the view's own
    atop: bool = False  # look at the top of the band
    zoom: float = 1.0
    height: int | None = None  # of the taken picture, if it is not square

    @property
    def address(self) -> str:
        """Shape alone: gem and finish are put on in the viewer; the metal decides how fine the claws may be."""
        return "/piece/" + json.dumps([self.design, {k: v for k, v in self.choices.items() if k not in ("gem", "finish")}])


def main(wanted: list[str]) -> None:
    shots = [shot for shot in all_shots() if not wanted or {shot.file, shot.file.split("/")[0]} & {*wanted}]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Pieces, directory=STATIC))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM_FLAGS
        )
        page = chromium.new_page(reduced_motion="reduce")  # changes happen at once
        page.on("pageerror", lambda error: sys.stderr.write(f"{error}\n"))
        page.goto(f"http://127.0.0.1:{server.server_port}/take")
        page.wait_for_selector("body[data-ready]")
        for shot in shots:
            take(page, shot)
            sys.stdout.write(f"{shot.file}\n")
        chromium.close()
    server.shutdown()
    if not wanted or "metal" in wanted:
        for metal, look in viewer_table()["metals"].items():
            save(swatch(look["f0"]), PICTURES / "metal" / f"{metal}.webp")


def all_shots() -> list[Shot]:
    solitaire, band = designs.by_key("solitaire"), designs.by_key("wedding_band")
    alone = {"design": "solitaire", "view": "top", "bare": True, "zoom": 2.2, "width": 140}
    shots = [
        Shot(file=f"gem/{gem}", choices={"gem": gem, "metal": "pt_950_ru"}, turned=TILTED, **alone)
        for gem in offered(solitaire, "gem")
    ]
    cupped = {**alone, "design": "bezel_solitaire"}  # which takes every cut we set
    for cut in offered(designs.by_key("bezel_solitaire"), "cut"):
        shots.append(Shot(file=f"cut/{cut}", choices={"cut": cut, "gem": "diamond"}, turned=UPRIGHT, **cupped))
    shots += [
        Shot(
            file=f"finish/{finish}",
            design="wedding_band",
            choices={"metal": "au_y18", "finish": finish, "band_width": "6.0"},
            turned=(-0.5, 0.75),
            atop=True,
            zoom=6.4,
            height=340,
            width=240,
        )
        for finish in offered(band, "finish")
    ]
    return shots


def offered(design: Design, key: str) -> list[str]:
    option = design.option(key)
    return [value.key for value in option.values] if isinstance(option, Choice) else []


def take(page: Page, shot: Shot) -> None:
    finish = {"finish": "polished"}
    asked = {
        "piece": shot.address,
        "pixels": TAKEN,
        "height": shot.height,
        "choices": finish | shot.choices,
        "view": shot.view,
        "turned": shot.turned,
        "atop": shot.atop,
        "bare": shot.bare,
        "zoom": shot.zoom,
    }
    picture = Image.open(io.BytesIO(base64.b64decode(page.evaluate("asked => window.take(asked)", asked))))
    size = (shot.width, round(shot.width * picture.height / picture.width))
    save(picture.resize(size, Image.Resampling.LANCZOS), PICTURES / f"{shot.file}.webp")


def swatch(f0: list[float], pixels: int = 88) -> Image.Image:
    """A polished disc: the metal's colour, brighter and darker round the middle, as a turned surface mirrors a room."""
    big = pixels * 3
    middle = (big - 1) / 2
    image = Image.new("RGBA", (big, big))
    for y in range(big):
        for x in range(big):
            image.putpixel((x, y), shade_of_disc(f0, (x - middle) / middle, (y - middle) / middle))
    return image.resize((pixels, pixels), Image.Resampling.LANCZOS)


def shade_of_disc(f0: list[float], x: float, y: float) -> tuple[int, int, int, int]:
    if hypot(x, y) > 1:
        return (0, 0, 0, 0)
    light = 0.62 + 0.30 * cos(2 * atan2(y, x) + 0.9) + 0.10 * cos(4 * atan2(y, x) + 0.4)
    light *= 1.0 if hypot(x, y) < 0.94 else 0.82
    return (*(round(255 * min(1.0, part * light) ** (1 / 2.2)) for part in f0), 255)


def save(image: Image.Image, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    image.save(file, "WEBP", quality=QUALITY, method=6, alpha_quality=90)


class Pieces(http.server.SimpleHTTPRequestHandler):
    """The static files, the page that takes pictures, and any piece as GLB by its design and choices."""

    def do_GET(self) -> None:
        if self.path == "/take":
            table = json.dumps(viewer_table())
            self._answer(PAGE.replace("TABLE", table).replace("SAMPLES", str(SAMPLES)).encode(), "text/html")
        elif self.path.startswith("/piece/"):
            design, choices = json.loads(unquote(self.path.removeprefix("/piece/")))
            self._answer(specify(designs.by_key(design), choices).piece.preview_glb(), "model/gltf-binary")
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    main(sys.argv[1:])
