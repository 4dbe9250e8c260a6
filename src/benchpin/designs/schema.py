"""A design as data: every option with all that is known about it. Read by the command line, the API and the documentation."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from benchpin.designs.design import Design
from benchpin.designs.options import Choice, Lettering, Measure, Option, OptionKind, Size, Stock, Value
from benchpin.designs.possible import Verdicts, verdicts
from benchpin.smith.anatomy import Kind
from benchpin.smith.making import OPERATIONS

__all__ = ["STOCK", "DesignSchema", "Limit", "OptionSchema", "design_schema"]

STOCK: dict[Stock, str] = {
    "metal": "metal of this alloy, by weight",
    "stones": "the stones, by kind, cut and size",
    "findings": "bought parts, by kind, alloy and length",
}
Against = dict[str, Verdicts]  # value of one option -> what the others may be beside it
SAMPLE = "Clara"  # words to try limits with


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What an option may not be beside another one, all else as first shown, and why as a sentence.

    values, beside_values: all of them; of ring sizes, the UK's.
    """

    values: tuple[str, ...]
    shown: str
    beside: str
    beside_values: tuple[str, ...]
    beside_shown: str
    blames: str  # the option the sentence is said at
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSchema:
    """One option.

    values: of a choice. least, most, step, unit: of a measure, as texts; of a size without a step, in mm round inside.
    only_with: the option, and those of its values, beside which this one means something.
    only_if: the option that must not be empty for this one to mean something.
    needs: what it takes from stock.
    freezes_at: the operation after whose start it can no longer change.
    """

    key: str
    label: str
    kind: OptionKind
    default: str
    default_shown: str
    help: str
    limits: str
    freezes_at: str
    freezes_at_name: str
    needs: tuple[Stock, ...]
    only_with: tuple[str, tuple[str, ...]] | None
    only_if: str
    values: tuple[Value, ...] = ()
    least: str = ""
    most: str = ""
    step: str = ""
    unit: str = ""
    most_letters: int | None = None
    not_with: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignSchema:
    key: str
    name: str
    kind: Kind
    summary: str
    options: tuple[OptionSchema, ...]


@lru_cache(maxsize=128)
def design_schema(design: Design) -> DesignSchema:
    """Everything there is to know about a design without building it; goes to JSON by `msgspec.to_builtins`."""
    limits = list(_limits(design))
    return DesignSchema(
        key=design.key,
        name=design.name,
        kind=design.kind,
        summary=design.summary,
        options=tuple(
            _option_schema(option, tuple(limit for key, limit in limits if key == option.key)) for option in design.options
        ),
    )


def _option_schema(option: Option, limits: tuple[Limit, ...]) -> OptionSchema:
    only = option.only_with
    least, most, step, unit = _range(option)
    return OptionSchema(
        key=option.key,
        label=option.label,
        kind=option.kind,
        default=option.default,
        default_shown=option.show(option.parse(option.default)),
        help=option.help,
        limits=option.limits(),
        freezes_at=option.freezes_at,
        freezes_at_name=OPERATIONS[option.freezes_at].name,
        needs=option.needs,
        only_with=(only[0], tuple(sorted(only[1]))) if only else None,
        only_if=option.only_if,
        values=option.values if isinstance(option, Choice) else (),
        least=least,
        most=most,
        step=step,
        unit=unit,
        most_letters=option.most_letters if isinstance(option, Lettering) else None,
        not_with=limits,
    )


def _range(option: Option) -> tuple[str, str, str, str]:
    if isinstance(option, Measure):
        return option.least, option.most, option.step, option.unit
    if isinstance(option, Size):
        return f"{option.least_mm:g}", f"{option.most_mm:g}", "", "mm"
    return "", "", "", ""


def _limits(design: Design) -> Iterator[tuple[str, Limit]]:
    """Find what excludes what by trying every pair of values, so that the rules are the one place that says it."""
    shown = {option.key: option.default for option in design.options}
    tried = {option.key: _tried(option) for option in design.options}
    for option in design.options:
        against = {value: verdicts(design, {**shown, option.key: value}, tried) for value in tried[option.key]}
        for beside in design.options:
            if beside is not option and tried[beside.key]:
                yield from ((option.key, limit) for limit in _between(option, beside, against, tried[beside.key]))


def _between(option: Option, beside: Option, against: Against, others: tuple[str, ...]) -> Iterator[Limit]:
    """Limits of one option beside another: which values of it exclude which values of the other."""
    excluded = {}
    for value, judged in against.items():
        refused = {other for other in others if judged[beside.key][other]}
        if len(refused) < len(others):  # else it is the value itself that cannot be, whatever stands beside it
            excluded[value] = refused
    always = set.intersection(*excluded.values()) if excluded else set()  # not this option's doing
    marks = {value: tuple(other for other in others if other in refused - always) for value, refused in excluded.items()}
    for row in _rows(option, tuple(against), {value: mark for value, mark in marks.items() if mark}):
        for beside_row in _rows(beside, others, dict.fromkeys(marks[row[0]], ())):
            refusals = against[row[-1]][beside.key][beside_row[-1]]
            refusal = next((one for one in refusals if one.field in {option.key, beside.key}), refusals[0])
            yield Limit(
                values=row,
                shown=_shown(option, row),
                beside=beside.key,
                beside_values=beside_row,
                beside_shown=_shown(beside, beside_row),
                blames=refusal.field,
                why=str(refusal),
            )


def _rows(option: Option, every: tuple[str, ...], marks: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Values that are marked alike: steps of a measure where they stand side by side, values without order wherever."""
    rows: list[list[str]] = []
    for place, value in enumerate(every):
        if value not in marks:
            continue
        near = rows if isinstance(option, Choice) else [row for row in rows[-1:] if row[-1] == every[place - 1]]
        for row in near:
            if marks[row[0]] == marks[value]:
                row.append(value)
                break
        else:
            rows.append([value])
    return map(tuple, rows)


def _shown(option: Option, row: tuple[str, ...]) -> str:
    if len(row) == 1:
        return option.show(row[0])
    if isinstance(option, Choice | Lettering):
        return ", ".join(option.show(value) for value in row)
    return f"{option.show(row[0])} to {option.show(row[-1])}"


def _tried(option: Option) -> tuple[str, ...]:
    if isinstance(option, Size):
        return tuple(size.canonical for size in option.of_system("UK"))
    if isinstance(option, Lettering):
        return ("", SAMPLE[: option.most_letters])
    return option.every_value()
