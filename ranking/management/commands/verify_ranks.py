from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ranking.services.verifying import verify

STEP = 10_000


class Command(BaseCommand):
    help = "Check that stored ranks, a full recomputation and the plain-Python oracle agree."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify(report=self._report)
        self.stdout.write(
            f"{verdict.artifacts:,} artifacts, {verdict.stored:,} scores,"
            f" {verdict.waiting:,} waiting for a drain"
        )
        for line in verdict.differences:
            self.stdout.write(line)
        if not verdict.agrees:
            raise CommandError(f"{verdict.wrong:,} differences")
        self.stdout.write("Stored, recomputed and reckoned by the oracle: all the same.")

    def _report(self, done: int) -> None:
        if done % STEP == 0:
            self.stdout.write(f"{done:,} artifacts compared")
