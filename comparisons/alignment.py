"""The same capability of several artifacts on one row, then what only one of them has."""

from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.facts import CapabilityFact


@dataclass(frozen=True)
class AlignedCapability:
    """One capability of the vocabulary; `entries` follow the subjects, None where one lacks it."""

    key: str
    name: str
    entries: tuple[CapabilityFact | None, ...]


@dataclass(frozen=True)
class Alignment:
    """`shared` holds what two or more have; `only`, by subject, what no other has."""

    shared: tuple[AlignedCapability, ...]
    only: tuple[tuple[CapabilityFact, ...], ...]

    @property
    def unshared(self) -> int:
        return sum(len(facts) for facts in self.only)

    @property
    def size(self) -> int:
        """Capabilities that any of them has, each once."""
        return len(self.shared) + self.unshared


def align(lists: Sequence[Sequence[CapabilityFact]]) -> Alignment:
    """Every entry of every list lands in exactly one place; the lists' own order is kept."""
    by_key: list[dict[str, CapabilityFact]] = [
        {fact.key: fact for fact in facts} for facts in lists
    ]
    holders = {key: sum(key in facts for facts in by_key) for facts in by_key for key in facts}
    shared = tuple(
        AlignedCapability(
            key=key,
            name=next(facts[key].vocabulary_name for facts in by_key if key in facts),
            entries=tuple(facts.get(key) for facts in by_key),
        )
        for key, number in holders.items()
        if number > 1
    )
    only = tuple(
        tuple(fact for fact in facts.values() if holders[fact.key] == 1) for facts in by_key
    )
    return Alignment(shared, only)
