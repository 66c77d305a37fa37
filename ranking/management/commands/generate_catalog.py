from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from catalog.signals import notify_changed
from ranking.services.generating import GenerationRefused, generate


class Command(BaseCommand):
    help = "Add a made-up catalog of any size, for measuring."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--artifacts", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        wanted, seed = options["artifacts"], options["seed"]
        try:
            generate(
                artifacts=wanted,
                seed=seed,
                today=datetime.now(UTC).date(),
                report=lambda done: self.stdout.write(f"{done:,} of {wanted:,} artifacts"),
            )
        except IntegrityError as error:
            raise CommandError(f"Seed {seed} was used here already; choose another.") from error
        except GenerationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        notify_changed()
