"""A band of stones all round, or half round, in beads or in a channel."""

from collections.abc import Iterator
from math import cos, pi, sin
from typing import Literal, cast

from benchpin.designs.design import Choices
from benchpin.designs.drafted import drafted
from benchpin.designs.offer import SMALL_GEMS, metal_option, ring_size_option
from benchpin.designs.options import Choice, Measure, Value
from benchpin.smith.anatomy import Measure as AnatomyMeasure
from benchpin.smith.draft import Draft, Part, Stones, placed_parts
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import Floats, Probe, StoneRows, row_beads, row_frames, row_pitch, row_plain, stones_round, turned
from benchpin.smith.materials import GEMS, METALS

__all__ = ["ETERNITY"]


def rules(choices: Choices) -> Iterator[DesignError]:
    if choices["setting"] == "channel" and choices["rows"] != "1":
        yield DesignError("rows", "Stones in a channel stand in one row. Choose one row, or beads.")
    elif choices["coverage"] == "half" and choices["rows"] != "1":
        yield DesignError("rows", "Two and three rows run all round. Choose one row, or stones all round.")


def draft(choices: Choices) -> Draft:
    size = choices.ring_size("size")
    rows = StoneRows(
        bore_mm=size.diameter_mm,
        stone_mm=choices.mm("stone_width"),
        setting=cast(Literal["pave", "channel"], choices["setting"]),
        rows=choices.whole("rows"),
    )
    count = stones_round(rows)
    places = tuple(range(count)) if choices["coverage"] == "full" else tuple(range(-(count // 4), count // 4 + 1))
    turns = tuple(_turn(count, place) for place in places)
    beads = placed_parts("beads", "Beads", (row_beads(rows, places[:-1] if len(places) < count else places),))
    plain = () if len(places) == count else (_plain(rows, count, len(places)),)
    stones = Stones(
        key="row",
        name="Stones",
        stone=rows.stone,
        gem=choices["gem"],
        cut="round",
        setting=rows.setting,
        frames=row_frames(rows, places),
    )
    held = "set in beads" if rows.setting == "pave" else "in a channel"
    return Draft(
        cast_name=f"Eternity ring, {size}",
        blames="stone_width",
        parts=(
            Part(key="band", name="Band", solid=row_pitch(rows), frames=turns),
            *plain,
            *(beads if rows.setting == "pave" else ()),
        ),
        stones=(stones,),
        probes=() if rows.setting == "pave" else (_wall(rows),),
        measures=(
            AnatomyMeasure(key="band_width", label="Band width", value=round(rows.width_mm, 2), unit="mm", tolerance=0.15),
            AnatomyMeasure(
                key="band_thickness", label="Band thickness", value=round(rows.thickness_mm, 2), unit="mm", tolerance=0.15
            ),
        ),
        view="ring",
        resizing="none" if len(places) == count else "side_stones",
        inner_radius_mm=rows.bore_mm / 2,
        ring_size=size.canonical,
        description=(
            f"A {'full' if len(places) == count else 'half'} eternity ring of {METALS[choices['metal']].name}:"
            f" {len(stones.frames)} round {GEMS[choices['gem']].name.lower()}s of {rows.stone_mm:g} mm {held}"
            f"{_rows_words(rows.rows)}, on a band {rows.width_mm:.1f} mm wide, size {size}."
        ),
    )


def _turn(count: int, place: int) -> Floats:
    return turned("z", -place * 2 * pi / count)


def _plain(rows: StoneRows, count: int, held: int) -> Part:
    """The lower half, without stones; it overlaps the last pitches."""
    middle = turned("z", -(held // 2 + 0.5 + (count - held) / 2) * 2 * pi / count)
    return Part(key="shank", name="Shank", solid=row_plain(rows, count - held), frames=(middle,), surface="polished")


def _wall(rows: StoneRows) -> Probe:
    """Through a channel's wall between two stones, above the girdles."""
    r, z, turn = rows.bore_mm / 2 + rows.thickness_mm - 0.25, rows.width_mm / 2 + 1, 0.9 * pi / stones_round(rows)
    x, y = r * sin(turn), r * cos(turn)
    return Probe(rule="channel", field="stone_width", start_mm=(x, y, z), end_mm=(x, y, 0.0))


def _rows_words(rows: int) -> str:
    return "" if rows == 1 else f" in {'two' if rows == 2 else 'three'} rows"


ETERNITY = drafted(
    key="eternity",
    name="Eternity ring",
    kind="ring",
    summary="Stones all the way round: no beginning and no end.",
    options=(
        metal_option(),
        Choice(
            key="gem",
            label="Stone",
            default="diamond",
            freezes_at="set_stones",
            values=tuple(Value(key=key, label=GEMS[key].name) for key in SMALL_GEMS),
            needs=("stones",),
        ),
        Measure(
            key="stone_width",
            label="Stone width",
            default="1.7",
            freezes_at="print_wax",
            least="1.1",
            most="2.9",
            step="0.2",
            needs=("stones",),
        ),
        Choice(
            key="setting",
            label="Setting",
            default="pave",
            freezes_at="print_wax",
            values=(
                Value(key="pave", label="Beads", note="small drops of metal hold each stone"),
                Value(key="channel", label="Channel", note="stones between two walls, nothing catches"),
            ),
        ),
        Choice(
            key="coverage",
            label="Stones",
            default="full",
            freezes_at="print_wax",
            values=(
                Value(key="full", label="All round", note="cannot be resized later"),
                Value(key="half", label="Half round", note="plain below, can be resized a little"),
            ),
        ),
        Choice(
            key="rows",
            label="Rows",
            default="1",
            freezes_at="print_wax",
            values=(Value(key="1", label="One"), Value(key="2", label="Two"), Value(key="3", label="Three")),
        ),
        ring_size_option(),
    ),
    rules=rules,
    draft=draft,
)
