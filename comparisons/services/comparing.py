"""A comparison of published artifacts, loaded in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.models import Artifact
from comparisons.build import digest
from comparisons.editorial import Written
from comparisons.facts import Neighbour
from comparisons.own_weights import OwnWeights
from comparisons.row_choice import Layout
from comparisons.rows import layout
from comparisons.services import loading, neighbours
from comparisons.services.lookup import score_of
from comparisons.services.written import written_for
from comparisons.table import Comparison, compare
from ranking.explanation import Position
from ranking.formula import FALLBACK_TYPE
from ranking.preference import CapabilityEvidence
from ranking.services import positions, profiles, searched


@dataclass(frozen=True)
class Standings:
    """What a page shows that is not its artifacts' own: places, peers, what reviewers say, and what
    searches showed of each, by capability."""

    places: Mapping[int, Position]
    peers: tuple[tuple[Neighbour, ...], ...]
    written: Written | None = None
    evidence: tuple[Mapping[str, CapabilityEvidence], ...] = ()


def standings(artifacts: Sequence[Artifact]) -> Standings:
    """Two queries, whatever the number of artifacts; a third for a pair, and a fourth for one that
    searches showed both of."""
    scores = [score for artifact in artifacts if (score := score_of(artifact))]
    return Standings(
        positions(scores), neighbours.peers(artifacts), written_for(artifacts), _evidence(artifacts)
    )


def _evidence(artifacts: Sequence[Artifact]) -> tuple[Mapping[str, CapabilityEvidence], ...]:
    """Of two that may stand in for each other; nothing of any others is told."""
    scores = [score for artifact in artifacts if (score := score_of(artifact))]
    if len(artifacts) != 2 or len(scores) != 2:
        return ()
    if len({artifact.type.group for artifact in artifacts}) != 1:
        return ()
    found = searched(scores)
    return tuple(found.get(artifact.pk, {}) for artifact in artifacts)


def comparison(
    artifacts: Sequence[Artifact],
    beside: Standings | None = None,
    own: OwnWeights | None = None,
) -> Comparison:
    """Everything the comparison of these artifacts shows, in their order.

    `artifacts` come from `lookup.find`. Six queries where `beside` is given.
    """
    beside = beside or standings(artifacts)
    return compare(
        loading.subjects(artifacts, beside.places),
        relations=loading.relations_between(artifacts),
        peers=beside.peers,
        profiles=profiles((FALLBACK_TYPE, *(artifact.type_id for artifact in artifacts))),
        own=own,
        evidence=beside.evidence,
    )


def layout_of(artifacts: Sequence[Artifact]) -> Layout:
    """The rows that a comparison of these artifacts has. No query."""
    return layout(loading.specs_of(artifact) for artifact in artifacts)


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
    after = [(a.successor.pk, a.successor.revision) for a in artifacts if a.successor]
    versions = {getattr(artifact, "sources_version", None) for artifact in artifacts}
    return digest(own, after, sorted(map(str, versions)), beside)
