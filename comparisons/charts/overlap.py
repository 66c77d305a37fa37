"""Which capabilities artifacts share: one bar for each set of them that shares any."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalog.language import gettext
from comparisons import units
from comparisons.facts import Subject
from comparisons.plots.stripes import Stripes
from comparisons.plots.words import KEY_LINE, Key, drawable, keys

HELD = {"yes", "partial"}
MOST_DRAWN = 12
DOTS_FROM, DOTS_APART = 4, 5
COLUMNS = ("artifacts", "number", "capability", "name")


@dataclass(frozen=True)
class Shared:
    """What exactly these subjects, by place, can do and none of the others."""

    holders: tuple[int, ...]
    capabilities: tuple[tuple[str, str], ...]
    words: str

    @property
    def number(self) -> int:
        return len(self.capabilities)


@dataclass(frozen=True)
class Dot:
    number: int
    x: int
    held: bool


@dataclass(frozen=True)
class Line:
    """One set: its dots, the bar's length and the place beside it, in per cent across."""

    dots: tuple[Dot, ...]
    number: int
    length: Decimal
    beside: Decimal
    y: int


@dataclass(frozen=True)
class OverlapChart:
    keys: tuple[Key, ...]
    heads: tuple[tuple[int, int], ...]
    lines: tuple[Line, ...]
    rows: tuple[Shared, ...]
    title: str
    description: str
    height: int
    stripes: Stripes
    body: str = "plots/overlap.svg"

    @property
    def left_out(self) -> int:
        """Sets that only the table tells."""
        return len(self.rows) - len(self.lines)


def overlap_chart(subjects: Sequence[Subject], title: str) -> OverlapChart | None:
    """None where nobody can do anything that has been described."""
    rows = shared_sets(subjects)
    if not rows:
        return None
    top = KEY_LINE * len(subjects) + 14
    stripes = Stripes(start=DOTS_FROM + DOTS_APART * len(subjects) + 2, end=92, row=24, head=top)
    drawn = rows[:MOST_DRAWN]
    return OverlapChart(
        keys=keys(subject.name for subject in subjects),
        heads=tuple((place + 1, _across(place)) for place in range(len(subjects))),
        lines=tuple(
            _line(row, place, len(subjects), rows[0].number, stripes)
            for place, row in enumerate(drawn)
        ),
        rows=rows,
        title=drawable(title),
        description=drawable(_description(rows)),
        height=stripes.tops([len(drawn)])[-1] + 8,
        stripes=stripes,
    )


def shared_sets(subjects: Sequence[Subject]) -> tuple[Shared, ...]:
    """Every set that has a capability to itself, the largest first."""
    names: dict[str, str] = {}
    holders: dict[str, list[int]] = defaultdict(list)
    for place, subject in enumerate(subjects):
        for key, name in _held(subject).items():
            names.setdefault(key, name)
            holders[key].append(place)
    sets: dict[tuple[int, ...], list[tuple[str, str]]] = defaultdict(list)
    for key, places in holders.items():
        sets[tuple(places)].append((key, names[key]))
    told = [Shared(s, tuple(sorted(c)), _who(subjects, s)) for s, c in sets.items()]
    return tuple(sorted(told, key=lambda one: (-one.number, -len(one.holders), one.holders)))


def overlap_rows(subjects: Sequence[Subject]) -> list[list[object]]:
    """One row for each capability under `COLUMNS`, with the slugs of all that have it."""
    return [
        [" ".join(subjects[place].slug for place in one.holders), len(one.holders), key, name]
        for one in shared_sets(subjects)
        for key, name in one.capabilities
    ]


def _held(subject: Subject) -> dict[str, str]:
    return {f.key: f.vocabulary_name for f in subject.capabilities if f.support in HELD}


def _who(subjects: Sequence[Subject], places: Sequence[int]) -> str:
    names = [subjects[place].name for place in places]
    if len(names) == 1:
        return gettext("Only {name}").format(name=names[0])
    if len(names) == len(subjects) > 2:
        return gettext("All {number}").format(number=len(names))
    return gettext("{most} and {last}").format(most=", ".join(names[:-1]), last=names[-1])


def _line(row: Shared, place: int, among: int, largest: int, stripes: Stripes) -> Line:
    length = stripes.length(row.number, largest)
    return Line(
        dots=tuple(Dot(n + 1, _across(n), n in row.holders) for n in range(among)),
        number=row.number,
        length=length,
        beside=stripes.start + length + 1,
        y=stripes.head + place * stripes.row,
    )


def _across(place: int) -> int:
    return DOTS_FROM + DOTS_APART * place


def _description(rows: Iterable[Shared]) -> str:
    told = (
        f"{one.words}: {units.plural(one.number, 'capability', 'capabilities')}" for one in rows
    )
    return gettext("Capabilities by who has them, wholly or in part. {told}.").format(
        told="; ".join(told)
    )
