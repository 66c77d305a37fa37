"""Search hits with what a result shows of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from catalog.models import Artifact, Capability
from comparisons.services import listing
from matchgraph.retrieval import (
    Found,
    Hit,
    MatchedCapability,
    Why,
    marked,
    matching_capabilities,
    nearest_capabilities,
    search,
)

MOST = 200
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class FoundCapability:
    """One that made an artifact a hit; `pieces` is its name with the words marked."""

    key: str
    name: str
    pieces: Pieces


@dataclass(frozen=True)
class FoundRow:
    """A hit as it is shown, with the query's words marked in its name and summary."""

    artifact: Artifact
    name: Pieces
    summary: Pieces
    matched: tuple[FoundCapability, ...]
    is_alike: bool
    is_meant: bool
    token: str = ""


def found(text: str, artifacts: "QuerySet[Artifact] | None" = None) -> Found:
    """The first hits, of these artifacts alone where they are given."""
    return search(text, artifacts=artifacts, most=MOST)


def rows(page: Sequence[Hit], tokens: Mapping[int, str]) -> list[FoundRow]:
    """The artifacts behind the hits, in their order, in two queries. `tokens` are theirs by id."""
    artifacts = listing.rows().in_bulk([hit.artifact_id for hit in page])
    shown = [hit for hit in page if hit.artifact_id in artifacts]
    texts = [_texts(hit, artifacts[hit.artifact_id]) for hit in shown]
    stems = frozenset[int]().union(*(hit.stems for hit in shown))
    pieces = iter(marked([text for one in texts for text in one], stems))
    return [
        _row(
            hit,
            artifacts[hit.artifact_id],
            [next(pieces) for _ in one],
            tokens.get(hit.artifact_id, ""),
        )
        for hit, one in zip(shown, texts, strict=True)
    ]


def vocabulary(text: str, *, is_empty: bool = False) -> list[Capability]:
    """Capabilities that hold a word of it; where nothing was found, also those close in meaning."""
    return nearest_capabilities(text) if is_empty else matching_capabilities(text)


def _texts(hit: Hit, artifact: Artifact) -> list[str]:
    return [artifact.name, artifact.summary, *(one.name for one in hit.matched)]


def _row(hit: Hit, artifact: Artifact, pieces: Sequence[Pieces], token: str) -> FoundRow:
    name, summary, *capabilities = pieces
    return FoundRow(
        artifact=artifact,
        name=name,
        summary=summary,
        matched=tuple(map(_capability, hit.matched, capabilities)),
        is_alike=Why.SPELLED_ALIKE in hit.why,
        is_meant=Why.MEANING in hit.why,
        token=token,
    )


def _capability(matched: MatchedCapability, pieces: Pieces) -> FoundCapability:
    return FoundCapability(matched.key, matched.name, pieces)
