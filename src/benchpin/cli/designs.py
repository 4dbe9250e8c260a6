"""What can be made: as a list, as JSON, as the page of the documentation, and drawn for the eye."""

import argparse
from pathlib import Path

import msgspec

from benchpin.cli.contact_sheet import contact_sheet
from benchpin.cli.options import Refused, flag
from benchpin.designs import ALL, Design, by_key
from benchpin.designs.reference import reference_page
from benchpin.designs.schema import design_schema

__all__ = ["add_designs"]

CHECK = "check"


def add_designs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("design", nargs="?", metavar="DESIGN", help=f"one design, or “{CHECK}” to draw them for the eye")
    parser.add_argument("--json", action="store_true", help="every option with all that is known about it")
    parser.add_argument("--markdown", action="store_true", help="the same as the page docs/designs.md")
    check = parser.add_argument_group(CHECK, "draw every design at its defaults, at the ends of each option, and by dice")
    check.add_argument("--only", metavar="DESIGN", help="of one design")
    check.add_argument("--random", type=int, default=6, metavar="N", help="configurations drawn by dice, of each design")
    check.add_argument("--seed", type=int, default=1, metavar="N", help="what the dice start from")
    check.add_argument("--out", type=Path, default=Path("designs.html"), help="an .html page, or a .png for a design or two")
    parser.set_defaults(run=designs)


def designs(asked: argparse.Namespace) -> None:
    if asked.design == CHECK:
        check(asked)
        return
    chosen = ALL if asked.design is None else (_design(asked.design),)
    if asked.json:
        print(msgspec.json.format(msgspec.json.encode([design_schema(design) for design in chosen]), indent=1).decode())
    elif asked.markdown:
        print(reference_page(tuple(chosen)), end="")
    elif asked.design is None:
        width = max(len(design.key) for design in ALL) + 2
        for design in ALL:
            print(f"{design.key:<{width}}{design.name}. {design.summary}")
    else:
        _describe(chosen[0])


def check(asked: argparse.Namespace) -> None:
    chosen = ALL if asked.only is None else (_design(asked.only),)
    if asked.out.suffix not in {".html", ".png"}:
        raise Refused(f"--out: a contact sheet is written as .html or .png, not “{asked.out.suffix}”.")
    sheet = contact_sheet(chosen, at_random=asked.random, seed=asked.seed, tell=print)
    try:
        asked.out.write_bytes(sheet.png() if asked.out.suffix == ".png" else sheet.html())
    except OSError as error:
        raise Refused(f"--out: {asked.out} cannot be written: {error.strerror}.") from error
    print(f"Wrote {asked.out}: {len(sheet.drawn)} pieces drawn, {len(sheet.refused)} refused.")


def _design(key: str) -> Design:
    try:
        return by_key(key)
    except KeyError:
        known = ", ".join(design.key for design in ALL)
        raise Refused(f"There is no design “{key}”. Choose from: {known}.") from None


def _describe(design: Design) -> None:
    print(f"{design.name}. {design.summary}")
    for option in design.options:
        print(f"  {flag(option):<18}{option.limits()}; default {option.default or 'none'}")
