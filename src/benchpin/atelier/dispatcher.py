"""Which function does which outbox message: the apps' own HANDLERS, joined here as urls.py joins their pages."""

from collections.abc import Callable
from typing import Any

from benchpin.atelier.accounts import tasks as accounts_tasks
from benchpin.atelier.shop import tasks as shop_tasks
from benchpin.atelier.workshop import tasks as workshop_tasks

Handler = Callable[[dict[str, Any]], None]

HANDLERS: dict[str, Handler] = {**accounts_tasks.HANDLERS, **shop_tasks.HANDLERS, **workshop_tasks.HANDLERS}
