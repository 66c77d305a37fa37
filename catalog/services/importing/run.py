"""The applying service: parsed rows of any source into the catalog, in one transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pghistory
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction

from catalog.enums import SourceKind
from catalog.models import ImportRun, Source
from catalog.services.editing import publish
from catalog.services.importing import artifacts
from catalog.services.importing.drafts import draft_of
from catalog.services.importing.lifecycles import follow_offerings
from catalog.services.importing.lookup import load_known
from catalog.services.importing.matching import Match, match_rows
from catalog.services.importing.observations import add_observations
from catalog.services.importing.offerings import apply_offerings
from catalog.services.importing.prices import apply_prices
from catalog.services.importing.questions import dismissed_subjects, identity_item, save_new
from catalog.services.importing.relations import add_relations
from catalog.services.importing.report import HELD, NEW, UNCHANGED, Report
from catalog.services.importing.scope import Placed, Progress, Scope, add_organizations
from catalog.sources.rows import ArtifactRow, OrganizationRow, ParsedFile

IMPORT_LOCK = 0x1E0_9001


@dataclass(frozen=True, slots=True)
class Feed:
    """An outside source: its key, and the `Source` that its facts are attributed to."""

    key: str
    slug: str
    title: str
    url: str
    kind: str
    publisher: str
    licence: str = ""


FEEDS = {
    feed.key: feed
    for feed in (
        Feed(
            "models_dev",
            "models-dev",
            "models.dev, models and prices by provider",
            "https://models.dev",
            SourceKind.PRICE_LIST,
            "models.dev",
            "MIT",
        ),
        Feed(
            "openrouter",
            "openrouter-models",
            "OpenRouter, list of models and prices",
            "https://openrouter.ai/models",
            SourceKind.PRICE_LIST,
            "OpenRouter",
        ),
        *(
            Feed(
                key,
                "huggingface-hub",
                "Hugging Face Hub, public API",
                "https://huggingface.co/docs/hub/api",
                SourceKind.HUB,
                "Hugging Face",
            )
            for key in ("huggingface_models", "huggingface_datasets")
        ),
    )
}


def import_rows(
    *,
    feed: Feed,
    parsed: ParsedFile,
    as_of: date,
    origin: str,
    by: AbstractBaseUser | None = None,
    publish_complete: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda message: None,
) -> Report:
    """Apply a whole parsed file, or with `dry_run` everything but the commit.

    Idempotent: the same rows for the same day change nothing but the record of the run. Raises
    nothing of its own; a database error leaves nothing written.
    """
    started = datetime.now(UTC)
    with (
        transaction.atomic(),
        pghistory.context(
            user=by.pk if by else None, reason=f"import of {feed.key}", origin=origin[:200]
        ),
    ):
        take_import_lock()
        scope = Scope(_source(feed), as_of, Report(list(parsed.rejected)), progress=progress)
        placed = _apply(scope, parsed.rows)
        if publish_complete:
            _publish(scope, placed, by, started)
        _ask(scope)
        record_run(scope, feed.key, origin, started, by)
        transaction.set_rollback(dry_run)
    return scope.report


def take_import_lock() -> None:
    """One import at a time: a second one waits here until the first has committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def _source(feed: Feed) -> Source:
    source, _ = Source.objects.get_or_create(
        slug=feed.slug,
        defaults={
            "title": feed.title,
            "url": feed.url,
            "kind": feed.kind,
            "publisher": feed.publisher,
            "licence": feed.licence,
        },
    )
    return source


def _apply(scope: Scope, rows: Iterable[ArtifactRow]) -> list[Placed]:
    rows = list(rows)
    for row in rows:
        scope.report.note_row(row.place, UNCHANGED)
        for note in row.notes:
            scope.report.notes[note] += 1
    scope.progress(f"matching {len(rows)} rows")
    known = load_known({row.type for row in rows})
    matches, questions = match_rows(rows, known, dismissed_subjects(scope.source))
    for question in questions:
        scope.ask(identity_item(question, scope.source))
        for row in question.held:
            scope.report.note_row(row.place, HELD)
    add_organizations(scope, list(_organizations(matches)))
    placed = _place(scope, matches)
    for title, step in _steps(scope):
        scope.progress(title)
        step(placed)
    follow_offerings(scope, {item.artifact for item in placed if item.row.offerings})
    return placed


def _organizations(matches: Iterable[Match]) -> Iterable[OrganizationRow]:
    for match in matches:
        for row in match.rows:
            if row.publisher:
                yield row.publisher
            yield from (offering.provider for offering in row.offerings)


def _place(scope: Scope, matches: list[Match]) -> list[Placed]:
    """Create what is new, bring in step what is known; every row with its artifact."""
    scope.progress(f"{len(matches)} artifacts")
    new = [match for match in matches if match.artifact is None]
    created = artifacts.create_artifacts(scope, [draft_of(match) for match in new])
    known = {match.artifact: match for match in matches if match.artifact is not None}
    drafts = {pk: (draft_of(match), match.rows) for pk, match in known.items()}
    artifacts.update_artifacts(scope, drafts)
    homes = [*zip((a.pk for a in created), new, strict=True), *known.items()]
    for _, match in homes[: len(created)]:
        for row in match.rows:
            scope.report.note_row(row.place, NEW)
    return [Placed(row, artifact) for artifact, match in homes for row in match.rows]


def _steps(scope: Scope) -> list[tuple[str, Callable[[list[Placed]], None]]]:
    return [
        ("ids", lambda placed: artifacts.add_aliases(scope, placed)),
        ("links", lambda placed: artifacts.add_links(scope, placed)),
        ("releases", lambda placed: artifacts.add_releases(scope, placed)),
        (
            "offerings and prices",
            lambda placed: apply_prices(scope, apply_offerings(scope, placed)),
        ),
        ("figures", lambda placed: add_observations(scope, placed)),
        ("relations", lambda placed: add_relations(scope, placed)),
    ]


def _publish(
    scope: Scope, placed: Iterable[Placed], by: AbstractBaseUser | None, at: datetime
) -> None:
    ready = artifacts.publishable({item.artifact for item in placed})
    scope.report.written["published"] += len(ready)
    if ready:
        publish(artifact_ids=ready, by=by, at=at, reason="import, with publication asked for")


def _ask(scope: Scope) -> None:
    new = save_new(scope.questions)
    titles: dict[str, None] = defaultdict()
    for item in scope.questions:
        titles[item.title] = None
    scope.report.questions = list(titles)
    scope.report.written["questions_new"] += len(new)


def record_run(
    scope: Scope, key: str, origin: str, started: datetime, by: AbstractBaseUser | None
) -> None:
    """Leave the record of this reading, and move the day the source was last read forward."""
    ImportRun.objects.create(
        source=key,
        origin=origin[:1000],
        as_of=scope.as_of,
        started_at=started,
        finished_at=datetime.now(UTC),
        counts=scope.report.counts,
        rejected=[
            {"place": refused.place[:500], "reason": refused.reason[:500]}
            for refused in scope.report.rejected[:1000]
        ],
        user_id=by.pk if by else None,
    )
    source = scope.source
    if source.last_read_at is None or source.last_read_at < scope.moment:
        Source.objects.filter(pk=source.pk).update(last_read_at=scope.moment)
