"""`manage.py rebuild_search_index`: the whole index anew, while the old one is searched."""

from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from matchgraph.services.embedding import complete_embedding
from matchgraph.services.indexing import (
    drain_index,
    forget_unused_words,
    keep_statistics,
    mark_everything,
    refresh_demand,
)

STEP_SECONDS = 10.0


class Command(BaseCommand):
    help = "Index every published artifact anew, with the catalog's present statistics."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--wait",
            type=float,
            metavar="SECONDS",
            default=60.0,
            help="How long to wait for a worker that is indexing (60).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = monotonic()
        if not keep_statistics(drift_percent=0):
            mark_everything()
        self._drain(options["wait"], quiet=options["verbosity"] < 1)
        # The first time there was nothing to take statistics of.
        if keep_statistics():
            self._drain(options["wait"], quiet=options["verbosity"] < 1)
        complete_embedding(wanted=settings.EMBEDDING)
        forget_unused_words()
        refresh_demand(today=datetime.now(UTC).date())
        if options["verbosity"]:
            self.stdout.write(f"The search index is rebuilt, in {monotonic() - began:.1f} s")

    def _drain(self, patience: float, *, quiet: bool) -> None:
        artifacts, last = 0, monotonic()
        while (done := drain_index(seconds=STEP_SECONDS)).left:
            artifacts += done.artifacts
            last = monotonic() if done.artifacts else last
            if monotonic() - last > patience:
                raise CommandError("Another process is indexing; try again.")
            sleep(0.2 if done.busy else 0)
            if not quiet:
                self.stdout.write(f"{artifacts:,} artifacts indexed")
