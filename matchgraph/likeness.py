"""How alike two wordings are, in ppm: by their words, and by an embedding where there is one.

Integers only: sums come out the same in any order and on any machine.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from math import isqrt

from catalog.publishers import words
from matchgraph.wording import STOPWORDS

PPM = 1_000_000
Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
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


class ByTerms:
    """Cosine of weighted terms: a term counts more, the fewer of the wordings have it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._terms = [terms_of(text) for text in texts]
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

    def shares(self, number: int) -> dict[int, int]:
        """Likeness to each leader that has a term in common, in ppm."""
        common: Counter[int] = Counter()
        for term in self._terms[number]:
            square = self._weight[term] ** 2
            for leader in self._leaders[term]:
                common[leader] += square
        own = self._norm[number]
        return {
            leader: PPM * weight // max(isqrt(own * self._norm[leader]), 1)
            for leader, weight in common.items()
        }

    def nearest(self, number: int) -> tuple[int, int] | None:
        shares = self.shares(number)
        if not shares:
            return None
        leader = min(shares, key=lambda one: (-shares[one], one))
        return leader, min(PPM, shares[leader])
