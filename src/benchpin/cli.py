"""The command line: what can be made, what a piece weighs and costs, its files; and the shop itself.

benchpin designs [DESIGN]
benchpin build DESIGN [--OPTION VALUE ...] [--out FILE] [--casting]
benchpin price DESIGN [--OPTION VALUE ...] --book FILE
benchpin serve
"""

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from benchpin.designs import ALL, Design, Specification, by_key, specify
from benchpin.designs.options import Choice, Lettering, Measure, Option, Size
from benchpin.smith.anatomy import Anatomy
from benchpin.smith.errors import DesignError, DesignRefused
from benchpin.smith.materials import gem, metal
from benchpin.smith.money import format_money
from benchpin.smith.piece import Piece
from benchpin.smith.pricing import MissingPrice, cost_sheet, price_book_from_dict
from benchpin.smith.sizes import wide_band_advice

__all__ = ["main"]

# What a file's ending asks for. Casting files may be grown by the alloy's shrinkage; pictures never are.
CASTING_FILES: dict[str, Callable[[Piece, float], bytes]] = {
    ".3mf": lambda piece, percent: piece.three_mf(shrinkage_percent=percent),
    ".stl": lambda piece, percent: piece.stl(shrinkage_percent=percent),
}
PICTURES: dict[str, Callable[[Piece], bytes]] = {
    ".glb": lambda piece: piece.preview_glb(),
    ".svg": lambda piece: piece.drawing_svg().encode(),
}
LABEL = 36  # characters for a label before its value
OUTPUTS = ", ".join([*CASTING_FILES, *PICTURES])


class Refused(Exception):
    """What was asked for cannot be done; the sentence goes to who asked."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0, or 2 when it was refused with a sentence."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["serve"]:
        from benchpin.atelier.serve import main as serve  # Django is only loaded for the shop

        return serve(given[1:])
    asked = _parser().parse_args(given)
    try:
        asked.run(asked)
    except DesignRefused as refused:
        for error in refused.errors:
            print(_as_typed(asked.design, error), file=sys.stderr)
        return 2
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


def _as_typed(design: Design, error: DesignError) -> str:
    """A design speaks to shoppers: name the flag, and the keys that are typed where shoppers see labels."""
    option = design.option(error.field)
    keys = f" (Type one of: {_limits(option)}.)" if isinstance(option, Choice) else ""
    return f"{_flag(option)}: {error}{keys}"


def _flag(option: Option) -> str:
    return f"--{option.key.replace('_', '-')}"


def list_designs(asked: argparse.Namespace) -> None:
    if asked.design is None:
        for design in ALL:
            print(f"{design.key:<16}{design.name}. {design.summary}")
        return
    if asked.design not in {design.key for design in ALL}:
        raise Refused(f"There is no design “{asked.design}”. Choose from: {', '.join(design.key for design in ALL)}.")
    design = by_key(asked.design)
    print(f"{design.name}. {design.summary}")
    for option in design.options:
        print(f"  {_flag(option):<18}{_limits(option)}; default {option.default or 'none'}")


def build(asked: argparse.Namespace) -> None:
    ending = "" if asked.out is None else asked.out.suffix.lower()
    if asked.out is not None and ending not in {*CASTING_FILES, *PICTURES}:
        raise Refused(f"--out: a file ending in “{ending}” cannot be written. Choose one of: {OUTPUTS}.")
    if asked.casting and ending not in CASTING_FILES:
        raise Refused(f"--casting: it grows a casting file; say which with --out, ending in {' or '.join(CASTING_FILES)}.")
    specification = _specification(asked)
    for line in _described(specification):
        print(line)
    if asked.out is not None:
        print(_written(specification.piece, asked.out, casting=asked.casting))


def price(asked: argparse.Namespace) -> None:
    specification = _specification(asked)
    try:
        book = price_book_from_dict(tomllib.loads(asked.book.read_text("utf-8")))
        sheet = cost_sheet(specification.piece.anatomy, specification.route, book)
    except OSError as error:
        raise Refused(f"--book: {asked.book} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise Refused(f"--book: {asked.book} is not a price book: {error}.") from error
    except MissingPrice as error:
        raise Refused(f"--book: {error}") from error
    print(specification.piece.anatomy.description)
    for line in sheet.lines:
        print(f"  {line.label:<{LABEL}}{format_money(line.amount_cents, sheet.currency):>12}  {line.detail}")
    print(f"  {'Price':<{LABEL}}{format_money(sheet.total_cents, sheet.currency):>12}  prices of {sheet.as_of}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchpin", description="Pieces made to order: build, weigh, price, export, sell.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    listing = commands.add_parser("designs", help="what can be made; of one design, its options and limits")
    listing.add_argument("design", nargs="?")
    listing.set_defaults(run=list_designs)
    building = commands.add_parser("build", help="make a piece, weigh it and write its files")
    for parser_of_design in _parsers_of_designs(building, build):
        parser_of_design.add_argument("--out", type=Path, help=f"write a file, by its ending: {OUTPUTS}")
        parser_of_design.add_argument("--casting", action="store_true", help="grow the casting file by the alloy's shrinkage")
    pricing = commands.add_parser("price", help="the cost sheet of a piece by a price book")
    for parser_of_design in _parsers_of_designs(pricing, price):
        parser_of_design.add_argument("--book", type=Path, required=True, help="price book, TOML")
    commands.add_parser("serve", help="start the shop with its demo atelier", add_help=False)
    return parser


def _parsers_of_designs(
    command: argparse.ArgumentParser, run: Callable[[argparse.Namespace], None]
) -> Iterator[argparse.ArgumentParser]:
    """One parser for each design, with the design's own options."""
    designs = command.add_subparsers(title="designs", required=True, metavar="DESIGN")
    for design in ALL:
        parser = designs.add_parser(design.key, help=design.summary, description=design.name, allow_abbrev=False)
        for option in design.options:
            words = f"{option.label}: {_limits(option)}; default {option.default or 'none'}"
            parser.add_argument(_flag(option), dest=option.key, metavar="VALUE", help=words.replace("%", "%%"))
        parser.set_defaults(run=run, design=design)
        yield parser


