"""A jeweller's own CAD: taken in, read, described, and made a design that is offered like any other."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from benchpin import designs
from benchpin.atelier.accounts.models import User
from benchpin.atelier.catalogue.building import anatomy_of
from benchpin.atelier.catalogue.models import Drawing, Listing
from benchpin.designs import own
from benchpin.smith.errors import DesignRefused
from benchpin.smith.geometry import (
    UNITS,
    ModelRefused,
    ReadModel,
    ReadPart,
    Solid,
    StoneSeen,
    outlines_mm,
    read_contained,
    then,
    turned,
)
from benchpin.smith.sizes import parse_ring_size

__all__ = [
    "MOST_FILES",
    "DrawingRefused",
    "ReadFile",
    "SeenPart",
    "StoneKind",
    "add_file",
    "make_design",
    "offer",
    "read_files",
    "stone_kinds",
    "take_in",
]

MOST_FILES = 30  # as many sizes as a ring comes in
ALIKE_MM = 0.012
LISTED = "There is a listing of that address already. Choose another."
SLANTED = then(turned("x", 0.45), turned("y", -0.5), turned("x", -1.5708))  # how parts are pictured: Z up, from in front, above


class DrawingRefused(ValueError):
    """Why a drawing cannot be taken or made a design: sentences for the jeweller, and the field they belong beside."""

    def __init__(self, field: str, sentences: tuple[str, ...]) -> None:
        self.field, self.sentences = field, sentences
        super().__init__(" ".join(sentences))


class SeenPart(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of one part. outline: an SVG path of it, as seen from in front and above, in millimetres."""

    name: str
    size_mm: tuple[float, float, float]
    volume_mm3: float
    bodies: int
    cavities_mm3: float
    done: tuple[str, ...]
    faults: tuple[str, ...]
    likely: str
    stone: StoneSeen | None
    outline: str


