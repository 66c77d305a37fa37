from datetime import UTC, date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ranking.guards import Report, points
from ranking.models import Epoch
from ranking.services.draining import Drained, drain_all
from ranking.services.preparing import EpochRefused, prepare_epoch, rehearse
from ranking.services.switching import ChecksFailed, switch_to


class Command(BaseCommand):
    help = (
        "Close the epoch: fit curves and quartiles anew, compute every rank by them beside the"
        " live ones, check what that changes, and switch."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as-of", type=_day, metavar="DATE", help="Fit to what was read until then (today)."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would change, and change nothing."
        )
        parser.add_argument(
            "--anyway", metavar="REASON", default="", help="Switch even if checks fail, and why."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = datetime.now(UTC)
        try:
            if options["dry_run"]:
                self._tell(rehearse(lambda: prepare_epoch(as_of=options["as_of"], at=now)))
                self.stdout.write("Nothing was changed.")
                return
            self._close(self._prepared(options["as_of"], now), options["anyway"])
        except EpochRefused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _prepared(self, as_of: date | None, now: datetime) -> Epoch:
        """The epoch that is being prepared already, unless another day is asked for."""
        waiting = Epoch.objects.shadow().first()
        if waiting is None or as_of:
            return prepare_epoch(as_of=as_of, at=now)
        self.stdout.write(f"{waiting} is being prepared already; going on with it")
        return waiting

    def _close(self, epoch: Epoch, anyway: str) -> None:
        self.stdout.write(f"Computing {epoch} beside the live one")
        done = drain_all(patience=600, report=self._progress)
        if done.skipped:
            raise CommandError("Some shards are still being drained; the worker goes on with it.")
        try:
            self._tell(switch_to(epoch=epoch, at=datetime.now(UTC), waived=anyway))
        except ChecksFailed as failure:
            self._tell(failure.report)
            raise CommandError(
                f"{failure} It stays in the shadow: look at it on the desk, and switch to it or"
                " discard it there, or run this again with --anyway REASON."
            ) from failure
        self.stdout.write(f"{epoch} is active.")

    def _progress(self, so_far: Drained) -> None:
        self.stdout.write(f"{so_far.artifacts:,} artifacts")

    def _tell(self, report: Report) -> None:
        effect = report.effect
        self.stdout.write(
            f"{effect.moved:,} of {effect.scores:,} listed ranks move, {effect.headlines_moved:,}"
            f" by a whole point shown; median {points(effect.median)}, 99th percentile"
            f" {points(effect.p99)}, largest {points(effect.largest)} points"
        )
        for check in report.checks:
            state = "passed" if check.passed else "FAILED"
            self.stdout.write(f"  {state}: {check.label}: {check.found} ({check.allowed})")
        for move in report.moves:
            change = f"{move.before / 10:.1f} to {move.after / 10:.1f}"
            self.stdout.write(f"  {move.slug}: {change} ({move.cause})")


def _day(text: str) -> date:
    return date.fromisoformat(text)
