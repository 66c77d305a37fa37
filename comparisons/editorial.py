"""An editorial verdict as pages and the API show it: always with what has changed since.

Also the rules its words keep. They hold where it is written; what breaks the one on other types
because an artifact was given another type since is not shown.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comparisons.deciding import Change, Texts, changes, deciding_rows, name_of
from comparisons.table import Comparison

SHORTEST, LONGEST, LONGEST_SUMMARY = 20, 600, 1500
FAIRNESS = 3
# What would order artifacts of different types, as a search for whole words.
ORDERING = (
    *("better", "worse", "winner", "winners", "wins", "beats", "outranks", "superior", "inferior"),
    *("ranks higher", "ranks lower", "ahead of", "leads(?! to)"),
)
ORDERED = re.compile(rf"\b({'|'.join(ORDERING)})\b", re.IGNORECASE)
CHOICES = ("choose_first", "choose_second")


@dataclass(frozen=True)
class Words:
    """What a reviewer says: when to take the first, when the second, and what comes on top."""

    choose_first: str
    choose_second: str
    summary: str = ""


@dataclass(frozen=True)
class Written:
    """An editorial verdict as it was written; both texts and `values` follow the subjects."""

    choose: Texts
    summary: str
    rows: tuple[str, ...]
    values: Mapping[str, Texts]
    author: str
    written_on: date

    @property
    def words(self) -> Words:
        return Words(*self.choose, self.summary)


@dataclass(frozen=True)
class NamedRow:
    key: str
    label: str


@dataclass(frozen=True)
class Editorial:
    """`changed` is empty while every deciding row shows what it showed then."""

    choose: Texts
    summary: str
    rows: tuple[NamedRow, ...]
    changed: tuple[Change, ...]
    author: str
    written_on: date


def editorial(written: Written | None, comparison: Comparison) -> Editorial | None:
    """What may be shown of it beside this comparison."""
    if written is None or ordering_words(written.words, comparison):
        return None
    labels = {row.key: row.label for row in deciding_rows(comparison)}
    return Editorial(
        choose=written.choose,
        summary=written.summary,
        rows=tuple(NamedRow(key, labels.get(key) or name_of(key)) for key in written.rows),
        changed=changes(written.values, comparison),
        author=written.author,
        written_on=written.written_on,
    )


def problems_of(words: Words, rows: Sequence[str], comparison: Comparison) -> dict[str, str]:
    """What stands against it, by field and in words for its writer; empty where nothing does."""
    found = _lengths(words) or _fairness(words, comparison)
    for field, word in ordering_words(words, comparison).items():
        found[field] = (
            f"“{word}” puts one before the other, and these two are of different types: say "
            "instead what each is for."
        )
    known = {row.key for row in deciding_rows(comparison)}
    if missing := [name_of(key) for key in rows if key not in known]:
        found["deciding_rows"] = f"No longer a row of this comparison: {', '.join(missing)}."
    if not rows:
        found["deciding_rows"] = "Choose at least one row that decides."
    return found


def ordering_words(words: Words, comparison: Comparison) -> dict[str, str]:
    """By field, the first word that orders two artifacts whose types have no order."""
    if not comparison.is_cross_type:
        return {}
    found: dict[str, str] = {}
    for field in (*CHOICES, "summary"):
        text = getattr(words, field)
        for subject in comparison.subjects:
            text = text.replace(subject.name, " ")
        if hit := ORDERED.search(" ".join(text.split())):
            found[field] = hit[1]
    return found


def _lengths(words: Words) -> dict[str, str]:
    found = {
        field: f"Write {SHORTEST} to {LONGEST} characters; these are {len(text)}."
        for field in CHOICES
        if not SHORTEST <= len(text := getattr(words, field)) <= LONGEST
    }
    if len(words.summary) > LONGEST_SUMMARY:
        found["summary"] = (
            f"Write at most {LONGEST_SUMMARY:,} characters; these are {len(words.summary):,}."
        )
    return found


def _fairness(words: Words, comparison: Comparison) -> dict[str, str]:
    """Both sides get their say: about as much of it, and not the same words."""
    one, other = words.choose_first, words.choose_second
    if one.casefold() == other.casefold():
        return {"choose_second": "Say something else than for the first."}
    short, long = sorted((0, 1), key=lambda place: len((one, other)[place]))
    if len((one, other)[long]) <= FAIRNESS * len((one, other)[short]):
        return {}
    names = [subject.name for subject in comparison.subjects]
    return {
        CHOICES[short]: f"{names[long]} gets more than {FAIRNESS} times as many words as "
        f"{names[short]}: say about as much for both."
    }
