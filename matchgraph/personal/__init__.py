"""Takes out of a text what may tell of a person or open a door: addresses, numbers, secrets.

Whole words go, never parts of them: what is left of half a secret is a hint. Names and home
addresses cannot be told from other words; that is why nobody reads a wording that fewer than three
visitors used.
"""

import re
import unicodedata

from matchgraph.personal.addresses import is_address, without_mail
from matchgraph.personal.numbers import without_numbers
from matchgraph.personal.secrets import is_secret
from matchgraph.personal.told import KEYWORDS, without_told

__all__ = ["KEYWORDS", "LONGEST_READ", "joined", "without_personal"]

LONGEST_READ = 500
MOST_ROUNDS = 8
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def without_personal(text: str) -> str | None:
    """The words of `text` that may be kept, in their order; None where none is left.

    >>> without_personal("translate mails to jo@example.org with gpt-4.1")
    'translate mails to with gpt-4.1'
    """
    rest = joined(text)
    for _ in range(MOST_ROUNDS):
        cleaned = _cleaned(rest)
        if cleaned == rest:
            return rest or None
        rest = cleaned
    return None


def joined(text: str) -> str:
    """The words of a text in the plain spelling of their signs, one space apart.

    Of a text longer than 500 characters the rest is left out, from the last whole word on.
    """
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text[: LONGEST_READ * 2]))
    shown = "".join(map(_visible, plain))
    if len(shown) > LONGEST_READ:
        shown = re.sub(r"\S*\Z", "", shown[:LONGEST_READ])
    return " ".join(shown.split())


def _visible(character: str) -> str:
    """Invisible characters vanish, so that none hides in the middle of an address."""
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category.startswith("C") else character


def _cleaned(text: str) -> str:
    rest = without_numbers(without_mail(without_told(text)))
    words = (word for word in rest.split() if not (is_address(word) or is_secret(word)))
    return " ".join(words)
