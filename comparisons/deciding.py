"""The rows an editorial verdict may rest on, and which of them have changed since.

A row is what each side shows, as text, without days, sources and notes. Points of the rank and of
its components move a little every day, so these rows have changed only once a side has moved by a
whole point. Whoever goes by the order of the two chooses the row of the computed verdict, which
changes with who is ahead and how surely, and with nothing else.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from catalog.language import in_english, is_english
from comparisons.cells import Cell, RowGroup
from comparisons.facts import CapabilityFact, Subject
from comparisons.prices import starting_price
from comparisons.rows import row_groups
from comparisons.table import Comparison
from ranking.verdict import Outcome, Verdict

Texts = tuple[str, str]
ALWAYS = "type"
VERDICT = "verdict"
CAPABILITY = "capability:"
SPEC = "spec-"
# Counted anew with every search: nothing to rest a judgement on.
NEVER = {"times_matched"}
GONE = "no longer recorded"
NOT_DESCRIBED = "Not described"
WHOLE_POINT = 10
POINTS = re.compile(r"(\d+)\.(\d)\b(.*)")
AHEAD: Mapping[Outcome, Texts] = {
    Outcome.LEADS: ("Leads", "Is behind"),
    Outcome.LEANS: ("Ahead, not for sure", "Behind, not for sure"),
}
UNDECIDED: Mapping[Outcome, str] = {
    Outcome.TOO_CLOSE: "Too close to call",
    Outcome.INSUFFICIENT_EVIDENCE: "Too little is known",
}


@dataclass(frozen=True)
class DecidingRow:
    """`texts` follow the subjects; `group` is the heading the row stands under."""

    key: str
    label: str
    group: str
    texts: Texts


@dataclass(frozen=True)
class Change:
    """One side of a row that differs from what it was; `place` is the subject's, 0 or 1."""

    key: str
    label: str
    place: int
    was: str
    now: str


def deciding_rows(comparison: Comparison) -> tuple[DecidingRow, ...]:
    """Every row a verdict on these two may rest on. Raises ValueError unless they are two."""
    if len(comparison.subjects) != 2:
        raise ValueError("an editorial verdict is on two artifacts")
    return (*_verdict_rows(comparison), *_fact_rows(comparison), *_capability_rows(comparison))


def values_of(comparison: Comparison, keys: Collection[str]) -> dict[str, Texts]:
    """What each side shows in the rows chosen and in its type, on which any judgement rests.

    Raises KeyError for a key that is no row of the comparison.
    """
    by_key = {row.key: row.texts for row in deciding_rows(comparison)}
    return {key: by_key[key] for key in dict.fromkeys((ALWAYS, *keys))}


def changes(stored: Mapping[str, Texts], comparison: Comparison) -> tuple[Change, ...]:
    """Where the two no longer show what is stored, in the order of the page."""
    present = {row.key: row for row in deciding_rows(comparison)}
    order = {key: place for place, key in enumerate(present)}
    found: list[Change] = []
    for key in sorted(stored, key=lambda key: (order.get(key, len(order)), key)):
        now = present[key].texts if key in present else _without_row(key)
        label = present[key].label if key in present else name_of(key)
        found += [
            Change(key, label, place, stored[key][place], now[place])
            for place in (0, 1)
            if not _same(key, stored[key][place], now[place])
        ]
    return tuple(found)


def anchor(key: str) -> str:
    """The id of the row on the comparison page.

    >>> anchor("starting_price"), anchor("capability:code.completion")
    ('row-starting_price', 'capability-code.completion')
    """
    if key.startswith(CAPABILITY):
        return key.replace(":", "-", 1)
    return key if key == VERDICT else f"row-{key}"


def name_of(key: str) -> str:
    """A key in words, for a row that is no longer there to name itself."""
    plain = key.removeprefix(SPEC).removeprefix(CAPABILITY).rpartition(".")[2]
    return plain.replace("_", " ").replace("-", " ").capitalize()


def _same(key: str, was: str, now: str) -> bool:
    moves_daily = key == "rank" or key.startswith("component-")
    return _about_the_same(was, now) if moves_daily else was == now


def _about_the_same(was: str, now: str) -> bool:
    """Whether two texts that begin with points differ by less than a whole one and nothing else."""
    one, other = POINTS.fullmatch(was), POINTS.fullmatch(now)
    if one is None or other is None:
        return was == now
    moved = int(one[1] + one[2]) - int(other[1] + other[2])
    return one[3] == other[3] and abs(moved) < WHOLE_POINT


def _without_row(key: str) -> Texts:
    gone = NOT_DESCRIBED if key.startswith(CAPABILITY) else GONE
    return (gone, gone)


def _verdict_rows(comparison: Comparison) -> tuple[DecidingRow, ...]:
    verdict = comparison.verdict
    if verdict is None or verdict.outcome is Outcome.CROSS_TYPE:
        return ()
    return (DecidingRow(VERDICT, "Computed verdict", "Verdict", _outcome_texts(verdict)),)


def _outcome_texts(verdict: Verdict) -> Texts:
    if verdict.first is None or verdict.outcome not in AHEAD:
        words = UNDECIDED.get(verdict.outcome, verdict.outcome.value.replace("_", " "))
        return (words, words)
    ahead, behind = AHEAD[verdict.outcome]
    return (ahead, behind) if verdict.first == 0 else (behind, ahead)


def _fact_rows(comparison: Comparison) -> tuple[DecidingRow, ...]:
    """Kept texts are English whoever reads, and so are these."""
    one, other = comparison.subjects
    groups = _english_groups(comparison)
    with in_english():
        return tuple(
            DecidingRow(
                row.key,
                row.label,
                group.label,
                (_text(row.key, one, row.cells[0]), _text(row.key, other, row.cells[1])),
            )
            for group in groups
            for row in group.rows
            if row.key not in NEVER
        )


def _english_groups(comparison: Comparison) -> Sequence[RowGroup]:
    if is_english():
        return comparison.groups
    with in_english():
        return row_groups(comparison.subjects)


def _starting_price(subject: Subject, cell: Cell) -> str:
    """A free offer with the paid one after it: the cell tells that one in a note."""
    start = starting_price(subject.prices)
    return f"{cell.text}, paid from {start.then}" if start and start.then else cell.text


FULLER: Mapping[str, Callable[[Subject, Cell], str]] = {"starting_price": _starting_price}


def _text(key: str, subject: Subject, cell: Cell) -> str:
    return FULLER[key](subject, cell) if key in FULLER else cell.text


def _capability_rows(comparison: Comparison) -> tuple[DecidingRow, ...]:
    alignment = comparison.alignment
    shared = [
        (c.key, c.name, _support(c.entries[0]), _support(c.entries[1])) for c in alignment.shared
    ]
    mine, theirs = alignment.only
    alone = [(fact.key, fact.vocabulary_name, _support(fact), NOT_DESCRIBED) for fact in mine]
    alone += [(fact.key, fact.vocabulary_name, NOT_DESCRIBED, _support(fact)) for fact in theirs]
    return tuple(
        DecidingRow(f"{CAPABILITY}{key}", name, "Capabilities", (one, other))
        for key, name, one, other in (*shared, *alone)
    )


def _support(fact: CapabilityFact | None) -> str:
    """How far it is supported, and with what limits."""
    if fact is None:
        return NOT_DESCRIBED
    limits = "; ".join(fact.limitations)
    return f"{fact.support_label}, with limits: {limits}" if limits else fact.support_label
