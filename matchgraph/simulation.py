"""Made-up visitors whose true satisfaction is known, to see whether counting finds it again.

A list is looked at from its head: place n by one visitor in n. Who looks at an artifact is content
with it as often as its truth says. Among the visitors are some who repeat themselves, a network
whose machines praise the worst artifact every Saturday, programs that say so, and one that hurries
through everything. The order of a list has little to do with the truth, as with a young ranking.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from ipaddress import IPv4Address
from itertools import repeat
from random import Random
from statistics import fmean

from matchgraph.counting import Kind, examination
from matchgraph.identity import Doubt, Visitor

LEVELS = (200, 1_000, 5_000)
LIST = 10
# A new catalog's crowd: it grows so that no day of it is held back as a spike.
FORTNIGHT, FIRST_CROWDS = 14, (16, 56)
USUAL_DAYS, USUAL_VISITORS = 88, 66
FARM, FARM_DAY, REPEATS, HURRIED = 12, 5, 20, 70
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PROGRAM = "ExampleBot/1.0 (+https://bot.example/)"
CURIOUS = 0.25


@dataclass(frozen=True)
class Subject:
    """An artifact of the catalog; `truth` is the share of those who look that are content."""

    artifact_id: int
    capability_id: int
    truth: float
    prominence: float


@dataclass(frozen=True)
class Visit:
    """One search: the hits in their order, and what was done with which of them."""

    day: date
    group: int
    visitor: Visitor
    shown: tuple[Subject, ...]
    acts: Mapping[int, tuple[Kind, ...]] = field(default_factory=dict)
    doubt: Doubt | None = None


@dataclass(frozen=True)
class Plan:
    seed: int
    last: date
    days: int = USUAL_DAYS
    visitors: int = USUAL_VISITORS


def subjects_of(pairs: Sequence[tuple[int, int]], *, seed: int) -> list[Subject]:
    """Truths for pairs of artifact and capability, spread evenly and dealt at random."""
    random = Random(f"truth {seed}")
    truths = [0.05 + 0.9 * (n + 0.5) / len(pairs) for n in range(len(pairs))]
    random.shuffle(truths)
    return [
        Subject(artifact, capability, truth, 0.5 * truth + random.gauss(0, 0.25))
        for (artifact, capability), truth in zip(pairs, truths, strict=True)
    ]


def groups_of(subjects: Sequence[Subject]) -> list[Sequence[Subject]]:
    """Lists of ten, one for each thing that is searched for."""
    return [subjects[start : start + LIST] for start in range(0, len(subjects), LIST)]


def visits(subjects: Sequence[Subject], plan: Plan) -> Iterator[Visit]:
    """Day after day, the last one included. The same for the same seed."""
    random = Random(f"visits {plan.seed}")
    for n in range(plan.days):
        day = plan.last - timedelta(days=plan.days - 1 - n)
        crowd = min([plan.visitors, *FIRST_CROWDS[n // FORTNIGHT :]])
        for group, together in enumerate(groups_of(subjects)):
            for _ in range(crowd):
                yield _genuine(random, day, group, together)
            yield from _abusers(random, day, group, together)


def spearman(found: Sequence[float], truth: Sequence[float]) -> float:
    """Rank correlation; equal figures share the mean of their ranks."""
    ours, theirs = _ranks(found), _ranks(truth)
    middle = fmean(ours)
    together = sum((a - middle) * (b - middle) for a, b in zip(ours, theirs, strict=True))
    apart = sum((a - middle) ** 2 for a in ours) * sum((b - middle) ** 2 for b in theirs)
    return together / apart**0.5 if apart else 0.0


def _genuine(random: Random, day: date, group: int, together: Sequence[Subject]) -> Visit:
    shown = _listed(random, together)
    acts = {
        one.artifact_id: done
        for place, one in enumerate(shown, start=1)
        if random.random() * 1000 < examination(place) and (done := _looked(random, one))
    }
    return Visit(day, group, _somebody(random), shown, acts)


def _looked(random: Random, subject: Subject) -> tuple[Kind, ...]:
    """What somebody does who looks at a hit."""
    if random.random() < subject.truth:
        best = random.choice((Kind.DWELL_30, Kind.OUTBOUND, Kind.POSITIVE))
        return (Kind.CLICK, best)
    return (Kind.CLICK,) if random.random() < CURIOUS else ()


def _abusers(random: Random, day: date, group: int, together: Sequence[Subject]) -> Iterator[Visit]:
    """Who repeats means no harm; all others praise the worst artifact of the list."""
    repeated = _genuine(random, day, group, together)
    yield from repeat(repeated, REPEATS)
    worst = min(together, key=lambda one: one.truth)
    praise = {worst.artifact_id: (Kind.CLICK, Kind.POSITIVE)}
    shown = _listed(random, together)
    farm = int(_somebody(random).address) & ~0xFF
    for n in range(FARM if day.weekday() == FARM_DAY else 0):
        machine = Visitor(IPv4Address(farm | n + 1), BROWSER)
        yield Visit(day, group, machine, shown, praise)
    program = Visitor(_somebody(random).address, PROGRAM)
    yield Visit(day, group, program, shown, praise, Doubt.BOT)
    hurried = _somebody(random)
    for n in range(HURRIED):
        doubt = Doubt.SEARCHES if n >= 60 else None
        yield Visit(day, group, hurried, shown, praise, doubt)


def _listed(random: Random, together: Sequence[Subject]) -> tuple[Subject, ...]:
    """Much the same order each time, as search gives it."""
    return tuple(sorted(together, key=lambda one: random.gauss(-one.prominence, 0.1)))


def _somebody(random: Random) -> Visitor:
    return Visitor(IPv4Address(random.getrandbits(32)), BROWSER)


def _ranks(figures: Sequence[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for place, figure in enumerate(sorted(figures)):
        places.setdefault(figure, []).append(place)
    return [fmean(places[figure]) for figure in figures]
