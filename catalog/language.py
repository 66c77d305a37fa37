"""Words and figures in the language of who reads. Pure: what speaks it is handed in at start.

Until then, and wherever English is read, all stays as it is written in the code.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

ENGLISH = (".", ",")


class Tongue(Protocol):
    """What knows the reader's language."""

    @property
    def is_english(self) -> bool: ...

    def gettext(self, message: str) -> str: ...

    def ngettext(self, one: str, many: str, number: int) -> str: ...

    def pgettext(self, context: str, message: str) -> str: ...

    def separators(self) -> tuple[str, str]:
        """What parts a figure's decimals from it, and its thousands from each other."""
        ...


class AsWritten:
    """English, without looking anything up."""

    is_english = True

    def gettext(self, message: str) -> str:
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        return one if number == 1 else many

    def pgettext(self, context: str, message: str) -> str:
        return message

    def separators(self) -> tuple[str, str]:
        return ENGLISH


_as_written = AsWritten()
_spoken: list[Tongue] = [_as_written]
_is_english: ContextVar[bool] = ContextVar("is_english", default=False)


def speak(tongue: Tongue) -> Tongue:
    """Have the process speak by this one; gives back the one before."""
    before, _spoken[0] = _spoken[0], tongue
    return before


@contextmanager
def in_english() -> Iterator[None]:
    """For texts that are kept, or set against kept ones, whoever reads."""
    token = _is_english.set(True)
    try:
        yield
    finally:
        _is_english.reset(token)


def is_english() -> bool:
    """Whether texts stay as they are written for who reads now."""
    return _tongue().is_english


def _tongue() -> Tongue:
    return _as_written if _is_english.get() else _spoken[0]


def gettext(message: str) -> str:
    """The message in the reader's language, its {names} still to be filled in."""
    return _tongue().gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The form of the message that goes with the number."""
    return _tongue().ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """A message so short that it takes its place to know what it means."""
    return _tongue().pgettext(context, message)


def gettext_noop(message: str) -> str:
    """Marks a text for translators that is looked up where it is shown."""
    return message


def figure(written: str) -> str:
    """A figure written as 1,234.5, with the separators of the reader's language."""
    decimal, thousands = _tongue().separators()
    if (decimal, thousands) == ENGLISH:
        return written
    return written.translate({ord("."): decimal, ord(","): thousands})
