"""Full-text search over artifacts and what they can do.

Words are joined by OR, so that a sentence finds something even if no record holds every word; the
more of them match, and the weightier the place (name, then capability, then summary), the higher a
hit stands. No input fails: what cannot be searched for finds nothing.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F, QuerySet

from catalog.models import Artifact, ArtifactCapability, Capability

LONGEST = 400
MOST_WORDS = 32
MOST_CANDIDATES = 400
MOST_MATCHED = 3
SHARE_OF_FURTHER_CAPABILITIES = 0.1
EXACT_NAME = 2.0
# Weights of the letters D, C, B, A.
WEIGHTS = [0.1, 0.2, 0.5, 1.0]
# The same expressions as the indexes, or those would not be used.
ARTIFACT_TEXT = SearchVector("name", weight="A", config="english") + SearchVector(
    "summary", weight="B", config="english"
)
CAPABILITY_TEXT = SearchVector("name", weight="A", config="english") + SearchVector(
    "description", weight="B", config="english"
)
PIECE = re.compile(r'"([^"]+)"|(\S+)')
WORD = re.compile(r"\w[\w.+#/-]*")


@dataclass(frozen=True)
class MatchedCapability:
    """What made an artifact a hit, in its own words, and the key of the vocabulary."""

    key: str
    name: str
    rank: float


@dataclass(frozen=True)
class Hit:
    """One artifact that matches; `matched` names its best fitting capabilities, best first."""

    artifact_id: int
    rank: float
    in_text: bool
    matched: tuple[MatchedCapability, ...]


def or_query(text: str) -> str:
    """The words and quoted phrases of `text` in the database's web-search form, joined by or.

    >>> or_query('fast "code review" -cloud')
    'fast or "code review" or cloud'
    """
    pieces = (_piece(*found) for found in PIECE.findall(text[:LONGEST]))
    return " or ".join([piece for piece in pieces if piece][:MOST_WORDS])


def search(
    text: str,
    *,
    types: Collection[str] = (),
    artifacts: QuerySet[Artifact] | None = None,
    most: int = 100,
) -> list[Hit]:
    """Published artifacts that match any word of `text`, best first, in three queries.

    `types` and `artifacts` narrow what is searched. Returns nothing for text without words.
    """
    words = or_query(text)
    if not words:
        return []
    query = SearchQuery(words, search_type="websearch", config="english")
    among = Artifact.objects.all() if artifacts is None else artifacts
    among = among.published() if hasattr(among, "published") else among
    if types:
        among = among.filter(type__in=types)
    by_text = _by_text(among, query)
    by_capability = _by_capability(among, query)
    named = set(among.filter(name__in=_spellings(text)).values_list("pk", flat=True)[:10])
    return merge(by_text, by_capability, named)[:most]


def matching_capabilities(text: str, most: int = 6) -> list[Capability]:
    """Capabilities of the vocabulary whose name or description holds a word of `text`."""
    words = or_query(text)
    if not words:
        return []
    query = SearchQuery(words, search_type="websearch", config="english")
    vector = CAPABILITY_TEXT
    found = Capability.objects.annotate(text=vector).filter(text=query)
    return list(found.order_by(SearchRank(F("text"), query, weights=WEIGHTS).desc(), "key")[:most])


def merge(
    by_text: Iterable[tuple[int, float]],
    by_capability: Iterable[tuple[int, MatchedCapability]],
    named: Collection[int] = (),
) -> list[Hit]:
    """One hit per artifact: the ranks of its text and best capability, a little for the rest."""
    texts = dict(by_text)
    matched: dict[int, list[MatchedCapability]] = {}
    for artifact_id, capability in by_capability:
        matched.setdefault(artifact_id, []).append(capability)
    hits = [
        _hit(pk, texts.get(pk), matched.get(pk, ()), pk in named)
        for pk in {*texts, *matched, *named}
    ]
    return sorted(hits, key=lambda hit: (-hit.rank, hit.artifact_id))


def _hit(pk: int, text: float | None, matched: Sequence[MatchedCapability], named: bool) -> Hit:
    best = sorted(matched, key=lambda capability: (-capability.rank, capability.key))
    further = sum(capability.rank for capability in best[1:]) * SHARE_OF_FURTHER_CAPABILITIES
    rank = (text or 0.0) + (best[0].rank if best else 0.0) + further
    return Hit(
        artifact_id=pk,
        rank=rank + (EXACT_NAME if named else 0.0),
        in_text=text is not None or named,
        matched=tuple(best[:MOST_MATCHED]),
    )


def _by_text(among: QuerySet[Artifact], query: SearchQuery) -> Iterable[tuple[int, float]]:
    rank = SearchRank(ARTIFACT_TEXT, query, weights=WEIGHTS)
    found = among.alias(text=ARTIFACT_TEXT).filter(text=query)
    return found.order_by(rank.desc(), "pk").values_list("pk", rank)[:MOST_CANDIDATES]


def _by_capability(
    among: QuerySet[Artifact], query: SearchQuery
) -> Iterable[tuple[int, MatchedCapability]]:
    rank = SearchRank(CAPABILITY_TEXT, query, weights=WEIGHTS)
    found = (
        ArtifactCapability.objects.filter(
            artifact__in=among.order_by(), support__in=("yes", "partial")
        )
        .alias(text=CAPABILITY_TEXT)
        .filter(text=query)
        .order_by(rank.desc(), "pk")
        .values_list("artifact_id", "capability__key", "name", rank)[:MOST_CANDIDATES]
    )
    return [(pk, MatchedCapability(key, name, value)) for pk, key, name, value in found]


def _spellings(text: str) -> set[str]:
    """The usual ways to write a name, each of which the index of names can look up."""
    name = " ".join(text.split())
    return {name, name.lower(), name.upper(), name.title(), name.capitalize()}


def _piece(phrase: str, word: str) -> str:
    """A quoted phrase stays one; of anything else only the word is left, without operators."""
    if phrase and WORD.search(phrase):
        return '"' + " ".join(WORD.findall(phrase)) + '"'
    found = WORD.search(word)
    return "" if not found or found[0].lower() == "or" else found[0].rstrip(".-/")
