"""`manage.py load_demo`: the demo catalog, once. An artifact that is there is left as it is."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import catalog
from catalog.services.curated import load_catalog
from catalog.signals import notify_changed
from catalog.sources import catalog_file
from catalog.sources.rows import SourceFileError

DEMO = Path(catalog.__file__).parent / "demo"


class Command(BaseCommand):
    help = "Load the demo catalog. Again, it adds only what is missing and changes nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = catalog_file.parse(catalog_file.read_files(DEMO))
            report = load_catalog(content=content, origin="demo catalog", complete=False)
        except SourceFileError as problem:
            raise CommandError(str(problem)) from problem
        notify_changed()
        if options["verbosity"]:
            new = report.counts["new"]
            self.stdout.write(f"{new} of {len(content.artifacts)} artifacts were new.")
