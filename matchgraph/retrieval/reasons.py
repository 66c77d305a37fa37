"""Why an artifact is a hit, out of what speaks for it. Knows no framework."""

from collections.abc import Iterable
from typing import Protocol

from matchgraph.retrieval.fusion import LEAST_MEANING, Meaning
from matchgraph.retrieval.hits import Why

# By the bits of a document's places, see matchgraph.index.texts.Place.
BY_PLACE = (
    (0b000001, Why.NAME),
    (0b000010, Why.SUMMARY),
    (0b001100, Why.CAPABILITY),
    (0b110000, Why.TEXT),
)


class Placed(Protocol):
    @property
    def places(self) -> int: ...


class Calls(Protocol):
    @property
    def is_alike(self) -> bool: ...


def reasons_of(
    held: Iterable[Placed], called: Calls | None, meaning: Meaning | None
) -> tuple[Why, ...]:
    """Meaning is told only where nothing plainer is."""
    places = 0
    for one in held:
        places |= one.places
    why = [reason for bits, reason in BY_PLACE if places & bits]
    if called and called.is_alike:
        why.append(Why.SPELLED_ALIKE)
    elif called and Why.NAME not in why:
        why.insert(0, Why.NAME)
    if not why and meaning and meaning.closeness >= LEAST_MEANING:
        why.append(Why.MEANING)
    return tuple(why)
