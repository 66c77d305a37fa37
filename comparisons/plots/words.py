"""Texts in drawings, where they cannot be wrapped and must be valid XML."""

from collections.abc import Iterable
from dataclasses import dataclass

MORE = "…"
LONGEST_NAME = 38
KEY_LINE = 20


@dataclass(frozen=True)
class Key:
    """Which number, and so which colour, a name has; `y` is the line's foot in pixels."""

    number: int
    name: str
    y: int


def keys(names: Iterable[str]) -> tuple[Key, ...]:
    return tuple(
        Key(place + 1, shortened(name, LONGEST_NAME), KEY_LINE * place + 12)
        for place, name in enumerate(names)
    )


def drawable(text: str) -> str:
    """Without the signs that no XML file may hold."""
    return "".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff")


def shortened(text: str, most: int) -> str:
    """At most `most` signs, the last an ellipsis where some are missing."""
    flat = drawable(" ".join(text.split()))
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}{MORE}"
