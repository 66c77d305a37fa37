"""One order out of words, meaning and names. Knows no framework; docs/search.md gives the reasons.

Words: the sum of idf x saturated weight over the query's words (BM25 over fields), divided by the
length of the query's idf vector. Meaning: a cosine. Over artifacts that have nothing to do with a
query both scatter by about a tenth, however long the query is and however rare its words are, so
that they can be added as they stand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

IMPACT = 1000
MEANING = 1.75
NAME = 1.0
# Below it likeness in meaning alone is chance: nearly all artifacts are below for any query.
LEAST_MEANING = 0.15
# What is worth so much less than the best answer is none.
LEAST_OF_BEST = 0.3


@dataclass(frozen=True)
class Word:
    """A word of the query. `terms` are the stems it may stand for, with how sure that is."""

    text: str
    idf: float
    terms: Mapping[int, float]


@dataclass(frozen=True)
class Meaning:
    """Cosines with an artifact as a whole and with the part of it that comes closest."""

    whole: float
    best: float

    @property
    def closeness(self) -> float:
        return (self.whole + self.best) / 2


@dataclass(frozen=True)
class Evidence:
    """What speaks for one artifact: impacts of the query's words by place, meaning, name."""

    worths: Mapping[int, float] = field(default_factory=dict)
    meaning: Meaning | None = None
    name: float = 0.0


def idf_of(documents: int, holding: int) -> float:
    """How much a word tells: ln(1 + (N - n + .5) / (n + .5)) of Robertson and others' BM25."""
    return log(1 + (documents - holding + 0.5) / (holding + 0.5)) if documents else 0.0


def query_length(words: Sequence[Word]) -> float:
    return sqrt(sum(word.idf**2 for word in words))


def word_score(words: Sequence[Word], worths: Mapping[int, float]) -> float:
    """`worths` has, by a word's place in the query, the best of its terms: certainty x impact."""
    length = query_length(words)
    total = sum(words[place].idf * worth for place, worth in worths.items()) / IMPACT
    return total / length if length else 0.0


def covered(words: Sequence[Word], worths: Mapping[int, float]) -> float:
    """What share of all that the query's words tell an artifact holds, 0 to 1."""
    whole = sum(word.idf for word in words)
    return sum(words[place].idf for place in worths) / whole if whole else 0.0


def score(words: Sequence[Word], evidence: Evidence) -> float | None:
    """The order's figure, or None for what is no hit."""
    closeness = evidence.meaning.closeness if evidence.meaning else 0.0
    if not evidence.worths and not evidence.name and closeness < LEAST_MEANING:
        return None
    lexical = word_score(words, evidence.worths)
    return lexical + MEANING * max(closeness, 0.0) + NAME * evidence.name


def strength(words: Sequence[Word], evidence: Evidence) -> float:
    """How well an artifact answers, 0 to 1, whatever else there is: for telling weak searches."""
    closeness = evidence.meaning.closeness if evidence.meaning else 0.0
    return min(1.0, max(covered(words, evidence.worths), closeness, evidence.name))


def ordered(scored: Iterable[tuple[int, float]]) -> list[tuple[int, float]]:
    """Ids with their scores, best first, down to what is still an answer beside the best."""
    order = sorted(scored, key=lambda one: (-one[1], one[0]))
    least = order[0][1] * LEAST_OF_BEST if order else 0.0
    return [one for one in order if one[1] >= least]
