"""What the outbox asks of the shop."""

from collections.abc import Callable
from typing import Any

HANDLERS: dict[str, Callable[[dict[str, Any]], None]] = {}
