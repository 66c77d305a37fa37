from datetime import UTC, datetime
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ranking.services.draining import Drained, drain_all
from ranking.services.epochs import advance_to


class Command(BaseCommand):
    help = "Bring ranks up to date with the facts, and on to today's date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--full", action="store_true", help="Recompute every artifact, marked or not."
        )
        parser.add_argument(
            "--wait",
            type=float,
            metavar="SECONDS",
            default=60.0,
            help="How long to wait for shards that a worker is draining (60).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began, self._is_quiet = monotonic(), options["verbosity"] < 1
        advance_to(datetime.now(UTC).date())
        done = drain_all(everything=options["full"], patience=options["wait"], report=self._report)
        if done.skipped:
            raise CommandError(f"{len(done.skipped)} shards are still being drained; try again.")
        self._say(
            f"{done.artifacts:,} artifacts recomputed, {done.written:,} scores changed,"
            f" {done.removed:,} removed, in {monotonic() - began:.1f} s"
        )

    def _report(self, so_far: Drained) -> None:
        if so_far.artifacts:
            self._say(f"{so_far.artifacts:,} artifacts")

    def _say(self, line: str) -> None:
        if not self._is_quiet:
            self.stdout.write(line)
