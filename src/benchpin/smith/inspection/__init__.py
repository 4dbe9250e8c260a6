"""What an inspection looks at, from the specification, and what it finds."""

from benchpin.smith.inspection.derive import judge, points
from benchpin.smith.inspection.points import Judgement, Point

__all__ = ["Judgement", "Point", "judge", "points"]
