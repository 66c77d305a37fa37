from datetime import UTC, date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.signals import notify_changed
from matchgraph.services.rolling import RollUpRefused, days_due, roll_up


class Command(BaseCommand):
    help = "Count what visitors did, day by day: all days that are due, or one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--day",
            type=date.fromisoformat,
            metavar="DATE",
            help="Count this day anew, today as far as it has come.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = datetime.now(UTC)
        days = [options["day"]] if options["day"] else days_due(today=now.date())
        for day in days:
            try:
                rolled = roll_up(day, now=now)
            except RollUpRefused as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(
                f"{day}: {rolled.evidence:,} sums of evidence, {rolled.demand:,} of demand changed"
            )
        if not days:
            self.stdout.write("Nothing is due: every past day was counted.")
        notify_changed()
