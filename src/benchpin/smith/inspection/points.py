"""What the final inspection looks at, and what it must find: from the specification, never typed in."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Judgement", "Point"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing to check.

    measured: a number within [least, most] of `unit`.
    read: a text that must read exactly `expected` (an engraving, a hallmark).
    judged: yes or no to the sentence in `label`.
    """

    key: str
    kind: Literal["measured", "read", "judged"]
    label: str
    method: str  # with which tool, how
    expected: str = ""  # shown and, for `read`, compared
    unit: str = ""
    nominal: float | None = None
    least: float | None = None
    most: float | None = None
    back_to: str = ""  # the operation a failure sends the job back to
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    point: str
    value: str
    passes: bool
    says: str  # "16.9 mm, within 16.5 to 16.9 mm"
