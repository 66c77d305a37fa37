"""A wording as it is kept and compared: without personal data, in one spelling, not too long."""

import re
import unicodedata

from catalog.publishers import words
from matchgraph.personal import KEYWORDS, LONGEST_READ, joined, without_personal

__all__ = ["LONGEST_KEPT", "is_meaningful", "kept", "normalise", "without_personal"]

LONGEST_KEPT = 200
# Words that ask for nothing by themselves.
STOPWORDS = words(
    "a about after all also am an and any are as at be been but by can could did do does for from"
    " had has have he her here hers him his how i if in into is it its just me my of on or our"
    " please she so some such than thanks that the their them then there these they this those to"
    " us was we were what when where which who whom whose why will with would you your"
)
# "the" and "an" say nothing before a longer word; "a" may be a letter ("vitamin a"), unless one
# of these stands before it.
BEFORE_A = words(
    "as build by create find for from get i in into is like make me need of on run to use using"
    " want with write"
)
ARTICLES = frozenset({"a", "an", "the"})
WORDS_BESIDE_ARTICLES = 3

APOSTROPHES = frozenset("'‘’ʼ`´")
# Signs inside names stay: c++, c#, .net, node.js, 3.5, at&t.
SIGNS = frozenset(".+#&")
MOST_FOLDS = 4
_SCHEME = re.compile(r"\b[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LOOSE = re.compile(r"(?<!\S)\.(?![^\W\d_])|\.+(?!\S)|\.{2,}|(?<!\S)[+#&]+|&+(?!\w)")


def kept(text: str) -> str | None:
    """What may be kept of what a visitor typed: at most 200 characters, or None for nothing."""
    rest = without_personal(text)
    wording = normalise(rest) if rest else ""
    removed = rest is not None and rest != joined(text)
    return wording if is_meaningful(wording, removed=removed) else None


def normalise(text: str) -> str:
    """The one spelling of a wording; normalised again, it stays the same.

    >>> normalise("Find an MCP-server for the GPT-4.1 API!")
    'find mcp server for gpt 4.1 api'
    """
    bare = _SCHEME.sub(" ", text[:LONGEST_READ])
    return _bounded(_without_articles(_words(_folded(bare))))


def is_meaningful(wording: str, *, removed: bool = False) -> bool:
    """Whether a wording asks for something: a word of two letters that is no mere filler.

    Where something was `removed`, words that only announced it ("my key is") are fillers too.
    """
    fillers = STOPWORDS | KEYWORDS if removed else STOPWORDS
    telling = (word for word in wording.split() if word not in fillers)
    return any(sum(character.isalpha() for character in word) >= 2 for word in telling)


def _folded(text: str) -> str:
    """Compatible signs made one, capitals made small, until nothing changes any more."""
    for _ in range(MOST_FOLDS):
        folded = unicodedata.normalize("NFKC", text).casefold()
        folded = unicodedata.normalize("NFKC", "".join(map(_plain, folded)))
        if folded == text:
            break
        text = folded
    return text


def _plain(character: str) -> str:
    """Letters, digits and marks stay, what is invisible vanishes, anything else separates."""
    category = unicodedata.category(character)
    if category == "Cf" or character in APOSTROPHES:
        return ""
    return character if category[0] in "LNM" or character in SIGNS else " "


def _words(text: str) -> list[str]:
    while (cleaned := _LOOSE.sub(" ", text)) != text:
        text = cleaned
    return text.split()


def _without_articles(given: list[str]) -> list[str]:
    if sum(word not in ARTICLES for word in given) < WORDS_BESIDE_ARTICLES:
        return given
    before, after = ["", *given], [*given[1:], ""]
    return [
        word
        for previous, word, following in zip(before, given, after, strict=False)
        if not _says_nothing(previous, word, following)
    ]


def _says_nothing(previous: str, word: str, following: str) -> bool:
    if len(following) < 2:
        return False
    return word in {"an", "the"} or (word == "a" and previous in BEFORE_A)


def _bounded(given: list[str]) -> str:
    """Whole words up to the longest that is kept."""
    text = " ".join(given)
    if len(text) <= LONGEST_KEPT:
        return text
    cut = text[: LONGEST_KEPT + 1].rpartition(" ")[0] or text[:LONGEST_KEPT]
    return " ".join(_words(cut))
