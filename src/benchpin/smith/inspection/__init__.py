"""What an inspection looks at, from the specification, and what it finds."""

from benchpin.smith.inspection.derive import points
from benchpin.smith.inspection.judge import judge
from benchpin.smith.inspection.points import Judgement, Point

__all__ = ["Judgement", "Point", "judge", "points"]
