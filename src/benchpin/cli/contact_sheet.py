"""Every design drawn for the eye: at its defaults, at the ends of each option, and by dice; with what is refused, and why."""

import base64
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFont

from benchpin.cli.model import read_model
from benchpin.cli.still import VIEWS, still
from benchpin.designs import Design, specify
from benchpin.designs.sampling import at_the_ends, by_dice
from benchpin.smith.errors import DesignRefused

__all__ = ["ContactSheet", "Frame", "contact_sheet"]

PIXELS = 230  # of one picture's side
COLUMNS = 6  # pictures in a row of a PNG
LETTER = 12  # pixels
MOST_TRIES = 5  # by dice, for each piece that is to be drawn
LINES = 4  # under a picture of a PNG

STYLE = """
body { font: 14px/1.4 sans-serif; margin: 2rem; background: #faf9f6; color: #222 }
section { display: grid; grid-template-columns: repeat(auto-fill, minmax(%dpx, 1fr)); gap: 1rem; margin-bottom: 2rem }
figure { margin: 0; background: #fff; border: 1px solid #ddd; border-radius: 6px; overflow: hidden }
figure img { display: inline-block; width: 33.33%% } figcaption { padding: .5rem .7rem }
small { color: #666 } .refused { padding-left: 1.2rem } .refused small { color: #8a1c2c }
"""


@dataclass(frozen=True, eq=False, kw_only=True)
class Frame:
    """One configuration: drawn from every side, or refused.

    stage: what refused it: "rules" before, or "solid" after it was built.
    """

    design: Design
    choices: Mapping[str, str]
    pictures: tuple[Image.Image, ...] = ()
    figures: str = ""
    refusal: str = ""
    stage: str = ""

    @property
    def caption(self) -> str:
        """What is chosen, where it is not as first shown."""
        options = {option.key: option for option in self.design.options}
        said = [f"{options[key].label}: {options[key].show(value)}" for key, value in self.choices.items() if value]
        return "; ".join(said) or "As first shown"


@dataclass(frozen=True, eq=False, kw_only=True)
class ContactSheet:
    frames: tuple[Frame, ...]

    @property
    def drawn(self) -> list[Frame]:
        return [frame for frame in self.frames if frame.pictures]

    @property
    def refused(self) -> list[Frame]:
        return [frame for frame in self.frames if not frame.pictures]

    def html(self) -> bytes:
        """One page that needs no other file."""
        parts = [f"<!doctype html><meta charset=utf-8><title>Designs</title><style>{STYLE % (3 * PIXELS)}</style>"]
        for design in dict.fromkeys(frame.design for frame in self.frames):
            parts.append(f"<h2>{escape(design.name)} <small>{design.key}</small></h2><section>")
            parts += [_figure(frame) for frame in self.drawn if frame.design is design]
            parts.append("</section><ul class=refused>")
            parts += [_refused(frame) for frame in self.refused if frame.design is design]
            parts.append("</ul>")
        return "\n".join(parts).encode()

    def png(self) -> bytes:
        """One picture, six pieces in a row from three quarters; a design or two, for more make it long."""
        height = PIXELS + (LINES + 1) * LETTER
        rows = -(-len(self.frames) // COLUMNS)
        sheet = Image.new("RGB", (COLUMNS * PIXELS, rows * height), "white")
        draw, face = ImageDraw.Draw(sheet), ImageFont.load_default(LETTER)
        for place, frame in enumerate(self.frames):
            x, y = place % COLUMNS * PIXELS, place // COLUMNS * height
            if frame.pictures:
                sheet.paste(frame.pictures[0], (x, y))
            words = f"{frame.caption}. {frame.refusal}"
            draw.text(
                (x + 6, y + PIXELS), _wrapped(words, face, PIXELS - 12), fill="#8a1c2c" if frame.refusal else "#222", font=face
            )
        return _bytes(sheet, "PNG")


def contact_sheet(
    designs: Iterable[Design], *, at_random: int, seed: int, tell: Callable[[str], None] = lambda _: None
) -> ContactSheet:
    """Draw `designs`; `tell` hears a line for each of them. The same seed draws the same configurations."""
    frames: list[Frame] = []
    for design in designs:
        started = time.perf_counter()
        of_design = list(_frames(design, at_random, Random(f"{design.key} {seed}")))
        refused = [frame.stage for frame in of_design if frame.stage]
        tell(
            f"{design.key:<20}{len(of_design) - len(refused):>3} drawn, {refused.count('rules'):>3} refused by the rules,"
            f" {refused.count('solid'):>3} by the solid, {time.perf_counter() - started:.1f} s"
        )
        frames += of_design
    return ContactSheet(frames=tuple(frames))


def _frames(design: Design, at_random: int, dice: Random) -> Iterator[Frame]:
    yield _frame(design, {})
    for choices in at_the_ends(design):
        yield _frame(design, choices)
    drawn = 0
    for _ in range(MOST_TRIES * at_random):
        if drawn == at_random:
            return
        frame = _frame(design, by_dice(design, dice))
        drawn += bool(frame.pictures)
        yield frame


def _frame(design: Design, choices: Mapping[str, str]) -> Frame:
    stage = "rules"
    try:
        specification = specify(design, choices)
        stage = "solid"
        anatomy = specification.piece.anatomy
    except DesignRefused as refused:
        return Frame(design=design, choices=choices, refusal=str(refused), stage=stage)
    glb = specification.piece.preview_glb()
    model = read_model(glb)
    count = sum(stone.count for stone in anatomy.stones)
    stones = f", {count} stone{'s'[: count > 1]} of {anatomy.stone_carats:.2f} ct" if count else ""
    return Frame(
        design=design,
        choices=choices,
        pictures=tuple(still(model, view, PIXELS) for view in VIEWS),
        figures=f"{anatomy.metal_mass_g:.2f} g{stones}, {len(glb) / 1000:.0f} kB",
    )


def _figure(frame: Frame) -> str:
    images = "".join(
        f'<img alt="" src="data:image/webp;base64,{base64.b64encode(_bytes(p, "WEBP")).decode()}">' for p in frame.pictures
    )
    return (
        f"<figure>{images}<figcaption>{escape(frame.caption)}<br><small>{escape(frame.figures)}</small></figcaption></figure>"
    )


def _refused(frame: Frame) -> str:
    return f"<li>{escape(frame.caption)}<br><small>By the {frame.stage}: {escape(frame.refusal)}</small></li>"


def _bytes(picture: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def _wrapped(words: str, face: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> str:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines if len(lines) <= LINES else [*lines[: LINES - 1], f"{lines[LINES - 1]} …"])
