"""What every step of an import needs to know: which source, which day, and the report."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from django.db import connection
from django.db.models import Model

from catalog.models import Artifact, Organization, ReviewItem, Source
from catalog.services.importing.report import CHANGED, Report
from catalog.sources.rows import ArtifactRow, OrganizationRow

# New rows from which on the planner's statistics are worth refreshing.
GROWTH = 500
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A row and the artifact it tells of."""

    row: ArtifactRow
    artifact: int


@dataclass(slots=True)
class Scope:
    """One import while it runs."""

    source: Source
    as_of: date
    report: Report
    questions: list[ReviewItem] = field(default_factory=list)
    organizations: dict[str, int] = field(default_factory=dict)
    artifacts: dict[int, Artifact] = field(default_factory=dict)
    progress: Progress = lambda message: None

    @property
    def moment(self) -> datetime:
        """The start of the day the source speaks of, in UTC."""
        return datetime.combine(self.as_of, time.min, tzinfo=UTC)

    def artifact(self, pk: int) -> Artifact:
        """The artifact, read once; for the few that a question is about."""
        if pk not in self.artifacts:
            self.artifacts[pk] = Artifact.objects.get(pk=pk)
        return self.artifacts[pk]

    def ask(self, item: ReviewItem) -> None:
        self.questions.append(item)

    def changed(self, row: ArtifactRow) -> None:
        self.report.note_row(row.place, CHANGED)


def add_organizations(scope: Scope, wanted: list[OrganizationRow]) -> None:
    """Create the organisations the catalog lacks; those it has stay as the editors wrote them."""
    known = dict(Organization.objects.values_list("slug", "id"))
    missing: dict[str, OrganizationRow] = {}
    for row in sorted(wanted, key=lambda row: (row.slug, row.website == "", row.name)):
        if row.slug not in known:
            missing.setdefault(row.slug, row)
    created = Organization.objects.bulk_create(
        [
            Organization(slug=row.slug, name=row.name, website=row.website)
            for row in missing.values()
        ],
        batch_size=1000,
    )
    refresh_statistics(Organization, len(created))
    if created:
        scope.report.written["organizations"] += len(created)
        known = dict(Organization.objects.values_list("slug", "id"))
    scope.organizations = known


def refresh_statistics(model: type[Model], added: int) -> None:
    """Let the planner know of many new rows before the next table refers to them.

    Foreign keys are checked with a plan made while the table was small, a scan of the whole of it;
    after ANALYZE, which sees this transaction's own rows, the plan is made anew with the index.
    """
    if added < GROWTH:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
