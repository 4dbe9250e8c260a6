"""Operations and routes: from a piece, not from a table of prices."""

from benchpin.smith.making.operations import OPERATIONS, operation, second_alloy, setting_minutes
from benchpin.smith.making.route import Operation, OperationKind, Route
from benchpin.smith.making.routes import assembled_route, cast_route

__all__ = [
    "OPERATIONS",
    "Operation",
    "OperationKind",
    "Route",
    "assembled_route",
    "cast_route",
    "operation",
    "second_alloy",
    "setting_minutes",
]