class ReadFile(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of one file. path: under the folder of drawings. view_box: of the outlines. head_deg: a first guess."""

    size: str
    filename: str
    path: str
    format: str
    unit: str
    parts: tuple[SeenPart, ...]
    view_box: str
    head_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneKind:
    """Stones of one measure, chosen together. names: of its parts."""

    key: str
    names: tuple[str, ...]
    seen: StoneSeen


def read_files(drawing: Drawing) -> tuple[ReadFile, ...]:
    return msgspec.convert(drawing.files, tuple[ReadFile, ...])


def stone_kinds(file: ReadFile) -> tuple[StoneKind, ...]:
    """What could be stones, gathered by measure, the largest first."""
    groups: list[list[SeenPart]] = []
    for part in file.parts:
        if part.stone is None:
            continue
        alike = next((group for group in groups if _alike(group[0].stone, part.stone)), None)
        if alike is None:
            groups.append([part])
        else:
            alike.append(part)
    groups.sort(key=lambda group: -group[0].volume_mm3)
    return tuple(
        StoneKind(key="gem" if n == 1 else f"gem_{n}", names=tuple(part.name for part in group), seen=seen)
        for n, group in enumerate(groups[: own.MOST_STONE_KINDS], 1)
        if (seen := group[0].stone) is not None
    )


def take_in(
    *,
    workshop_id: int,
    by: User,
    name: str,
    kind: str,
    up: str,
    unit: str,
    size: str,
    filename: str,
    data: bytes,
    now: datetime,
) -> Drawing:
    """Read a file and keep both. Raises DrawingRefused."""
    token = secrets.token_hex(12)
    file = _read(token, 0, size=size, filename=filename, data=data, unit=unit)
    return Drawing.objects.create(
        workshop_id=workshop_id,
        token=token,
        name=name,
        kind=kind,
        up=up,
        files=[msgspec.to_builtins(file)],
        uploaded_by=by,
        uploaded_at=now,
    )


def add_file(*, drawing_id: int, size: str, unit: str, filename: str, data: bytes) -> Drawing:
    """Read the drawing of another size. Raises DrawingRefused."""
    drawing = Drawing.objects.get(pk=drawing_id)
    number = len(drawing.files)
    if number >= MOST_FILES:
        raise DrawingRefused("file", (f"A design has up to {MOST_FILES} drawings.",))
    if size in {file.size for file in read_files(drawing)}:
        raise DrawingRefused("size", ("That size is drawn already. Start again to replace it.",))
    file = _read(drawing.token, number, size=size, filename=filename, data=data, unit=unit)
    with transaction.atomic():
        locked = Drawing.objects.select_for_update().get(pk=drawing_id)
        if len(locked.files) != number:
            raise DrawingRefused("file", ("Another drawing was added meanwhile. Send this one again.",))
        locked.files = [*locked.files, msgspec.to_builtins(file)]
        locked.save(update_fields=["files"])
    return locked


def make_design(*, drawing_id: int, model: own.OwnModel, answers: Mapping[str, Any]) -> Drawing:
    """Make the design that a drawing and what was said of it are, and see that it can be made as first shown.

    Raises:
        DrawingRefused: with each reason; what was answered is kept.
    """
    drawing = Drawing.objects.get(pk=drawing_id)
    drawing.answers = dict(answers)
    drawing.save(update_fields=["answers"])
    try:
        read = tuple(_reread(drawing, file) for file in read_files(drawing))
        found = own.understood(model, read, drawing.up)
    except ModelRefused as refused:
        raise DrawingRefused("", refused.sentences) from refused
    key = own.keep(found.model, found.files)
    try:
        anatomy_of(designs.specify(designs.by_key(key), {}))
    except DesignRefused as refused:
        raise DrawingRefused("", tuple(str(error) for error in refused.errors)) from refused
    drawing.design_key, drawing.said = key, list(found.said)
    drawing.save(update_fields=["design_key", "said"])
    return drawing


def offer(*, drawing_id: int, name: str, slug: str, summary: str, story: str, deposit_percent: int) -> Listing:
    """Put a design of one's own into the window. Raises DrawingRefused for an address that is taken."""
    drawing = Drawing.objects.get(pk=drawing_id)
    address = slugify(slug or name)
    with transaction.atomic():
        if Listing.objects.filter(slug=address).exists():
            raise DrawingRefused("slug", (LISTED,))
        last = (
            Listing.objects.filter(workshop=drawing.workshop_id)
            .order_by("-position")
            .values_list("position", flat=True)
            .first()
        )
        return Listing.objects.create(
            workshop_id=drawing.workshop_id,
            design_key=drawing.design_key,
            slug=address,
            name=name,
            summary=summary,
            story=story,
            deposit_percent=deposit_percent,
            position=(last or 0) + 1,
        )


def _read(token: str, number: int, *, size: str, filename: str, data: bytes, unit: str) -> ReadFile:
    try:
        model = read_contained(data, unit)
    except ModelRefused as refused:
        about_unit = any("unit" in sentence for sentence in refused.sentences)
        raise DrawingRefused("unit" if about_unit else "file", refused.sentences) from refused
    path = Path("drawings") / token / str(number)
    place = Path(settings.OWN_DESIGNS_ROOT) / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    solids = [None if part.faults else part.solid() for part in model.parts]
    return ReadFile(
        size=parse_ring_size(size).canonical if size and ":" in size else size,
        filename=Path(filename).name[:120],
        path=str(path),
        format=model.format,
        unit=model.unit,
        parts=tuple(_seen(part, solid) for part, solid in zip(model.parts, solids, strict=True)),
        view_box=_view_box(model),
        head_deg=own.likely_head_deg(model),
    )


def _reread(drawing: Drawing, file: ReadFile) -> ReadModel:
    return read_contained((Path(settings.OWN_DESIGNS_ROOT) / file.path).read_bytes(), file.unit if file.unit in UNITS else "")


def _seen(part: ReadPart, solid: Solid | None) -> SeenPart:
    loops = outlines_mm(solid, SLANTED) if solid is not None else []
    outline = " ".join("M" + " ".join(f"{x:.2f},{-y:.2f}" for x, y in loop) + "Z" for loop in loops)
    fields = {name: getattr(part, name) for name in SeenPart.__struct_fields__ if name != "outline"}
    return SeenPart(**fields, outline=outline)


def _view_box(model: ReadModel) -> str:
    points = [part.vertices_mm @ SLANTED[:, :3].T for part in model.parts if len(part.vertices_mm)]
    if not points:
        return "0 0 1 1"
    low = [min(float(one[:, k].min()) for one in points) for k in (0, 1)]
    high = [max(float(one[:, k].max()) for one in points) for k in (0, 1)]
    edge = 0.04 * max(high[0] - low[0], high[1] - low[1])
    return f"{low[0] - edge:.2f} {-high[1] - edge:.2f} {high[0] - low[0] + 2 * edge:.2f} {high[1] - low[1] + 2 * edge:.2f}"


def _alike(a: StoneSeen | None, b: StoneSeen | None) -> bool:
    if a is None or b is None:
        return False
    return all(
        abs(x - y) < ALIKE_MM for x, y in ((a.length_mm, b.length_mm), (a.width_mm, b.width_mm), (a.depth_mm, b.depth_mm))
    )
