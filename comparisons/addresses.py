"""How comparisons are spelled: slugs in alphabetical order, joined by -vs-, each once."""

from collections.abc import Iterable

JOINT = "-vs-"
MOST_COMPARED = 6


def slugs_of(pair: str) -> tuple[str, ...]:
    """The slugs that the tail of a comparison's address names, in its order."""
    return tuple(pair.lower().split(JOINT))


def pair_of(slugs: Iterable[str]) -> str:
    """The canonical tail of a comparison's address.

    >>> pair_of(["the-stack-v2", "gpt-oss"])
    'gpt-oss-vs-the-stack-v2'
    """
    return JOINT.join(sorted(set(slugs)))
