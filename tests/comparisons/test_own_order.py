"""Lists under a reader's own weights: the database gives what the plain arithmetic gives."""

import random

import pytest

from catalog.models import Artifact
from comparisons.own_standings import own_total
from comparisons.own_weights import parse
from comparisons.services.own_order import in_own_order, weighed, weight_sets
from ranking.models import Score
from ranking.models.scores import COMPONENT_KEYS
from ranking.services import drain_all, explain_many
from ranking.weighing import counting
from tests import builders
from tests.comparisons.ranked import rank_all

pytestmark = pytest.mark.django_db
KNOWN = [1_000_000] * 5
FIGURES = ("own_total", "own_coverage", "own_provisional")
Values = list[int | None]


def scored(slug: str, values: Values, **columns: object) -> Artifact:
    """An artifact whose stored score has these values, in the order of component keys."""
    made = builders.published_artifact(slug=slug)
    drain_all()
    fields = {"coverages": KNOWN, "provisional": False} | columns
    Score.objects.filter(artifact=made).update(values=values, **fields)
    return made


def order(weights: str) -> list[str]:
    found = in_own_order(weighed(Artifact.objects.published(), parse(weights)))
    return list(found.values_list("slug", flat=True))


@pytest.mark.parametrize(
    "weights", ["equal", "proven", "100-0-0-0-0", "0-0-50-50-0", "7-13-29-3-1", "33-33-33-0-1"]
)
def test_database_gives_what_the_plain_arithmetic_gives(weights: str) -> None:
    chance = random.Random(weights)
    for _ in range(64):
        builders.published_artifact()
    rank_all()
    for place, score in enumerate(Score.objects.order_by("pk")):
        score.values = [
            chance.randint(0, 1_000_000) if place >> bit & 1 else None for bit in range(5)
        ]
        score.coverages = [chance.choice((0, 590_000, 610_000, 1_000_000)) for _ in range(5)]
        score.provisional = chance.random() < 0.2
        score.save()
    own = parse(weights)
    ranks = explain_many(Score.objects.for_page())

    rows = weighed(Artifact.objects.all(), own).values("pk", *FIGURES)

    expected = {pk: own_total(rank, own, counting(rank)) for pk, rank in ranks.items()}
    assert len(rows) == 64
    for row in rows:
        one = expected[row["pk"]]
        told = [one.total, one.coverage, one.provisional] if one else [None, None, None]
        assert [row[name] for name in FIGURES] == told


def test_sets_leave_out_those_without_any_weight() -> None:
    sets = dict(weight_sets(parse("0-0-0-25-75")))

    assert COMPONENT_KEYS == ("adoption", "ecosystem", "freshness", "match", "quality")
    assert len(sets) == 24
    assert sets[0b11111] == {3: 7500, 4: 2500}
    assert sets[0b10110] == {3: 10_000}
    assert 0b10011 not in sets


def test_highest_total_is_first_whatever_the_rank_is() -> None:
    scored("used", [900_000, None, 100_000, None, 500_000])
    scored("fresh", [100_000, None, 900_000, None, 500_000])

    assert order("adoption") == ["used", "fresh"]
    assert order("freshness") == ["fresh", "used"]


def test_provisional_come_after_the_others_and_unscored_last() -> None:
    builders.published_artifact(slug="a-new")
    scored("b-doubtful", [900_000, None, 900_000, None, 900_000], provisional=True)
    scored("c-settled", [100_000, None, 100_000, None, 100_000])
    Score.objects.filter(artifact__slug="a-new").delete()

    assert order("equal") == ["c-settled", "b-doubtful", "a-new"]


def test_unknown_part_of_great_weight_comes_after_the_others() -> None:
    scored("known", [100_000, None, 100_000, None, 100_000])
    hollow = [1_000_000, 1_000_000, 0, 1_000_000, 1_000_000]
    scored("hollow", [900_000, None, 900_000, None, 900_000], coverages=hollow)

    assert order("40-40-0-0-20") == ["known", "hollow"]
    assert order("41-40-0-0-19") == ["hollow", "known"]


def test_nothing_that_counts_comes_last() -> None:
    scored("a-unfit", [None, None, 900_000, None, 900_000])
    scored("b-fit", [100_000, None, 900_000, None, 900_000])

    assert order("100-0-0-0-0") == ["b-fit", "a-unfit"]


def test_equal_totals_stand_by_what_is_known_then_by_slug() -> None:
    values: Values = [500_000, None, 500_000, None, 500_000]
    scored("b", values, coverage=950_000)
    scored("a", values, coverage=900_000)
    scored("c", values, coverage=950_000)

    assert order("equal") == ["b", "c", "a"]


def test_adjustment_by_hand_in_the_stored_total_counts_for_nothing() -> None:
    scored("raised", [100_000, None, 100_000, None, 100_000], total=10**10)
    scored("plain", [200_000, None, 200_000, None, 200_000])

    assert order("equal") == ["plain", "raised"]
