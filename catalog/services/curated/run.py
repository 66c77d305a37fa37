"""A catalog file as one transaction: everything it holds goes in, or nothing does."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pghistory
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from catalog.enums import EditorialState
from catalog.models import ImportRun
from catalog.services.curated.details import add_details
from catalog.services.curated.prices import add_prices
from catalog.services.curated.records import Filed, file_artifacts, link_successors
from catalog.services.curated.references import problems_of, read_names
from catalog.services.curated.vocabulary import add_vocabulary
from catalog.services.editing import publish
from catalog.services.importing.artifacts import publishable
from catalog.services.importing.report import Report
from catalog.services.importing.run import take_import_lock
from catalog.sources.catalog_file import KEY, refuse
from catalog.sources.curated import CatalogFile


def load_catalog(
    *,
    content: CatalogFile,
    origin: str,
    complete: bool = True,
    by: AbstractBaseUser | None = None,
    dry_run: bool = False,
) -> Report:
    """Add what the catalog lacks; what it has is left alone, or with `complete` filled in.

    Never overwrites a field that an editor or an earlier load has filled, so a second load
    changes nothing. Raises SourceFileError, with nothing written, where a name stands for nothing.
    """
    started = datetime.now(UTC)
    report = Report()
    with (
        transaction.atomic(),
        pghistory.context(user=by.pk if by else None, reason=f"load of {origin}"[:200]),
    ):
        take_import_lock()
        add_vocabulary(content, report)
        names = read_names(content)
        refuse(problems_of(content, names))
        filed = file_artifacts(content.artifacts, names, report, complete=complete)
        link_successors(filed, report)
        add_details(filed, names, report)
        add_prices(filed, names, report)
        _publish(filed, report, by, started)
        if any(report.written.values()):
            _record(report, origin, started, by)
        transaction.set_rollback(dry_run)
    return report


def _publish(
    filed: Iterable[Filed], report: Report, by: AbstractBaseUser | None, at: datetime
) -> None:

    drafts = [
        item.artifact.pk
        for item in filed
        if item.fresh and item.row.published and item.artifact.state == EditorialState.DRAFT
    ]
    ready = publishable(drafts)
    if ready:
        publish(artifact_ids=ready, by=by, at=at, reason="published with its file")
    report.written["published"] += len(ready)


def _record(report: Report, origin: str, started: datetime, by: AbstractBaseUser | None) -> None:
    ImportRun.objects.create(
        source=KEY,
        origin=origin[:1000],
        as_of=started.date(),
        started_at=started,
        finished_at=datetime.now(UTC),
        counts=report.counts,
        user_id=by.pk if by else None,
    )
