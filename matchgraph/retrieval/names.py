"""The branch of names: artifacts called as the query, or a part of it, is written or meant."""

from dataclasses import dataclass

from matchgraph.database import rows
from matchgraph.index.models import NameKind
from matchgraph.retrieval.narrowing import Among, clause
from matchgraph.retrieval.words import compact, slips, spans, variants

MOST_FORMS = 60
MOST_NAMES = 200
MOST_KEPT = 50
SHORTEST_BEGUN = 3
BEGUN, MISSPELLED = 0.7, 0.6

NAMED = """
WITH alike AS MATERIALIZED (
    SELECT artifact_id, form FROM matchgraph_searchname WHERE variants && %(variants)s::text[]
)
(
    SELECT n.artifact_id, n.form, true AS is_exact FROM matchgraph_searchname n
    WHERE n.form = ANY(%(forms)s) AND n.kind <> {later} AND {among} LIMIT %(most)s
) UNION ALL (
    SELECT n.artifact_id, n.form, false FROM matchgraph_searchname n
    WHERE n.form > %(whole)s AND n.form < %(after)s AND n.kind <> {later} AND {among}
    ORDER BY n.form, n.artifact_id LIMIT %(most_begun)s
) UNION ALL (
    SELECT n.artifact_id, n.form, false FROM alike n WHERE {among} LIMIT %(most)s
)
"""


@dataclass(frozen=True)
class Called:
    """How well a name fits, 0 to 1, and whether it is spelled alike rather than the same."""

    fit: float
    is_alike: bool


def named(text: str, among: Among) -> dict[int, Called]:
    """By artifact, how the query calls it."""
    whole = compact(text)
    forms = spans(text, MOST_FORMS)
    if not whole or not forms or among.few == ():
        return {}
    condition, narrowed = clause(among, "n.artifact_id")
    begun = whole if len(whole) >= SHORTEST_BEGUN else "\U0010ffff"
    given = {
        "forms": forms,
        "whole": begun,
        "after": begun + "\U0010ffff",
        "variants": variants(whole),
        "most": MOST_NAMES,
        "most_begun": MOST_KEPT,
    }
    found: dict[int, Called] = {}
    statement = NAMED.format(later=int(NameKind.LATER_WORD), among=condition)
    for pk, form, is_exact in rows(statement, {**given, **narrowed}):
        called = _called(whole, form, is_exact=is_exact)
        if called.fit > found.get(pk, Called(0.0, True)).fit:
            found[pk] = called
    best = sorted(found, key=lambda pk: (-found[pk].fit, pk))[:MOST_KEPT]
    return {pk: found[pk] for pk in best}


def _called(whole: str, form: str, *, is_exact: bool) -> Called:
    """The share of what is written that the name makes up, less where only its beginning is."""
    if is_exact:
        return Called((len(form) / len(whole)) ** 2 if len(form) < len(whole) else 1.0, False)
    if form.startswith(whole):
        return Called(BEGUN * len(whole) / len(form), False)
    return Called(MISSPELLED ** slips(whole, form), True)
