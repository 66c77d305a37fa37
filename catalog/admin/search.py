"""Finding artifacts by name, slug or outside id, each through its index."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from catalog.enums import AliasKind
from catalog.models import Artifact, ArtifactAlias

# The same expression as the index `artifact_text`, or PostgreSQL would not use it.
TEXT = SearchVector("name", weight="A", config="english") + SearchVector(
    "summary", weight="B", config="english"
)


def matching(artifacts: QuerySet[Artifact], term: str) -> QuerySet[Artifact]:
    """The artifacts whose words begin with every word of `term`, or whose slug or id does.

    Words of letters go through the full-text index; what has digits ("4.1", "70b") is compared
    with the name, because the text parser splits numbers its own way.
    """
    term = term.strip()
    if not term:
        return artifacts
    every = Artifact.objects.order_by()
    by_alias = ArtifactAlias.objects.order_by().filter(
        kind__in=AliasKind.values, value__startswith=term
    )
    found = (
        _by_words(every, term)
        .values("pk")
        .union(
            every.filter(slug__startswith=term.lower()).values("pk"), by_alias.values("artifact_id")
        )
    )
    return artifacts.filter(pk__in=found)


def _by_words(artifacts: QuerySet[Artifact], term: str) -> QuerySet[Artifact]:
    words = [word for word in re.split(r"[\s\-_/:,]+", term) if word]
    plain = [word for word in words if word.isalpha()]
    rest = Q()
    for word in words:
        if word not in plain:
            rest &= Q(name__icontains=word) | Q(slug__contains=word.lower())
    if plain:
        query = SearchQuery(
            " & ".join(f"{word}:*" for word in plain), config="english", search_type="raw"
        )
        artifacts = artifacts.annotate(text=TEXT).filter(text=query)
    return artifacts.filter(rest)
