"""A jeweller's own drawing as a design: its options follow from what its parts are, its limits from what was measured."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, partial

from benchpin.designs.design import Choices, Design
from benchpin.designs.drafted import drafted
from benchpin.designs.hang import chain_length_option
from benchpin.designs.offer import finish_option, gem_option, metal_option
from benchpin.designs.options import Choice, Option, Size, Value
from benchpin.designs.own.drafting import INSIDE, base_of, draft, writable
from benchpin.designs.own.library import kept_model
from benchpin.designs.own.model import OwnModel
from benchpin.smith.errors import DesignError
from benchpin.smith.sizes import parse_ring_size

__all__ = ["ENGRAVED_FROM_MM", "own_design"]

BENT_MM = 9.0  # of circumference, either way: as far as a shank is bent without changing its look; workshop custom (estimate)
SCALES = ("80", "90", "100", "110", "125")
ENGRAVED_FROM_MM = 1.5  # of width at the base: a narrower band takes no words


@lru_cache(maxsize=512)
def own_design(key: str) -> Design:
    """Raises KeyError for a design that is not on the shelf."""
    model = kept_model(key)
    return drafted(
        key=key,
        name=model.name,
        kind=model.kind,
        summary=model.summary,
        options=tuple(_options(model)),
        rules=partial(_rules, key, model),
        draft=partial(draft, key),
    )


def _options(model: OwnModel) -> Iterator[Option]:
    yield replace(metal_option(), default=model.metal)
    if any(part.role == "second" for part in model.parts):
        yield replace(
            metal_option(),
            key="second_metal",
            label="Second metal",
            default=model.second_metal,
            freezes_at="cast_second",
            needs=("metal",),
        )
    for stone in model.stones:
        yield replace(gem_option(stone.gem), key=stone.key, label=stone.label)
    if model.kind == "ring":
        yield _ring_size(model)
    elif model.sizing == "scaled":
        values = tuple(Value(key=scale, label=f"{scale} %", note="as drawn" if scale == "100" else "") for scale in SCALES)
        yield Choice(key="scale", label="Size", default="100", freezes_at="print_wax", values=values)
    elif len(model.files) > 1:
        values = tuple(Value(key=file.size, label=file.size) for file in model.files)
        yield Choice(key="version", label="Size", default=values[0].key, freezes_at="print_wax", values=values)
    if len(model.finishes) > 1:
        yield finish_option(*model.finishes)
    if model.hung:
        yield chain_length_option()
    if model.engraved:
        yield from INSIDE.options()


def _ring_size(model: OwnModel) -> Size:
    sizes = [parse_ring_size(file.size) for file in model.files]
    reach = BENT_MM if model.sizing == "shank" else 0.05
    return Size(
        key="size",
        label="Ring size",
        default=sizes[0].canonical,
        freezes_at="print_wax",
        least_mm=float(round(Decimal(min(size.circumference_mm for size in sizes)) - Decimal(reach), 2)),
        most_mm=float(round(Decimal(max(size.circumference_mm for size in sizes)) + Decimal(reach), 2)),
        help="Measure a ring that fits, inside, or ask us for a gauge.",
    )


def _rules(key: str, model: OwnModel, choices: Choices) -> Iterator[DesignError]:
    drawn = [file.size for file in model.files]
    if model.kind == "ring" and model.sizing == "drawn" and choices["size"] not in drawn:
        sizes = ", ".join(str(parse_ring_size(size)) for size in drawn)
        yield DesignError("size", f"This ring is drawn in size {sizes}. Choose {'that' if len(drawn) == 1 else 'one of them'}.")
        return
    if any(part.role == "second" for part in model.parts) and choices["second_metal"] == choices["metal"]:
        yield DesignError("second_metal", "A second metal that is the first would not be seen. Choose another.")
    if model.engraved:
        wall_mm = base_of(model, key, choices).wall_mm
        yield from INSIDE.rules(choices, writable(model, key, choices), metal_mm=wall_mm)
