"""Ecosystem: who else builds on an artifact, by relations of other publishers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ranking.facts import ArtifactFacts, RelationFacts
from ranking.formula import BACKINGS, ECOSYSTEM
from ranking.formula.relations import LIST
from ranking.normaliser import lookup
from ranking.oracle.terms import OBSERVED, UNKNOWN, Figure, Terms, weeks
from ranking.scoring import count_spread


def ecosystem(facts: ArtifactFacts, terms: Terms, as_of: date) -> list[Figure]:
    """Nothing recorded is unknown, and so is standing in no list; no confirmation is a zero."""
    rows = facts.relations
    counted = {
        "confirmed_links": (_confirmed(rows), rows),
        "curated_lists": _lists(rows),
        "owners_in": (sum(_strongest(rows).values()), rows),
        "types_in": (len({row.type_key for row in rows}), rows),
    }
    return [_figure(key, *counted[key], terms, as_of) for key in sorted(ECOSYSTEM)]


def _figure(
    key: str, count: int, rows: Sequence[RelationFacts], terms: Terms, as_of: date
) -> Figure:
    if not rows:
        return Figure(key, ECOSYSTEM[key], UNKNOWN)
    observed_on = min((row.read_on for row in rows if row.read_on), default=None)
    return Figure(
        key=key,
        weight=ECOSYSTEM[key],
        state=OBSERVED,
        normalised=lookup(terms.curves[key], count),
        raw=count,
        observed_on=observed_on,
        source=max((row.source for row in rows if row.source), default=None),
        spread=count_spread(weeks(observed_on, as_of)),
    )


def _strongest(rows: Iterable[RelationFacts]) -> Mapping[int, int]:
    """Thousandths by publisher."""
    by_owner: dict[int, int] = {}
    for row in rows:
        backing = BACKINGS[row.kind]
        strength = backing.confirmed if row.is_confirmed else backing.claimed
        by_owner[row.owner] = max(strength, by_owner.get(row.owner, 0))
    return by_owner


def _confirmed(rows: Iterable[RelationFacts]) -> int:
    return len({row.owner for row in rows if row.is_confirmed})


def _lists(rows: Iterable[RelationFacts]) -> tuple[int, list[RelationFacts]]:
    listed = [row for row in rows if row.kind == LIST]
    return len({row.giver for row in listed}), listed
