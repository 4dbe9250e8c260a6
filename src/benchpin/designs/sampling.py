"""Configurations to try a design with: at its defaults, at the ends of each option, and by dice."""

from collections.abc import Iterator
from random import Random

from benchpin.designs.design import Design
from benchpin.designs.options import Lettering, Option, Size

__all__ = ["at_the_ends", "by_dice"]

WORDS = ("", "", "Clara", "AMOR VINCIT OMNIA", "2 · X · 2026")


def at_the_ends(design: Design) -> Iterator[dict[str, str]]:
    """One option at its first or last value, the rest as first shown. Free text is left as it is."""
    for option in design.options:
        values = _ordered(option)
        for value in dict.fromkeys((*values[:1], *values[-1:])):
            if value != option.default:
                yield {option.key: value}


def by_dice(design: Design, dice: Random) -> dict[str, str]:
    """Every option at a value drawn by `dice`; whether they may stand together is left to the rules."""
    return {option.key: _drawn(option, dice) for option in design.options}


def _drawn(option: Option, dice: Random) -> str:
    if isinstance(option, Lettering):
        fitting = [words for words in WORDS if len(words) <= option.most_letters]
        return dice.choice(fitting)
    values = option.every_value()
    return dice.choice(values) if values else option.default


def _ordered(option: Option) -> tuple[str, ...]:
    if isinstance(option, Size):
        return tuple(size.canonical for size in option.of_system("UK"))
    return option.every_value()
