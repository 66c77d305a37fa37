"""Finds out which artifacts somebody means who typed names into a form."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog.models import Artifact
from comparisons.addresses import pair_of
from comparisons.services.lookup import find
from matchgraph.retrieval import search


@dataclass
class Choice:
    """What was typed, the artifact it means, or those it might mean, with where they lead."""

    text: str
    artifact: Artifact | None
    suggestions: list[Artifact] = field(default_factory=list)
    pairs: list[tuple[Artifact, str]] = field(default_factory=list)

    def link_with(self, others: Sequence[Artifact]) -> None:
        """Give every suggestion the comparison it would make with those already settled."""
        slugs = [other.slug for other in others]
        self.pairs = [
            (one, pair_of([one.slug, *slugs]) if slugs and one.slug not in slugs else "")
            for one in self.suggestions
        ]


def resolve(texts: Sequence[str]) -> list[Choice]:
    """Slugs, earlier slugs and full names decide; anything else gets suggestions."""
    known = find(texts).by_slug
    return [Choice(text, known[text]) if text in known else _by_name(text) for text in texts]


def suggestions(text: str, most: int = 8) -> list[Artifact]:
    """Published artifacts that fit what was typed, best first."""
    if not text.strip():
        return []
    ids = [hit.artifact_id for hit in search(text, most=most).hits]
    rows = Artifact.objects.published().with_names().in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def _by_name(text: str) -> Choice:
    """The artifact of that name, where just one bears it; else what comes near."""
    near = suggestions(text)
    named = [artifact for artifact in near if artifact.name.casefold() == text.casefold()]
    return Choice(text, named[0]) if len(named) == 1 else Choice(text, None, near)
