"""Where the members of a chain stand: links, rings, stations and clasp in a row, along the way a chain hangs or lies."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import pi, sin, tan

import numpy as np

from benchpin.smith.geometry.chain.clasps import Clasp, cap_reach_mm, ring_for
from benchpin.smith.geometry.chain.links import PLAY_MM, Chain, Scale
from benchpin.smith.geometry.surface import Floats

__all__ = [
    "Member",
    "Way",
    "centring_mm",
    "closed_row",
    "drop_way",
    "ended",
    "hanging_way",
    "laid",
    "row_length_mm",
    "run",
    "stationed_row",
    "table_way",
]

HALF_ANGLE = 0.62  # radians from the vertical at which a chain leaves its pendant
WAY_POINTS = 1440
NECK_ROUND, NECK_TAPER = 0.8, 0.17  # width of a hanging chain to its height; how much narrower it is below
WRIST_ROUND = 0.82  # an oval wrist: bangle sizes of the trade
TRIALS = 4
EASED_LINKS = 8  # over so many a twisted chain turns by its twist


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One body in a row. `left_mm`, `right_mm`: from its middle to where its neighbours bear; `turn` about the row."""

    key: str
    left_mm: float
    right_mm: float
    turn: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A closed line in space. Flat links look towards `faces`; both are (k, 3), the last point being the first."""

    points_mm: Floats
    faces: Floats

    def points(self, at_mm: Floats) -> Floats:
        """(n, 3): where one is after so far along the way."""
        return self._read(self.points_mm, at_mm)

    def frames(self, starts: Floats, ends: Floats, share: Floats, at_mm: Floats, turns: Floats) -> Floats:
        """(n, 3, 4): frames whose X runs from start to end, each (n, 3), their origins at a share of that, turned about X."""
        along = _unit(ends - starts)
        side = _unit(np.cross(self._read(self.faces, at_mm), along))
        flat = np.cross(along, side)
        c, s = np.cos(turns)[:, None], np.sin(turns)[:, None]
        return np.stack([along, c * side + s * flat, c * flat - s * side, starts + share[:, None] * (ends - starts)], 2)

    def _read(self, values: Floats, at_mm: Floats) -> Floats:
        gone = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(self.points_mm, axis=0), axis=1))])
        return np.stack([np.interp(at_mm % gone[-1], gone, values[:, axis]) for axis in range(3)], 1)


def drop_way(length_mm: float, bottom_mm: Floats) -> Way:
    """As a chain hangs round a neck with a pendant at `bottom_mm`: two straights into a circle. It begins at the top."""
    radius = length_mm / (2 / tan(HALF_ANGLE) + pi + 2 * HALF_ANGLE)
    centre_mm = radius / sin(HALF_ANGLE)
    a = np.linspace(pi / 2, pi + HALF_ANGLE, WAY_POINTS // 2)  # from the top down the left side
    left = np.stack([radius * np.cos(a), centre_mm + radius * np.sin(a), 0 * a], 1)
    straight = np.linspace(1, 0, WAY_POINTS // 4)[1:, None] * left[-1]
    half = np.concatenate([left, straight])
    other = half[-2::-1] * np.array([-1.0, 1.0, 1.0])
    return _facing_front(np.concatenate([half, other]) + bottom_mm)


def hanging_way(length_mm: float) -> Way:
    """As a chain hangs by itself, wider above than below. It begins at the top; its lowest point is the origin."""
    t = pi / 2 + np.linspace(0, 2 * pi, WAY_POINTS)
    below = (1 - np.sin(t)) / 2
    loop = np.stack([NECK_ROUND * np.cos(t) * (1 + NECK_TAPER * (1 - 2 * below)), np.sin(t), 0 * t], 1)
    way = _sized(loop, length_mm)
    return _facing_front(way - np.array([0.0, way[:, 1].min(), 0.0]))


def table_way(length_mm: float, height_mm: float = 0.0) -> Way:
    """As a bracelet lies: an oval about Y, `height_mm` over the table, faces outwards. It begins at the back."""
    t = 1.5 * pi - np.linspace(0, 2 * pi, WAY_POINTS)  # in front it runs to the right, as words do
    loop = _sized(np.stack([np.cos(t), 0 * t, WRIST_ROUND * np.sin(t)], 1), length_mm)
    outward = loop * np.array([WRIST_ROUND, 0.0, 1 / WRIST_ROUND])
    return Way(loop + np.array([0.0, height_mm, 0.0]), _unit(outward))


def run(chain: Chain, count: int, first: int = 0) -> list[Member]:
    """`count` links in their order, from link `first` of the pattern on; keyed "link_0", "link_1" by their shape."""
    shapes = list(dict.fromkeys(chain.pattern))
    members = []
    for k in range(first, first + count):
        link = chain.pattern[k % len(chain.pattern)]
        meet_mm = chain.meet_mm(link)
        turn = pi / 2 if chain.turned and k % 2 else 0.0
        members.append(Member(key=f"link_{shapes.index(link)}", left_mm=meet_mm, right_mm=meet_mm, turn=turn))
    return members


def ended(chain: Chain, clasp: Clasp, links: list[Member]) -> list[Member]:
    """A run with a jump ring at each end, so that what closes it lies flat: a second one where the last link is turned."""
    ring = ring_for(chain, clasp)
    link = chain.pattern[0]
    meet_mm = ring.meet_mm(0.0 if isinstance(link, Scale) else link.across_mm)
    if isinstance(link, Scale):
        ends = [Member(key=key, left_mm=a, right_mm=b) for key, a, b in _caps(link)]
        return [_ring(meet_mm, pi / 2), ends[0], *links, ends[1], _ring(meet_mm, pi / 2)]
    if chain.twist:
        links = _eased(links, chain.twist)
    more = [_ring(meet_mm, 0.0)] if chain.turned and links[-1].turn else []
    return [_ring(meet_mm, pi / 2), *links, *more, _ring(meet_mm, pi / 2)]


def run_of(chain: Chain, clasp: Clasp, length_mm: float, parity: int | None = None) -> list[Member]:
    """Links with their end rings, as nearly so long as whole links allow; `parity` asks for an even (0) or odd (1) number."""
    repeat = len(chain.pattern)
    per_mm = repeat / sum(chain.pitch_mm(k) for k in range(repeat))
    guess = round((length_mm - row_length_mm(ended(chain, clasp, run(chain, 1)))) * per_mm) + 1
    least = 2 - (parity or 0)  # a run that is asked to be shorter has its one or two links all the same
    counts = [least, *(n for n in range(guess - repeat - 2, guess + repeat + 3) if n > 0 and parity in (None, n % 2))]
    runs = [ended(chain, clasp, run(chain, n)) for n in counts]
    return min(runs, key=lambda each: abs(row_length_mm(each) - length_mm))


def closed_row(chain: Chain, clasp: Clasp, length_mm: float, parity: int | None = None) -> list[Member]:
    """A clasp and one run, as nearly `length_mm` round as whole links allow."""
    fastener = _fastener(clasp)
    return [fastener, *run_of(chain, clasp, length_mm - row_length_mm([fastener]), parity)]


def stationed_row(chain: Chain, clasp: Clasp, stations: list[Member], apart_mm: float, length_mm: float) -> list[Member]:
    """A clasp at the back and stations in front, `apart_mm` of chain between them, both sides alike."""
    parity = 1 if chain.turned else None  # both ends of a run lie flat
    between = run_of(chain, clasp, apart_mm, parity)
    front = [stations[0]]
    for station in stations[1:]:
        front += [*between, station]
    fastener = _fastener(clasp)
    side_mm = (length_mm - row_length_mm([fastener, *front])) / 2
    side = run_of(chain, clasp, side_mm, parity)
    return [fastener, *side, *front, *side]


def row_length_mm(row: list[Member]) -> float:
    """Once round a closed row."""
    return float(_ends_mm(row).sum())


def laid(row: list[Member], way_of: Callable[[float], Way], shift_mm: float = 0.0) -> dict[str, tuple[Floats, ...]]:
    """The 3x4 frames of a closed row by key; its first member stands `shift_mm` after the beginning of the way.

    Where two members bear on each other lies on the way, and each stands straight between its two: a long clasp is a
    chord. So the way is a little longer than the row; it is found by trial, five times nearer each time.
    """
    ends = _ends_mm(row)
    lengths, arcs = ends.sum(1), ends.sum(1)
    for _ in range(TRIALS):
        way = way_of(float(arcs.sum()))
        joints = way.points(shift_mm - ends[0, 0] + np.concatenate([[0.0], np.cumsum(arcs)]))
        arcs = arcs * lengths / np.linalg.norm(np.diff(joints, axis=0), axis=1)
    at = shift_mm - ends[0, 0] + np.cumsum(arcs) - arcs / 2
    frames = way.frames(joints[:-1], joints[1:], ends[:, 0] / lengths, at, np.array([member.turn for member in row]))
    found: dict[str, list[Floats]] = {}
    for member, frame in zip(row, frames, strict=True):
        found.setdefault(member.key, []).append(frame)
    return {key: tuple(each) for key, each in found.items()}


def centring_mm(row: list[Member], key: str) -> float:
    """The shift that brings the middle between the first and the last of some members to the middle of the way."""
    ends = _ends_mm(row)
    gone = np.cumsum(ends.sum(1)) - ends[0, 0]  # from the first member's middle to each one's right end
    those = [number for number, member in enumerate(row) if member.key.startswith(key)]
    return float(ends.sum() / 2 - (gone[those[0] - 1] + gone[those[-1]]) / 2)


def _ends_mm(row: list[Member]) -> Floats:
    """(n, 2): from each one's middle to where it bears on its neighbours, half the play given to each."""
    return np.array([(member.left_mm, member.right_mm) for member in row]) - PLAY_MM / 2


