"""A comparison of published artifacts, loaded in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.models import Artifact
from comparisons.build import digest
from comparisons.editorial import Written
from comparisons.facts import Neighbour
from comparisons.services import loading, neighbours
from comparisons.services.lookup import score_of
from comparisons.services.written import written_for
from comparisons.table import Comparison, compare
from ranking.explanation import Position
from ranking.services import positions


@dataclass(frozen=True)
class Standings:
    """What a page shows that is not its artifacts' own: places, peers, and what reviewers say."""

    places: Mapping[int, Position]
    peers: tuple[tuple[Neighbour, ...], ...]
    written: Written | None = None


def standings(artifacts: Sequence[Artifact]) -> Standings:
    """Two queries, whatever the number of artifacts; a third for a pair."""
    scores = [score for artifact in artifacts if (score := score_of(artifact))]
    return Standings(positions(scores), neighbours.peers(artifacts), written_for(artifacts))


def comparison(artifacts: Sequence[Artifact], beside: Standings | None = None) -> Comparison:
    """Everything the comparison of these artifacts shows, in their order.

    `artifacts` come from `lookup.find`. Five queries where `beside` is given.
    """
    beside = beside or standings(artifacts)
    return compare(
        loading.subjects(artifacts, beside.places),
        relations=loading.relations_between(artifacts),
        peers=beside.peers,
    )


def stamp(artifacts: Sequence[Artifact], beside: object) -> str:
    """A text that differs whenever what a page of these artifacts shows does.

    An artifact's revision rises with any change of its facts, a score's with any of its rank;
    `beside` holds what other artifacts lend the page. Code and templates count through the build.
    """
    own = [
        (a.pk, a.revision, score.revision if score else 0, str(score.as_of) if score else "")
        for a in artifacts
        for score in [score_of(a)]
    ]
    versions = {getattr(artifact, "sources_version", None) for artifact in artifacts}
    return digest(own, sorted(map(str, versions)), beside)
