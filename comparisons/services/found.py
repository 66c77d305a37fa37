"""Search hits with what a result shows of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.models import Artifact, Capability
from comparisons.services import listing
from matchgraph.retrieval import Hit, MatchedCapability, matching_capabilities, search

MOST = 200


@dataclass(frozen=True)
class FoundRow:
    artifact: Artifact
    matched: tuple[MatchedCapability, ...]
    token: str = ""


def hits(text: str) -> list[Hit]:
    return search(text, most=MOST)


def rows(page: Sequence[Hit], tokens: Mapping[int, str]) -> list[FoundRow]:
    """The artifacts behind the hits, in their order, in one query. `tokens` are theirs by id."""
    artifacts = listing.rows().in_bulk([hit.artifact_id for hit in page])
    return [
        FoundRow(artifacts[hit.artifact_id], hit.matched, tokens.get(hit.artifact_id, ""))
        for hit in page
        if hit.artifact_id in artifacts
    ]


def vocabulary(text: str) -> list[Capability]:
    return matching_capabilities(text)
