"""Match: what visitors asked for, and what came of it where they looked at the artifact."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from matchgraph.decay import LAST_WEEK, kept, monday_of, weeks_between
from matchgraph.evidence import (
    LARGEST_SD,
    PPM,
    TRUSTED_VISITORS,
    against_usual,
    posterior,
)
from ranking.facts import ArtifactFacts, EvidenceFacts
from ranking.formula import MATCH
from ranking.normaliser import lookup
from ranking.oracle.terms import NA, OBSERVED, UNKNOWN, Figure, Terms, weeks
from ranking.scoring import UNKNOWN_SPREAD, count_spread


def match(facts: ArtifactFacts, terms: Terms, as_of: date) -> list[Figure]:
    return [_demand(facts, terms, as_of), _satisfaction(facts, terms, as_of)]


def _demand(facts: ArtifactFacts, terms: Terms, as_of: date) -> Figure:
    rows = [(week, days) for week, days in facts.demand if _counts(week, as_of)]
    count = sum(days * kept(week, as_of) for week, days in rows) // PPM
    if count < TRUSTED_VISITORS:
        return _asleep("demand", terms) or Figure("demand", MATCH["demand"], UNKNOWN)
    observed_on = _end(max(week for week, _ in rows), as_of)
    return _asleep("demand", terms, count, observed_on) or Figure(
        key="demand",
        weight=MATCH["demand"],
        state=OBSERVED,
        normalised=lookup(terms.curves["demand"], count),
        raw=count,
        observed_on=observed_on,
        spread=count_spread(weeks(observed_on, as_of)),
    )


@dataclass(frozen=True)
class _Judged:
    share: int
    figure: int
    spread: int


def _satisfaction(facts: ArtifactFacts, terms: Terms, as_of: date) -> Figure:
    """Each capability counts by its share of the visitors, all together from five of them on."""
    rows = [row for row in facts.evidence if _counts(row.week, as_of)]
    if sum(row.visitor_days for row in rows) < TRUSTED_VISITORS:
        unknown = Figure("satisfaction", MATCH["satisfaction"], UNKNOWN, spread=UNKNOWN_SPREAD)
        return _asleep("satisfaction", terms) or unknown
    judged = _by_capability(rows, terms, as_of)
    whole = sum(one.share for one in judged)
    figure = sum(one.share * one.figure for one in judged) // whole
    observed_on = _end(max(row.week for row in rows), as_of)
    return _asleep("satisfaction", terms, figure, observed_on) or Figure(
        key="satisfaction",
        weight=MATCH["satisfaction"],
        state=OBSERVED,
        normalised=figure,
        raw=figure,
        observed_on=observed_on,
        spread=sum(one.share * one.spread for one in judged) // whole,
    )


def _by_capability(rows: Iterable[EvidenceFacts], terms: Terms, as_of: date) -> list[_Judged]:
    grouped: dict[int, list[EvidenceFacts]] = defaultdict(list)
    for row in rows:
        grouped[row.capability].append(row)
    return [
        _judged(weeks_of_it, terms.match_means.get(capability, terms.match_mean), as_of)
        for capability, weeks_of_it in grouped.items()
    ]


def _judged(rows: list[EvidenceFacts], mean: int, as_of: date) -> _Judged:
    left = [(row, kept(row.week, as_of)) for row in rows]
    outcomes = sum(row.outcomes * part for row, part in left) // PPM
    examinations = sum(row.examinations * part for row, part in left) // PPM
    found = posterior(outcomes, examinations, mean)
    return _Judged(
        share=sum(row.visitor_days * part for row, part in left) // 1000,
        figure=against_usual(found.satisfaction, mean),
        spread=min(LARGEST_SD, found.sd * PPM // (2 * mean)),
    )


def _asleep(
    key: str, terms: Terms, raw: int | None = None, observed_on: date | None = None
) -> Figure | None:
    """What was counted is kept while the component sleeps, and weighs nothing."""
    if not terms.match_sleeps:
        return None
    return Figure(key, 0, NA, raw=raw, observed_on=observed_on)


def _counts(week: date, as_of: date) -> bool:
    return week == monday_of(week) and 0 <= weeks_between(week, as_of) <= LAST_WEEK


def _end(week: date, as_of: date) -> date:
    return min(week + timedelta(days=6), as_of)
