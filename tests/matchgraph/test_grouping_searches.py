"""The weekly work on stored searches: groups, days, labels, links, and what an editor keeps."""

from datetime import timedelta

import pytest

from matchgraph.models import (
    Intent,
    IntentCapability,
    IntentDay,
    LinkOrigin,
    QueryForm,
    Search,
)
from matchgraph.services.editing import link_capability, merge_intents, rename_intent
from matchgraph.services.grouping import Grouping, group_intents
from tests import builders
from tests.matchgraph.events import event_row
from tests.matchgraph.searched import NOW, TODAY, intent_of, search, searches

pytestmark = pytest.mark.django_db


def group() -> Grouping:
    done = group_intents(now=NOW)
    assert done is not None
    return done


def days_of(intent: Intent) -> list[tuple[int, int, int]]:
    """Days before today, visitor-days and networks of each counted day, the latest first."""
    rows = IntentDay.objects.filter(intent=intent).order_by("-day")
    return [((TODAY - row.day).days, row.visitor_days, row.prefixes) for row in rows]


def test_wordings_of_one_wish_become_one_intent() -> None:
    search("transcribe podcasts", visitor=1)
    search("transcribe a podcast", visitor=2)
    search("translate letters", visitor=3)

    done = group()

    assert (done.wordings, done.moved, done.merged, done.made) == (3, 1, 1, 0)
    assert intent_of("transcribe podcasts") == intent_of("transcribe a podcast")
    assert Search.objects.filter(intent=intent_of("transcribe podcasts")).count() == 2
    assert Intent.objects.exclude(merged_into=None).get().merged_into == intent_of(
        "transcribe podcasts"
    )
    assert days_of(intent_of("transcribe podcasts")) == [(1, 2, 2)]


def test_done_again_it_changes_nothing() -> None:
    for number, text in enumerate(["transcribe podcasts", "podcast transcribing", "pdf to text"]):
        searches(text, visitors=3 + number, capabilities=[builders.capability().pk])
    group()
    before = list(QueryForm.objects.values_list("digest", "intent").order_by("digest"))

    again = group()

    assert (again.moved, again.merged, again.made, again.labels, again.links) == (0, 0, 0, 0, 0)
    assert list(QueryForm.objects.values_list("digest", "intent").order_by("digest")) == before


def test_searches_of_today_and_doubted_ones_do_not_count() -> None:
    searches("transcribe podcasts", visitors=4, ago=0)
    searches("translate letters", visitors=4, doubt="bot")

    assert group().wordings == 0
    assert IntentDay.objects.count() == 0


def test_visitor_doubted_once_counts_nothing_of_that_day() -> None:
    search("transcribe podcasts", visitor=1)
    search("translate letters", visitor=1, doubt="searches")
    search("transcribe podcasts", visitor=1, ago=2)

    group()

    assert days_of(intent_of("transcribe podcasts")) == [(2, 1, 1)]


def test_visitor_whose_act_is_doubted_counts_nothing_of_that_day() -> None:
    artifact, capability = builders.artifact(), builders.capability()
    seen = search("transcribe podcasts", visitor=1)
    search("transcribe podcasts", visitor=2)
    event_row(seen, artifact.pk, capability.pk, kind="click", trusted=False, reason="clicks")

    group()

    assert days_of(intent_of("transcribe podcasts")) == [(1, 1, 1)]


def test_repeating_a_search_adds_nothing_and_a_network_counts_three() -> None:
    for _ in range(50):
        search(visitor="same", prefix="a")
    for number in range(20):
        search(visitor=number, prefix="b")

    group()

    assert days_of(intent_of("transcribe podcasts")) == [(1, 4, 2)]


def test_two_wordings_of_one_visitor_count_once() -> None:
    search("transcribe podcasts", visitor=1)
    search("podcast transcribing", visitor=1)

    group()

    assert days_of(intent_of("transcribe podcasts")) == [(1, 1, 1)]


@pytest.mark.parametrize(("visitors", "label"), [(2, ""), (3, "transcribe podcasts")])
def test_label_needs_three_networks_of_one_day(visitors: int, label: str) -> None:
    searches("transcribe podcasts", visitors=visitors)

    group()

    assert intent_of("transcribe podcasts").label == label


def test_label_needs_more_than_one_network_each_day() -> None:
    for ago in range(1, 6):
        search("transcribe podcasts", visitor="the same person", ago=ago)
    for number in range(9):
        search("transcribe podcasts", visitor=number, prefix="one office")

    group()

    assert intent_of("transcribe podcasts").label == ""


def test_label_is_the_wording_most_visitors_used() -> None:
    searches("podcast transcribing", visitors=3)
    searches("transcribe podcasts", visitors=4)
    searches("transcribe a podcast for my mother", visitors=1)

    group()

    assert intent_of("transcribe podcasts").label == "transcribe podcasts"


