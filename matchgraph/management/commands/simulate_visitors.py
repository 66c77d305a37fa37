from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.signals import notify_changed
from matchgraph.services.partitions import KEPT_DAYS
from matchgraph.services.simulating import (
    SimulationRefused,
    refuse_to_spoil,
    simulate,
    subjects_of,
)
from matchgraph.simulation import LEVELS, USUAL_DAYS, USUAL_VISITORS, Plan


class Command(BaseCommand):
    help = (
        "Have made-up visitors of known satisfaction search the catalog, count what they do, and"
        " say how well the order by satisfaction is found again, beside that by click rate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, required=True)
        parser.add_argument("--days", type=int, default=USUAL_DAYS, help="until yesterday")
        parser.add_argument(
            "--visitors", type=int, default=USUAL_VISITORS, help="a day for each thing searched for"
        )
        parser.add_argument("--artifacts", type=int, default=40, help="at most, ten to a list")
        parser.add_argument("--type", default="", help="key of their type; the most common one")
        parser.add_argument(
            "--anyway", action="store_true", help="Even where people have searched already."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = datetime.now(UTC)
        if not (1 <= options["days"] <= KEPT_DAYS and options["visitors"] >= 1):
            raise CommandError(f"Give 1 to {KEPT_DAYS} days and a visitor at least.")
        plan = Plan(
            seed=options["seed"],
            last=now.date() - timedelta(days=1),
            days=options["days"],
            visitors=options["visitors"],
        )
        try:
            if not options["anyway"]:
                refuse_to_spoil()
            subjects = subjects_of(
                type_key=options["type"], most=options["artifacts"], seed=plan.seed
            )
            found = simulate(subjects=subjects, plan=plan, now=now, report=self._progress)
        except SimulationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        notify_changed()
        self.stdout.write(f"{len(subjects)} artifacts. Rank correlation with the truth:")
        for one in found:
            self.stdout.write(
                f"  {one.impressions:>5,} impressions each ({one.day}):"
                f" counted {one.posterior:.2f}, click rate {one.click_rate:.2f}"
            )
        for level in LEVELS[len(found) :]:
            self.stdout.write(f"  {level:>5,} impressions each: not reached in {plan.days} days")

    def _progress(self, line: str) -> None:
        if self.verbosity > 1:
            self.stdout.write(line)

    def execute(self, *args: Any, **options: Any) -> str | None:
        self.verbosity = options["verbosity"]
        return super().execute(*args, **options)
