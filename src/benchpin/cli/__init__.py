"""The command line: what can be made, what a piece weighs and costs, its files; and the shop itself.

benchpin designs [DESIGN] [--json]
benchpin designs check [--only DESIGN] [--random N] [--seed N] [--out FILE]
benchpin build DESIGN [--OPTION VALUE ...] [--out FILE] [--casting]
benchpin price DESIGN [--OPTION VALUE ...] --book FILE
benchpin read FILE [--unit UNIT]
benchpin serve
benchpin builder [--processes N]
"""

import argparse
import sys

from benchpin.cli.designs import add_designs
from benchpin.cli.making import add_build, add_price
from benchpin.cli.options import Refused, as_typed
from benchpin.cli.reading import add_read
from benchpin.smith.errors import DesignRefused

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0, or 2 when it was refused with a sentence."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["serve"]:
        from benchpin.atelier.serve import main as serve  # Django is only loaded for the shop

        return serve(given[1:])
    if given[:1] == ["builder"]:
        from benchpin.atelier.builder import main as builder

        return builder(given[1:])
    asked = _parser().parse_args(given)
    try:
        asked.run(asked)
    except DesignRefused as refused:
        for error in refused.errors:
            print(as_typed(asked.design, error), file=sys.stderr)
        return 2
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchpin", description="Pieces made to order: build, weigh, price, export, sell.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add_designs(commands.add_parser("designs", help="what can be made; of one design, its options and limits"))
    add_build(commands.add_parser("build", help="make a piece, weigh it and write its files"))
    add_price(commands.add_parser("price", help="the cost sheet of a piece by a price book"))
    add_read(commands.add_parser("read", help="what a CAD file holds: its parts, what is put right, what is refused"))
    commands.add_parser("serve", help="start the shop with its demo atelier", add_help=False)
    commands.add_parser("builder", help="build pieces for servers that share a folder", add_help=False)
    return parser
