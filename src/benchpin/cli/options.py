"""A design's options as flags, and its refusals as who types meets them."""

import argparse
from collections.abc import Callable, Iterator

from benchpin.designs import ALL, Design, Specification, specify
from benchpin.designs.options import Choice, Option
from benchpin.smith.errors import DesignError

__all__ = ["Refused", "as_typed", "flag", "parsers_of_designs", "specification"]


class Refused(Exception):
    """What was asked for cannot be done; the sentence goes to who asked."""


def parsers_of_designs(
    command: argparse.ArgumentParser, run: Callable[[argparse.Namespace], None]
) -> Iterator[argparse.ArgumentParser]:
    """One parser for each design, with the design's own options."""
    designs = command.add_subparsers(title="designs", required=True, metavar="DESIGN")
    for design in ALL:
        parser = designs.add_parser(design.key, help=design.summary, description=design.name, allow_abbrev=False)
        for option in design.options:
            words = f"{option.label}: {option.limits()}; default {option.default or 'none'}"
            parser.add_argument(flag(option), dest=option.key, metavar="VALUE", help=words.replace("%", "%%"))
        parser.set_defaults(run=run, design=design)
        yield parser


def specification(asked: argparse.Namespace) -> Specification:
    """What was asked for on the command line. Raises DesignRefused."""
    design: Design = asked.design
    chosen = {option.key: getattr(asked, option.key) for option in design.options}
    return specify(design, {key: text for key, text in chosen.items() if text is not None})


def as_typed(design: Design, error: DesignError) -> str:
    """A design speaks to shoppers: name the flag, and the keys that are typed where shoppers see labels."""
    option = design.option(error.field)
    keys = f" (Type one of: {option.limits()}.)" if isinstance(option, Choice) else ""
    return f"{flag(option)}: {error}{keys}"


def flag(option: Option) -> str:
    return f"--{option.key.replace('_', '-')}"