def _limits(option: Option) -> str:
    match option:
        case Choice():
            return " | ".join(value.key for value in option.values)
        case Measure():
            return f"{option.least} to {option.most} {option.unit} by {option.step}"
        case Size():
            return f"{option.least_mm:.0f} to {option.most_mm:.0f} mm round inside, like UK:M, US:6.5, ISO:53"
        case Lettering():
            return f"up to {option.most_letters} letters"
    return option.label


def _specification(asked: argparse.Namespace) -> Specification:
    design: Design = asked.design
    chosen = {option.key: getattr(asked, option.key) for option in design.options}
    return specify(design, {key: text for key, text in chosen.items() if text is not None})


def _described(specification: Specification) -> Iterator[str]:
    anatomy = specification.piece.anatomy
    yield anatomy.description
    work = f"{specification.route.minutes} min in {len(specification.route.operations)} steps"
    figures = [*specification.shown(), *_figures(anatomy), ("Work", work), ("Specification", specification.hash)]
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


def _written(piece: Piece, out: Path, *, casting: bool) -> str:
    """Write the file its ending asks for and say what it holds."""
    ending = out.suffix.lower()
    if ending in CASTING_FILES:
        percent = metal(piece.anatomy.alloy).shrinkage_percent if casting else 0.0
        content = CASTING_FILES[ending](piece, percent)
        holds = f"{piece.cast_name}, in mm, {f'grown by {percent:g} % for casting' if casting else 'at its finished size'}"
    else:
        content, holds = PICTURES[ending](piece), piece.cast_name
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refused(f"--out: {out} cannot be written: {error.strerror}.") from error
    return f"Wrote {out} ({len(content):,} bytes): {holds}."


if __name__ == "__main__":
    raise SystemExit(main())
