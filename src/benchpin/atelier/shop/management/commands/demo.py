"""Make the demo atelier, on an empty database only."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from benchpin.atelier import demo
from benchpin.atelier.accounts.models import User, Workshop


class Command(BaseCommand):
    help = "Make the demo atelier, with six weeks of orders behind it. Does nothing where anybody or anything is already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--without-orders", action="store_true", help="people, listings and stock only")

    def handle(self, *args: Any, **options: Any) -> None:
        if Workshop.objects.exists() or User.objects.exists():
            return
        now = timezone.now()
        with transaction.atomic():  # all of it or nothing: a half-made atelier would never be finished
            workshop = demo.open_house(opened_at=demo.first_day(now))
            if options["without_orders"]:
                return
            self.stdout.write("Making the demo atelier: six weeks of orders, worked through day by day …")
            self.stdout.flush()
            demo.play(workshop, now=now)
