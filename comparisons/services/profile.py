"""Everything the page of one artifact shows."""

from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Lower

from catalog.models import Artifact, ArtifactLink, Category, Release
from comparisons.cells import Row, RowGroup
from comparisons.evidence import FactClaims, claims_of
from comparisons.facts import Neighbour, RelationFact, Subject
from comparisons.history import History
from comparisons.markup import rendered
from comparisons.rows import row_groups
from comparisons.services import comparing, loading
from comparisons.services.rank_history import history_of
from comparisons.services.wanted import Wanted, served_by


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Event:
    label: str
    on: date


@dataclass(frozen=True)
class Beside:
    """What other records lend the page."""

    standings: comparing.Standings
    relations: tuple[RelationFact, ...]
    successor: Neighbour | None
    intents: tuple[Wanted, ...]


@dataclass(frozen=True)
class Profile:
    subject: Subject
    description: str
    groups: tuple[RowGroup, ...]
    claims: tuple[FactClaims, ...]
    relations: tuple[RelationFact, ...]
    peers: tuple[Neighbour, ...]
    links: tuple[Link, ...]
    releases: tuple[Event, ...]
    categories: tuple[tuple[str, str], ...]
    successor: Neighbour | None
    intents: tuple[Wanted, ...]
    history: History | None

    @property
    def specs(self) -> tuple[Row, ...]:
        return next((group.rows for group in self.groups if group.key == "specs"), ())


def beside(artifact: Artifact, *, today: date) -> Beside:
    """Four queries, five where there is a successor."""
    return Beside(
        comparing.standings([artifact]),
        loading.relations_of(artifact),
        _successor(artifact),
        served_by(artifact, today=today),
    )


def profile(artifact: Artifact, around: Beside) -> Profile:
    """Eight queries, whatever the artifact holds."""
    (subject,) = loading.subjects([artifact], around.standings.places)
    return Profile(
        subject=subject,
        description=rendered(artifact.description),
        groups=row_groups([subject]),
        claims=claims_of(subject),
        relations=around.relations,
        peers=around.standings.peers[0],
        links=_links(artifact),
        releases=_releases(artifact),
        categories=_categories(artifact),
        successor=around.successor,
        intents=around.intents,
        history=history_of(artifact),
    )


def _successor(artifact: Artifact) -> Neighbour | None:
    if not artifact.successor_id:
        return None
    rows = Artifact.objects.published().with_names()
    found = rows.filter(pk=artifact.successor_id).first()
    return loading.neighbour(found) if found else None


def _links(artifact: Artifact) -> tuple[Link, ...]:
    rows = ArtifactLink.objects.filter(artifact=artifact)
    return tuple(Link(row.get_kind_display(), row.url) for row in rows)


def _releases(artifact: Artifact, most: int = 10) -> tuple[Event, ...]:
    rows = Release.objects.filter(artifact=artifact)[:most]
    return tuple(Event(str(row), row.released_on) for row in rows)


def _categories(artifact: Artifact) -> tuple[tuple[str, str], ...]:
    rows = Category.objects.filter(artifacts=artifact).order_by(Lower("name"))
    return tuple(rows.values_list("slug", "name"))
