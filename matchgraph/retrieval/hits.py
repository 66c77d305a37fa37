"""What search answers with."""

from dataclasses import dataclass, field
from enum import StrEnum


class Why(StrEnum):
    """What made an artifact a hit, the plainest reason first."""

    NAME = "name"
    SUMMARY = "summary"
    CAPABILITY = "capability"
    TEXT = "text"
    SPELLED_ALIKE = "spelled_alike"
    MEANING = "meaning"
    POPULAR = "popular"


@dataclass(frozen=True)
class MatchedCapability:
    """A capability that made an artifact a hit, in its own words, and the key of the vocabulary.

    `stems` are the query's that it holds; none where it is only close in meaning.
    """

    key: str
    name: str
    score: float
    stems: frozenset[int] = frozenset()
    capability_id: int = 0


@dataclass(frozen=True)
class Hit:
    """One artifact that matches; `matched` names its best fitting capabilities, best first.

    `strength` says how well it answers, 0 to 1; `stems` which of the query's stems it holds.
    """

    artifact_id: int
    score: float
    strength: float = 0.0
    why: tuple[Why, ...] = ()
    stems: frozenset[int] = frozenset()
    matched: tuple[MatchedCapability, ...] = ()

    @property
    def in_text(self) -> bool:
        return bool({Why.NAME, Why.SUMMARY, Why.TEXT, Why.SPELLED_ALIKE}.intersection(self.why))


@dataclass(frozen=True)
class Found:
    """The hits of one search, best first.

    `matched` has every artifact that retrieval matched, in the order of their ids and so before
    any ranking: what demand counts. `complete` is False where time ran out in a branch.
    """

    hits: tuple[Hit, ...] = ()
    matched: tuple[int, ...] = ()
    respelled: dict[str, str] = field(default_factory=dict)
    complete: bool = True

    @property
    def strength(self) -> float:
        """That of the best answer: 0 where there is none."""
        return max((hit.strength for hit in self.hits), default=0.0)
