"""Build a piece and weigh it, write its files, work out what it costs."""

import argparse
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchpin.cli.options import Refused, parsers_of_designs, specification
from benchpin.designs import Specification
from benchpin.smith.anatomy import Anatomy
from benchpin.smith.materials import gem, metal
from benchpin.smith.money import format_money
from benchpin.smith.outputs import OUTPUTS, Output, StepUnavailable
from benchpin.smith.piece import Piece
from benchpin.smith.pricing import MissingPrice, cost_sheet, price_book_from_dict
from benchpin.smith.sizes import wide_band_advice

__all__ = ["add_build", "add_price"]

LABEL = 36  # characters for a label before its value
ENDINGS = {f".{key}": output for key, output in OUTPUTS.items()}
CASTING = [ending for ending, output in ENDINGS.items() if output.grows]


def add_build(parser: argparse.ArgumentParser) -> None:
    for of_design in parsers_of_designs(parser, build):
        of_design.add_argument("--out", type=Path, help=f"write a file, by its ending: {', '.join(ENDINGS)}")
        of_design.add_argument("--casting", action="store_true", help="grow the casting file by the alloy's shrinkage")


def add_price(parser: argparse.ArgumentParser) -> None:
    for of_design in parsers_of_designs(parser, price):
        of_design.add_argument("--book", type=Path, required=True, help="price book, TOML")


def build(asked: argparse.Namespace) -> None:
    output = None if asked.out is None else _output(asked.out)
    if asked.casting and (output is None or not output.grows):
        raise Refused(f"--casting: it grows a casting file; say which with --out, ending in {' or '.join(CASTING)}.")
    made = specification(asked)
    for line in _described(made):
        print(line)
    if output is not None:
        print(_written(made.piece, output, asked.out, casting=asked.casting))


def price(asked: argparse.Namespace) -> None:
    made = specification(asked)
    try:
        book = price_book_from_dict(tomllib.loads(asked.book.read_text("utf-8")))
        sheet = cost_sheet(made.piece.anatomy, made.route, book)
    except OSError as error:
        raise Refused(f"--book: {asked.book} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise Refused(f"--book: {asked.book} is not a price book: {error}.") from error
    except MissingPrice as error:
        raise Refused(f"--book: {error}") from error
    print(made.piece.anatomy.description)
    for line in sheet.lines:
        print(f"  {line.label:<{LABEL}}{format_money(line.amount_cents, sheet.currency):>12}  {line.detail}")
    print(f"  {'Price':<{LABEL}}{format_money(sheet.total_cents, sheet.currency):>12}  prices of {sheet.as_of}")


def _output(out: Path) -> Output:
    """What a file's ending asks for; the longest that fits, as in "ring.stone-map.svg"."""
    fitting = [ending for ending in ENDINGS if out.name.lower().endswith(ending)]
    if not fitting:
        known = ", ".join(ENDINGS)
        raise Refused(f"--out: a file ending in “{out.suffix.lower()}” cannot be written. Choose one of: {known}.")
    return ENDINGS[max(fitting, key=len)]


def _described(made: Specification) -> Iterator[str]:
    anatomy = made.piece.anatomy
    yield anatomy.description
    work = f"{made.route.minutes} min in {len(made.route.operations)} steps"
    figures = [*made.shown(), *_figures(anatomy), ("Work", work), ("Specification", made.hash)]
    yield from (f"  {label:<{LABEL}}{value}" for label, value in figures)
    if advice := wide_band_advice(_band_width_mm(anatomy)):
        yield advice


def _figures(anatomy: Anatomy) -> Iterator[tuple[str, str]]:
    yield "Metal mass", f"{anatomy.metal_mass_g:.2f} g of {metal(anatomy.alloy).name}"
    for stone in anatomy.stones:
        count = f"{stone.count} × " if stone.count > 1 else ""
        size = f"{stone.length_mm:.2f} × {stone.width_mm:.2f} × {stone.depth_mm:.2f} mm"
        yield stone.name, f"{count}{gem(stone.gem).name.lower()}, {stone.carats:.2f} ct, {size}"
    for measure in anatomy.measures:
        yield measure.label, f"{measure.value:g} {measure.unit}, within {measure.tolerance:g} {measure.unit}"


def _band_width_mm(anatomy: Anatomy) -> float:
    return next((measure.value for measure in anatomy.measures if measure.key == "band_width"), 0.0)


def _written(piece: Piece, output: Output, out: Path, *, casting: bool) -> str:
    """Write the file and say what it holds."""
    percent = metal(piece.anatomy.alloy).shrinkage_percent if casting else 0.0
    if not output.applies(piece.anatomy):
        raise Refused(f"--out: this piece has no {output.key}.")
    try:
        content = output.make(piece, percent)
        out.write_bytes(content)
    except StepUnavailable as unavailable:
        raise Refused(f"--out: {unavailable}") from unavailable
    except OSError as error:
        raise Refused(f"--out: {out} cannot be written: {error.strerror}.") from error
    holds = piece.draft.cast_name
    if output.grows:
        holds += f", in mm, {f'grown by {percent:g} % for casting' if casting else 'at its finished size'}"
    return f"Wrote {out} ({len(content):,} bytes): {holds}."
