"""Searches as they were answered, told to the match graph."""

from collections.abc import Sequence
from datetime import datetime

from catalog.models import Capability
from matchgraph.identity import Visitor
from matchgraph.retrieval import Hit
from matchgraph.services.recording import Shown, record_search

FIRST_HITS = 10
PPM = 1_000_000


def record_answer(
    *,
    visitor: Visitor | None,
    text: str,
    hits: Sequence[Hit],
    shown: Sequence[Hit],
    first: int,
    now: datetime,
) -> dict[int, str]:
    """A token for each hit shown, by artifact; `first` is the place of the first of them."""
    if visitor is None:
        return {}
    keys = [found.key for hit in [*hits[:FIRST_HITS], *shown] for found in hit.matched]
    ids = dict(Capability.objects.filter(key__in=set(keys)).values_list("key", "pk"))
    return record_search(
        visitor=visitor,
        text=text,
        shown=[
            Shown(hit.artifact_id, ids.get(hit.matched[0].key) if hit.matched else None, place)
            for place, hit in enumerate(shown, start=first)
        ],
        matched=[hit.artifact_id for hit in hits],
        found=len(hits),
        strength=_strength(hits),
        capabilities=[
            ids[found.key] for hit in hits[:FIRST_HITS] for found in hit.matched if found.key in ids
        ],
        now=now,
    )


def _strength(hits: Sequence[Hit]) -> int:
    """How well the best hit fits: half the whole at a score of 1, more and more towards it."""
    score = max(hits[0].rank, 0.0) if hits else 0.0
    return int(PPM * score / (1 + score))
