"""What may be told of intents, at every edge of the rule."""

from datetime import timedelta
from typing import Any

import pytest

from matchgraph.counting import is_public
from matchgraph.models import Intent, IntentCapability, LinkOrigin
from matchgraph.services.editing import link_capability
from matchgraph.services.grouping import group_intents
from matchgraph.services.publishing import intents_of, published_intents
from tests import builders
from tests.matchgraph.searched import NOW, TODAY, intent_of, popular, search, searches, told

pytestmark = pytest.mark.django_db


def published() -> list[Intent]:
    return list(published_intents(TODAY).order_by("pk"))


def test_intent_at_the_threshold_is_published_with_its_figures() -> None:
    intent = told()

    (found,) = published_intents(TODAY)

    assert found == intent
    assert (found.visitor_days, found.active_days, found.prefixes) == (20, 5, 10)


@pytest.mark.parametrize(
    "fields",
    [
        {"visitor_days": 19},
        {"days": 4},
        {"prefixes": 9},
        {"label": ""},
        {"ago": 86},
    ],
)
def test_intent_below_the_threshold_is_not(fields: dict[str, Any]) -> None:
    told(**fields)

    assert published() == []


def test_window_is_ninety_days() -> None:
    intent = told(ago=85)

    assert published() == [intent]
    assert list(published_intents(TODAY + timedelta(days=1))) == []


def test_merged_intent_is_not_published() -> None:
    keep = Intent.objects.create(created_at=NOW)
    told(merged_into=keep, merged_on=TODAY)

    assert published() == []


@pytest.mark.parametrize("visitor_days", [19, 20])
@pytest.mark.parametrize("days", [4, 5])
@pytest.mark.parametrize("prefixes", [9, 10])
def test_query_decides_as_the_rule_does(visitor_days: int, days: int, prefixes: int) -> None:
    told(visitor_days=visitor_days, days=days, prefixes=prefixes)

    allowed = is_public(visitor_days=visitor_days, days=days, prefixes=prefixes)
    assert bool(published()) is allowed


def test_searches_at_the_threshold_lead_to_publication() -> None:
    intent = popular()

    group_intents(now=NOW)

    assert published() == [intent]


def test_one_visitor_less_does_not() -> None:
    popular()
    intent_of("transcribe podcasts").searches.order_by("day", "id").first().delete()  # type: ignore[union-attr]

    group_intents(now=NOW)

    assert published() == []


def test_networks_of_different_days_are_not_added_up() -> None:
    for ago in range(1, 8):
        searches("transcribe podcasts", visitors=9, ago=ago)

    group_intents(now=NOW)

    assert published() == []


def test_five_hundred_visitors_of_one_network_publish_nothing() -> None:
    for ago in range(1, 7):
        for number in range(100):
            search(visitor=number, prefix="one", ago=ago)

    group_intents(now=NOW)

    (intent,) = Intent.objects.with_figures(TODAY - timedelta(days=90))
    assert (intent.label, intent.visitor_days, intent.prefixes) == ("", 18, 1)
    assert published() == []


def test_figures_do_not_follow_a_search_of_today() -> None:
    popular()
    group_intents(now=NOW)
    searches("transcribe podcasts", visitors=30, ago=0)

    group_intents(now=NOW)

    (intent,) = published_intents(TODAY)
    assert intent.visitor_days == 20


def test_artifact_has_the_intents_that_ask_for_what_it_can() -> None:
    claim = builders.artifact_capability()
    lacking = builders.artifact_capability(artifact=claim.artifact, support="no")
    wanted, denied, other, hidden = (
        told(label, visitor_days=n)
        for label, n in [
            ("wanted", 21),
            ("denied", 22),
            ("other", 23),
            ("hidden", 19),
        ]
    )
    for intent in (wanted, hidden):
        link_capability(intent=intent, capability=claim.capability, by=None)
    link_capability(intent=denied, capability=claim.capability, by=None, holds=False)
    link_capability(intent=other, capability=lacking.capability, by=None)

    assert intents_of(claim.artifact, today=TODAY) == [wanted]


def test_intents_of_an_artifact_are_the_most_wanted_first() -> None:
    claim = builders.artifact_capability()
    intents = [told(f"wish {n}", visitor_days=20 + n) for n in range(4)]
    IntentCapability.objects.bulk_create(
        IntentCapability(intent=intent, capability=claim.capability, origin=LinkOrigin.RETRIEVAL)
        for intent in intents
    )

    assert intents_of(claim.artifact, today=TODAY, most=2) == [intents[3], intents[2]]
