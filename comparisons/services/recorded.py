"""Searches as they were answered, told to the match graph."""

from collections.abc import Sequence
from datetime import datetime

from matchgraph.identity import Visitor
from matchgraph.retrieval import Found, Hit
from matchgraph.services.recording import Shown, record_search

FIRST_HITS = 10
PPM = 1_000_000


def record_answer(
    *,
    visitor: Visitor | None,
    text: str,
    found: Found,
    shown: Sequence[Hit],
    first: int,
    now: datetime,
) -> dict[int, str]:
    """A token for each hit shown, by artifact; `first` is the place of the first of them."""
    return record_search(
        visitor=visitor,
        text=text,
        shown=[
            Shown(hit.artifact_id, _best(hit), place)
            for place, hit in enumerate(shown, start=first)
        ],
        matched=found.matched,
        found=len(found.hits),
        strength=int(PPM * found.strength),
        capabilities=[
            one.capability_id
            for hit in found.hits[:FIRST_HITS]
            for one in hit.matched
            if one.capability_id
        ],
        now=now,
    )


def _best(hit: Hit) -> int | None:
    return (hit.matched[0].capability_id or None) if hit.matched else None
