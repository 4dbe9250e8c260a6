"""From a listing and what somebody chose to a specification, and what follows from it, kept for the next who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from benchpin import designs
from benchpin.atelier.catalogue.building import anatomy_of
from benchpin.atelier.catalogue.models import Listing
from benchpin.designs.design import Design, Specification, specify
from benchpin.designs.options import Choice, Measure, Option, Size, Value
from benchpin.smith.anatomy import Anatomy
from benchpin.smith.errors import DesignError, DesignRefused
from benchpin.smith.making.route import Route
from benchpin.smith.sizes import RingSize, sizes

__all__ = ["Derived", "asked", "configure", "derive", "design_of", "offered"]

KEPT_FIGURES = 4096  # a few kilobytes each


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """What follows from a specification without its solid: light enough to keep for thousands."""

    anatomy: Anatomy
    route: Route


def design_of(listing: Listing) -> Design:
    return designs.by_key(listing.design_key)


def asked(listing: Listing, answers: Mapping[str, str]) -> dict[str, str]:
    """What somebody chose, on top of what is first shown; anything that is no option of the design is left out."""
    known = {option.key for option in design_of(listing).options}
    return {key: str(value) for key, value in {**listing.preset, **answers}.items() if key in known}


def configure(listing: Listing, raw: Mapping[str, str]) -> Specification:
    """Return the specification of a listing with these choices; what is not given is as first shown.

    Raises:
        DesignRefused: with a sentence for each choice that cannot be made, or is not offered here.
    """
    design = design_of(listing)
    specification = specify(design, asked(listing, raw))
    refusals = [
        DesignError(option.key, f"We do not offer {option.label.lower()} {option.show(specification.choices[option.key])}.")
        for option in design.options
        if option.key in listing.offered
        and design.applies(option, specification.choices)
        and specification.choices[option.key] not in listing.offered[option.key]
    ]
    if refusals:
        raise DesignRefused(refusals)
    return specification


def offered(listing: Listing, option: Option) -> tuple[Value | RingSize | str, ...]:
    """What may be chosen of an option here: values, ring sizes, or texts of a measure; empty when it is free within limits."""
    only = listing.offered.get(option.key)
    if isinstance(option, Choice):
        return tuple(value for value in option.values if only is None or value.key in only)
    if isinstance(option, Size):
        return tuple(size for size in _sizes(option.least_mm, option.most_mm) if only is None or size.canonical in only)
    if isinstance(option, Measure) and only is not None:
        return tuple(only)
    return ()


@lru_cache(maxsize=KEPT_FIGURES)
def derive(specification: Specification) -> Derived:
    """Raises DesignRefused if the piece cannot be made, BuildFailed if it could not be worked out just now."""
    anatomy = anatomy_of(specification)
    return Derived(anatomy=anatomy, route=specification.design.route(specification.choices, anatomy))


@lru_cache(maxsize=16)
def _sizes(least_mm: float, most_mm: float) -> tuple[RingSize, ...]:
    every = (size for system in ("UK", "US", "ISO") for size in sizes(system))
    return tuple(size for size in every if least_mm <= size.circumference_mm <= most_mm)