def test_label_stays_while_its_wording_is_remembered() -> None:
    intent = searches("transcribe podcasts", visitors=3)
    group()
    Search.objects.all().delete()

    group()

    intent.refresh_from_db()
    assert intent.label == "transcribe podcasts"


def test_label_goes_with_its_wording() -> None:
    intent = searches("transcribe podcasts", visitors=3)
    group()
    other = Intent.objects.create(created_at=NOW)
    QueryForm.objects.update(intent=other)
    Search.objects.all().delete()

    group()

    intent.refresh_from_db()
    assert intent.label == ""


def test_name_given_by_hand_stays() -> None:
    intent = searches("transcribe podcasts", visitors=5)
    rename_intent(intent=intent, label="Podcasts to text", by=None)

    group()

    intent.refresh_from_db()
    assert (intent.label, intent.named_by_hand) == ("Podcasts to text", True)


def test_what_an_editor_merged_is_not_parted() -> None:
    one = searches("transcribe podcasts", visitors=3)
    other = searches("legal advice", visitors=3)
    merge_intents(keep=one, merged=other, by=None, at=NOW)

    done = group()

    assert (done.moved, done.merged) == (0, 0)
    assert intent_of("legal advice") == one
    assert days_of(one) == [(1, 6, 6)]


def test_two_intents_an_editor_named_are_not_joined() -> None:
    one = searches("transcribe podcasts", visitors=1)
    other = searches("podcast transcribing", visitors=1)
    rename_intent(intent=one, label="One", by=None)
    rename_intent(intent=other, label="Other", by=None)

    assert group().moved == 0


def test_named_intent_keeps_its_place_when_others_join_it() -> None:
    older = searches("podcast transcribing", visitors=4)
    named = searches("transcribe podcasts", visitors=1)
    rename_intent(intent=named, label="Podcasts to text", by=None)

    group()

    older.refresh_from_db()
    assert intent_of("podcast transcribing") == named
    assert older.merged_into == named


def test_older_days_are_not_added_up_when_intents_join() -> None:
    one = searches("transcribe podcasts", visitors=2)
    other = searches("podcast transcribing", visitors=1)
    old = TODAY - timedelta(days=60)
    for intent, visitor_days in ((one, 5), (other, 8)):
        IntentDay.objects.create(
            intent=intent, day=old, visitor_days=visitor_days, weak_visitor_days=0, prefixes=4
        )

    group()

    assert days_of(intent_of("transcribe podcasts")) == [(1, 3, 3), (60, 8, 4)]


def test_intent_that_loses_a_wording_loses_days_that_cannot_be_counted_anew() -> None:
    intent = searches("transcribe podcasts", visitors=2)
    other = searches("translate letters", visitors=1)
    QueryForm.objects.filter(intent=other).update(intent=intent)
    Search.objects.filter(intent=other).update(intent=intent)
    old = TODAY - timedelta(days=60)
    IntentDay.objects.create(
        intent=intent, day=old, visitor_days=9, weak_visitor_days=0, prefixes=9
    )

    done = group()

    assert done.made == 1
    assert days_of(intent_of("transcribe podcasts")) == [(1, 2, 2)]
    assert days_of(intent_of("translate letters")) == [(1, 1, 1)]


def links_of(intent: Intent) -> list[tuple[str, str, bool]]:
    rows = IntentCapability.objects.filter(intent=intent).order_by("capability__key")
    return [(row.capability.key, row.origin, row.holds) for row in rows]


def test_capabilities_that_matched_most_often_are_linked() -> None:
    often, seldom = builders.capability(key="a.often"), builders.capability(key="b.seldom")
    searches("transcribe podcasts", visitors=4, capabilities=[often.pk])
    for number in range(2):
        search("transcribe podcasts", visitor=f"x{number}", capabilities=[seldom.pk])

    group()

    assert links_of(intent_of("transcribe podcasts")) == [("a.often", "retrieval", True)]


def test_link_goes_when_it_matches_no_more() -> None:
    capability = builders.capability(key="a.often")
    intent = searches("transcribe podcasts", visitors=3, capabilities=[capability.pk])
    group()
    Search.objects.update(capabilities=[])

    group()

    assert links_of(intent) == []


@pytest.mark.parametrize("holds", [True, False])
def test_link_of_an_editor_is_left_alone(holds: bool) -> None:
    capability = builders.capability(key="a.often")
    intent = searches("transcribe podcasts", visitors=3, capabilities=[capability.pk])
    group()
    link_capability(intent=intent, capability=capability, by=None, holds=holds)
    Search.objects.update(capabilities=[] if holds else [capability.pk])

    group()

    assert links_of(intent) == [("a.often", LinkOrigin.EDITOR, holds)]


def test_capability_that_is_gone_is_not_linked() -> None:
    searches("transcribe podcasts", visitors=3, capabilities=[987_654])

    assert group().links == 0
