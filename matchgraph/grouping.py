"""Which wordings ask for the same thing, and which intent each group of them is.

Leader clustering: one wording after the other joins the leader it is most like, or becomes one.
They come in an order that says nothing of who typed first: those an editor placed, then those that
may be told, then all others, each by digest. So the groups follow from the wordings alone.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

# ppm of likeness from which two wordings ask for the same: tried on paraphrases, where it joins
# half of those it should and hardly any that it should not. A wrong join is worse than none.
ALIKE = 700_000


@dataclass(frozen=True)
class Wording:
    """`intent` is where it is now; `by_hand` that an editor put it there; `tellable` that enough
    visitors of different networks used it."""

    digest: bytes
    text: str
    intent: int
    by_hand: bool = False
    tellable: bool = False


class Likeness(Protocol):
    """Knows how alike the texts it was made from are; they go by their number."""

    def lead(self, number: int) -> None:
        """This text is a leader from now on."""

    def nearest(self, number: int) -> tuple[int, int] | None:
        """The leader most like it, the earlier of equals, and how like, in ppm; None without."""


@dataclass
class Group:
    """`held` is the intent of an editor that the group is; None for any other."""

    held: int | None = None
    members: list[Wording] = field(default_factory=list)

    @property
    def first(self) -> bytes:
        return self.members[0].digest


@dataclass(frozen=True)
class Plan:
    """`homes` gives each group's intent, None for a new one. `merged` are intents that end in the
    group of that number. `split` are intents that a wording left."""

    groups: Sequence[Group]
    homes: Sequence[int | None]
    merged: dict[int, int]
    split: frozenset[int]


def grouped(
    wordings: Iterable[Wording], likeness_of: Callable[[Sequence[str]], Likeness]
) -> list[Group]:
    """The groups, by their leaders' place in the order. Deterministic, whatever order is given."""
    ordered = sorted(wordings, key=lambda one: (not one.by_hand, not one.tellable, one.digest))
    likeness = likeness_of([one.text for one in ordered])
    groups: list[Group] = []
    led: dict[int, Group] = {}
    held: dict[int, Group] = {}
    for number, wording in enumerate(ordered):
        group = held.get(wording.intent) if wording.by_hand else _joined(number, likeness, led)
        if group is None:
            group = Group(held=wording.intent if wording.by_hand else None)
            groups.append(group)
        if wording.by_hand:
            held[wording.intent] = group
        if wording.by_hand or not group.members:
            likeness.lead(number)
            led[number] = group
        group.members.append(wording)
    return groups


def planned(groups: Sequence[Group], kept: Collection[int] = ()) -> Plan:
    """Which intent each group is: the one most of its wordings are of, among equals the older.

    Intents in `kept` are an editor's: they are never merged, whatever leaves them.
    """
    homes = _homes(groups)
    spread: dict[int, Counter[int]] = {}
    for number, group in enumerate(groups):
        for wording in group.members:
            spread.setdefault(wording.intent, Counter())[number] += 1
    merged = {
        intent: min(numbers, key=lambda number: (-numbers[number], number))
        for intent, numbers in spread.items()
        if intent not in homes and intent not in kept
    }
    split = frozenset(
        intent
        for intent, numbers in spread.items()
        if len(numbers) > 1 or (intent not in merged and intent not in homes)
    )
    return Plan(groups, homes, merged, split)


def _joined(number: int, likeness: Likeness, led: dict[int, Group]) -> Group | None:
    nearest = likeness.nearest(number)
    return led[nearest[0]] if nearest and nearest[1] >= ALIKE else None


def _homes(groups: Sequence[Group]) -> list[int | None]:
    homes = [group.held for group in groups]
    taken = {intent for intent in homes if intent is not None}
    claims = [
        (-count, group.first, intent, number)
        for number, group in enumerate(groups)
        if group.held is None
        for intent, count in Counter(one.intent for one in group.members).items()
    ]
    for _, _, intent, number in sorted(claims):
        if homes[number] is None and intent not in taken:
            homes[number] = intent
            taken.add(intent)
    return homes