def _fastener(clasp: Clasp) -> Member:
    return Member(key="clasp", left_mm=clasp.left_mm, right_mm=clasp.right_mm)


def _eased(links: list[Member], twist: float) -> list[Member]:
    """A twisted chain turns slowly towards its ends, a little in each link, until its end links stand square to their rings."""
    last = len(links) - 1
    return [
        replace(link, turn=link.turn + twist * (max(0.0, 1 - k / EASED_LINKS) - max(0.0, 1 - (last - k) / EASED_LINKS)))
        for k, link in enumerate(links)
    ]


def _ring(meet_mm: float, turn: float) -> Member:
    return Member(key="ring", left_mm=meet_mm, right_mm=meet_mm, turn=turn)


def _caps(scale: Scale) -> tuple[tuple[str, float, float], tuple[str, float, float]]:
    reach = cap_reach_mm(scale)
    return ("cap_left", reach, scale.reach_mm), ("cap_right", scale.reach_mm, reach)


def _sized(loop: Floats, length_mm: float) -> Floats:
    return loop * (length_mm / np.linalg.norm(np.diff(loop, axis=0), axis=1).sum())


def _facing_front(points: Floats) -> Way:
    return Way(points, np.broadcast_to(np.array([0.0, 0.0, 1.0]), points.shape))


def _unit(v: Floats) -> Floats:
    return v / np.linalg.norm(v, axis=1, keepdims=True)
