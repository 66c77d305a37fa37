"""How alike two wordings are by the words they have in common, in ppm.

Integers only: sums come out the same in any order and on any machine.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import isqrt

from catalog.publishers import words
from matchgraph.wording import STOPWORDS

PPM = 1_000_000
# Words that say that something is asked for, and not what.
ASKING = words(
    "best find free get give good help know list looking me need online recommend recommendation"
    " search show simple suggest tell thing tool top use using want"
)
_ENDINGS = (
    *(("sses", "ss"), ("ss", "ss"), ("ies", "y"), ("ing", ""), ("ion", ""), ("ed", "")),
    *(("es", ""), ("s", ""), ("e", "")),
)
SHORTEST_STEM = 4
_VERSION = re.compile(r"v?\d+(?:\.\d+)*[a-z]?")


def terms_of(text: str) -> list[str]:
    """What a wording asks for, in stems; all its words where it says nothing but that it asks."""
    given = text.split()
    telling = {stem(word) for word in given if word not in STOPWORDS} - ASKING_STEMS
    return sorted(telling or {stem(word) for word in given})


def stem(word: str) -> str:
    """A word without its ending; of a short one, and of one with digits or signs, all stays.

    >>> [stem(word) for word in ("images", "queries", "testing", "pytest", "gpt4s", "tls")]
    ['imag', 'query', 'test', 'pytest', 'gpt4s', 'tls']
    """
    for ending, instead in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and word.isalpha() and len(rest) + len(instead) >= SHORTEST_STEM:
            return rest + instead
    return word


ASKING_STEMS = frozenset(map(stem, ASKING))


def versions_of(text: str) -> frozenset[str]:
    """The numbers in a wording: 4.1 and 4.5, 8b and 70b are never the same wish."""
    return frozenset(word for word in text.split() if _VERSION.fullmatch(word))


class ByTerms:
    """Cosine of weighted terms: a term counts more, the fewer of the wordings have it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._terms = [terms_of(text) for text in texts]
        self._versions = [versions_of(text) for text in texts]
        having = Counter(term for terms in self._terms for term in terms)
        # Rarity as the whole steps of its logarithm, never nothing.
        self._weight = {
            term: 1 + (len(texts) // count).bit_length() for term, count in having.items()
        }
        self._norm = [sum(self._weight[term] ** 2 for term in terms) for terms in self._terms]
        self._leaders: dict[str, list[int]] = defaultdict(list)

    def lead(self, number: int) -> None:
        for term in self._terms[number]:
            self._leaders[term].append(number)

    def nearest(self, number: int) -> tuple[int, int] | None:
        shares = self.shares(number)
        leader = min(shares, key=lambda one: (-shares[one], one), default=None)
        return None if leader is None else (leader, shares[leader])

    def shares(self, number: int) -> dict[int, int]:
        """Likeness, in ppm, to each leader that has a term in common and the same versions."""
        common: Counter[int] = Counter()
        for term in self._terms[number]:
            square = self._weight[term] ** 2
            for leader in self._leaders[term]:
                common[leader] += square
        return {
            leader: min(PPM, PPM * weight // isqrt(self._norm[number] * self._norm[leader]))
            for leader, weight in common.items()
            if self._versions[leader] == self._versions[number]
        }
