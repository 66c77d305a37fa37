"""How a rank came to be what it is: its moves, and in words what each came from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from catalog.language import gettext, gettext_noop
from comparisons import units
from ranking.scoring import tenths_of

POINT_TENTH = 10_000_000
MOST_LISTED = 50


class Cause(StrEnum):
    """What can move a rank, by the column that holds its share of the change."""

    OWN = "own"
    FORMULA = "by_formula"
    EPOCH = "by_epoch"
    HAND = "by_hand"


WORDS = {
    Cause.OWN: gettext_noop("own figures"),
    Cause.FORMULA: gettext_noop("new formula"),
    Cause.EPOCH: gettext_noop("new epoch"),
    Cause.HAND: gettext_noop("adjustment by hand"),
}


@dataclass(frozen=True)
class Entry:
    """One stored entry. `shares` sum to the change of `total` since the entry before."""

    recorded_at: datetime
    as_of: date
    tenths: int
    total: int
    formula: str
    epoch: int
    shares: Mapping[Cause, int]

    @property
    def tenths_before(self) -> int:
        return tenths_of(self.total - sum(self.shares.values()))


@dataclass(frozen=True)
class Move:
    """An entry beside the one before it.

    `change` and its `parts` are tenths of a point, the parts sum to it; it is None for the first
    entry of all. `events` are changes of rules, not of figures: they are marked in drawings.
    """

    entry: Entry
    change: int | None
    parts: Mapping[Cause, int]
    events: tuple[Cause, ...]
    formula_before: str = ""

    @property
    def day(self) -> date:
        return self.entry.recorded_at.date()

    @property
    def signed(self) -> str:
        return "" if self.change is None else units.signed_points(self.change)

    @property
    def cause(self) -> str:
        """For example: own figures +1.2, new epoch 3 +0.4."""
        told = [f"{self._named(cause)} {units.signed_points(n)}" for cause, n in self._telling()]
        if self.change is None:
            return ", ".join([gettext("first computed"), *told])
        return ", ".join(told) or gettext("no change that shows")

    def _telling(self) -> Iterator[tuple[Cause, int]]:
        for cause in Cause:
            part = self.parts.get(cause, 0)
            if part or (cause in self.events and self.change is not None):
                yield cause, part

    def _named(self, cause: Cause) -> str:
        if cause is Cause.FORMULA:
            was = (
                gettext(" (before it {formula_before})").format(formula_before=self.formula_before)
                if self.formula_before
                else ""
            )
            return f"{gettext(WORDS[cause])} {self.entry.formula}{was}"
        return (
            f"{gettext(WORDS[cause])} {self.entry.epoch}"
            if cause is Cause.EPOCH
            else gettext(WORDS[cause])
        )


@dataclass(frozen=True)
class History:
    """Moves, the oldest first, up to the day the rank stands at.

    `complete` is False where entries before the first of these were not read.
    """

    moves: tuple[Move, ...]
    as_of: date
    complete: bool = True

    @property
    def newest_first(self) -> tuple[Move, ...]:
        """As many as a page lists."""
        return self.moves[: -MOST_LISTED - 1 : -1]

    @property
    def is_short(self) -> bool:
        """Whether a page lists every entry there is."""
        return self.complete and len(self.moves) <= MOST_LISTED

    @property
    def summary(self) -> str:
        """64.1 on 1 May 2026, 67.4 now; 5 moves, the largest +2.0 on 9 May 2026 (own figures).

        Raises IndexError without moves.
        """
        first, last = self.moves[0], self.moves[-1]
        begun = gettext("{tenths} on {day}").format(
            tenths=units.points(first.entry.tenths), day=units.day(first.day)
        )
        if len(self.moves) == 1 and self.complete:
            return gettext("{begun}, when it was first worked out, and unchanged since.").format(
                begun=begun
            )
        return gettext("{begun}, {tenths} now; {moved}.").format(
            begun=begun, tenths=units.points(last.entry.tenths), moved=self._moved()
        )

    def _moved(self) -> str:
        moved = [move for move in self.moves[1:] if move.change]
        if not moved:
            return gettext("no move between")
        number = units.plural(len(moved), "move", "moves")
        largest = max(moved, key=lambda move: abs(move.change or 0))
        which = gettext("the largest ") if len(moved) > 1 else ""
        causes = gettext(" and ").join(
            gettext(WORDS[cause]) for cause in Cause if largest.parts.get(cause)
        )
        return gettext("{number}, {which}{signed} on {day} ({causes})").format(
            number=number,
            which=which,
            signed=largest.signed,
            day=units.day(largest.day),
            causes=causes,
        )


def history(entries: Sequence[Entry], *, as_of: date, complete: bool = True) -> History:
    """Entries in the order they were made, the oldest first."""
    return History(tuple(moves(entries, complete=complete)), as_of, complete)


def moves(entries: Iterable[Entry], *, complete: bool = True) -> Iterator[Move]:
    """Each entry beside the one before it, the oldest first."""
    before: Entry | None = None
    for entry in entries:
        is_first = complete and before is None
        change = None if is_first else entry.tenths - entry.tenths_before
        yield Move(
            entry=entry,
            change=change,
            parts=_first_parts(entry) if change is None else _apportioned(change, entry.shares),
            events=tuple(_events(entry, before)),
            formula_before=before.formula if before and before.formula != entry.formula else "",
        )
        before = entry


def _first_parts(entry: Entry) -> dict[Cause, int]:
    """Of the first figure only what was added by hand is worth telling."""
    by_hand = entry.shares.get(Cause.HAND, 0)
    return {Cause.HAND: tenths_of(by_hand)} if by_hand else {}


def _apportioned(change: int, shares: Mapping[Cause, int]) -> dict[Cause, int]:
    """The shares in tenths that sum to the shown change: largest remainder, of either sign."""
    counting = {cause: share for cause, share in shares.items() if share}
    parts = {cause: share // POINT_TENTH for cause, share in counting.items()}
    left = change - sum(parts.values())
    by_remainder = sorted(counting, key=lambda cause: (-(counting[cause] % POINT_TENTH), cause))
    for cause in by_remainder[:left]:
        parts[cause] += 1
    return parts


def _events(entry: Entry, before: Entry | None) -> Iterator[Cause]:
    """A new formula comes with an epoch of its own: that is one event."""
    if before is None:
        formula, epoch = bool(entry.shares.get(Cause.FORMULA)), bool(entry.shares.get(Cause.EPOCH))
    else:
        formula, epoch = before.formula != entry.formula, before.epoch != entry.epoch
    if formula:
        yield Cause.FORMULA
    elif epoch:
        yield Cause.EPOCH
    if entry.shares.get(Cause.HAND):
        yield Cause.HAND
