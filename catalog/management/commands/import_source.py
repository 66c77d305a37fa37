"""`manage.py import_source SOURCE PATH_OR_URL`: read an outside source into the catalog."""

import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.services.curated import load_catalog
from catalog.services.importing import FEEDS, Report, import_rows
from catalog.signals import notify_changed
from catalog.sources import (
    catalog_file,
    huggingface_datasets,
    huggingface_models,
    models_dev,
    openrouter,
)
from catalog.sources.fetching import read_source
from catalog.sources.outward import PUBLIC
from catalog.sources.rows import ParsedFile, SourceFileError

PARSERS: dict[str, Callable[[bytes], ParsedFile]] = {
    module.KEY: module.parse
    for module in (models_dev, openrouter, huggingface_models, huggingface_datasets)
}
SHOWN = 20
ALWAYS_TOLD = {"new", "changed", "unchanged", "rejected", "held", "questions"}


class Command(BaseCommand):
    help = "Read an outside source into the catalog. The same file twice changes nothing."
    # Given by a caller in Python alone: no option and no setting loosens what may be fetched.
    stealth_options = ("guard",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "source", choices=[*PARSERS, catalog_file.KEY], help="Which source it is."
        )
        parser.add_argument(
            "location",
            metavar="PATH_OR_URL",
            help="The file, or its address; for catalog_file a folder or one TOML file.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Do everything but keep nothing; report it."
        )
        parser.add_argument(
            "--as-of",
            type=_day,
            metavar="DATE",
            help="The day the file speaks of (YYYY-MM-DD); today if not given.",
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="Publish the imported drafts that have all that publication needs.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started, self._guard = time.monotonic(), options.get("guard", PUBLIC)
        try:
            report = self._curated(options) if self._is_ours(options) else self._feed(options)
        except SourceFileError as problem:
            raise CommandError(str(problem)) from problem
        if not options["dry_run"]:
            notify_changed()
        self._tell(report, time.monotonic() - started, dry_run=options["dry_run"])

    def _is_ours(self, options: dict[str, Any]) -> bool:
        return bool(options["source"] == catalog_file.KEY)

    def _curated(self, options: dict[str, Any]) -> Report:
        if options["as_of"] or options["publish"]:
            raise CommandError("Catalog files carry their own dates and states: leave options out.")
        location = options["location"]
        if "://" in location:
            files = {location.rsplit("/", 1)[-1]: self._read(location)}
        else:
            files = catalog_file.read_files(Path(location))
        return load_catalog(
            content=catalog_file.parse(files), origin=location, dry_run=options["dry_run"]
        )

    def _feed(self, options: dict[str, Any]) -> Report:
        source, location = options["source"], options["location"]
        return import_rows(
            feed=FEEDS[source],
            parsed=PARSERS[source](self._read(location)),
            as_of=options["as_of"] or datetime.now(UTC).date(),
            origin=location,
            publish_complete=options["publish"],
            dry_run=options["dry_run"],
            progress=self._progress,
        )

    def _read(self, location: str) -> bytes:
        self._progress(f"reading {location}")
        return read_source(location, guard=self._guard, progress=self._progress)

    def _progress(self, message: str) -> None:
        self.stderr.write(f"  {message} ...")

    def _tell(self, report: Report, seconds: float, *, dry_run: bool) -> None:
        verdict = "Dry run, nothing kept" if dry_run else "Imported"
        self.stdout.write(f"{verdict} in {seconds:.1f} s.")
        told = {n: k for n, k in report.counts.items() if k or n in ALWAYS_TOLD}
        for name, number in told.items():
            self.stdout.write(f"  {name.replace('_', ' '):<20} {number:>7,}")
        self._list("Notes", [f"{text}: {number:,}" for text, number in report.notes.items()])
        self._list("Rejected", [f"{row.place}: {row.reason}" for row in report.rejected], all_=True)
        self._list("For an editor", report.questions)

    def _list(self, title: str, lines: list[str], *, all_: bool = False) -> None:
        if not lines:
            return
        self.stdout.write(f"{title}:")
        shown = lines if all_ else lines[:SHOWN]
        for line in shown:
            self.stdout.write(f"  - {line}")
        if len(lines) > len(shown):
            self.stdout.write(f"  ... and {len(lines) - len(shown):,} more, in the editors' queue")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is not a date like 2026-07-02") from error
    if day > datetime.now(UTC).date():
        raise ArgumentTypeError(f"{text} lies in the future")
    return day
