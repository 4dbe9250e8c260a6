"""A design from its draft: piece, checks, figures and route follow, so that a module says only what is its own."""

from collections.abc import Callable, Iterator

from benchpin.designs.design import Choices, Design
from benchpin.designs.options import Conflict, Option
from benchpin.smith.anatomy import Kind
from benchpin.smith.draft import Draft
from benchpin.smith.errors import DesignError
from benchpin.smith.making import assembled_route, cast_route
from benchpin.smith.piece import Piece

__all__ = ["drafted", "no_rules"]


def drafted(
    *,
    key: str,
    name: str,
    kind: Kind,
    summary: str,
    options: tuple[Option, ...],
    draft: Callable[[Choices], Draft],
    rules: Callable[[Choices], Iterator[DesignError]] | None = None,
    conflicts: tuple[Conflict, ...] = (),
) -> Design:
    """A design that is cast, or else put together from bought parts.

    Its metal is the option "metal"; its finish the option "finish", or polished where it has none.
    """

    def build(choices: Choices) -> Piece:
        return Piece(
            design=key, kind=kind, alloy=choices["metal"], finish=choices.get("finish", "polished"), draft=draft(choices)
        )

    return Design(
        key=key,
        name=name,
        kind=kind,
        summary=summary,
        options=options,
        rules=rules or no_rules,
        build=build,
        route=lambda _, anatomy: cast_route(anatomy) if anatomy.parts else assembled_route(anatomy),
        conflicts=conflicts,
    )


def no_rules(choices: Choices) -> Iterator[DesignError]:
    """For a design whose options never stand in each other's way."""
    return iter(())
