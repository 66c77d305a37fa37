"""What is too old goes, and what it counted for stays."""

from datetime import date, timedelta

import pytest

from matchgraph.models import Intent, IntentDay, QueryForm, Search
from matchgraph.services.editing import link_capability, rename_intent
from matchgraph.services.grouping import group_intents
from matchgraph.services.purging import Purged
from matchgraph.services.purging import purge as purge_all
from tests import builders
from tests.matchgraph.searched import NOW, TODAY, intent_of, search, searches

pytestmark = pytest.mark.django_db


def purge(*, today: date) -> Purged:
    done = purge_all(today=today)
    assert done is not None
    return done


def test_searches_are_deleted_after_thirty_days_and_stay_counted() -> None:
    search(ago=30)
    search(ago=29)
    search(ago=0)

    purged = purge(today=TODAY)

    assert purged.searches == 1
    days = Search.objects.order_by("day").values_list("day", flat=True)
    assert [(TODAY - day).days for day in days] == [29, 0]
    counted = IntentDay.objects.order_by("day").values_list("day", flat=True)
    assert [(TODAY - day).days for day in counted] == [30, 29]


def test_counted_days_are_not_counted_down_once_searches_are_gone() -> None:
    searches("transcribe podcasts", visitors=3, ago=25)
    purge(today=TODAY)

    purge(today=TODAY + timedelta(days=20))
    purge(today=TODAY + timedelta(days=21))

    assert Search.objects.count() == 0
    assert IntentDay.objects.get().visitor_days == 3


def test_days_are_kept_for_ninety_days() -> None:
    intent = intent_of("transcribe podcasts")
    for ago in (89, 90):
        IntentDay.objects.create(
            intent=intent,
            day=TODAY - timedelta(days=ago),
            visitor_days=1,
            weak_visitor_days=0,
            prefixes=1,
        )

    assert purge(today=TODAY).days == 1
    assert (TODAY - IntentDay.objects.get().day).days == 89


def test_wording_unseen_for_ninety_days_is_forgotten_with_its_label() -> None:
    intent = searches("transcribe podcasts", visitors=3)
    group_intents(now=NOW)

    assert purge(today=TODAY + timedelta(days=89)).forms == 0
    assert purge(today=TODAY + timedelta(days=90)).forms == 1
    intent.refresh_from_db()
    assert (intent.label, QueryForm.objects.count()) == ("", 0)


def test_empty_intent_goes_once_it_is_old() -> None:
    search(ago=0)

    assert purge(today=TODAY + timedelta(days=95)).intents == 0
    assert purge(today=TODAY + timedelta(days=101)).intents == 1
    assert Intent.objects.count() == 0


def test_intent_an_editor_worked_on_stays() -> None:
    named, linked = intent_of("transcribe podcasts"), intent_of("translate letters")
    rename_intent(intent=named, label="Podcasts", by=None)
    link_capability(intent=linked, capability=builders.capability(), by=None)

    purge(today=TODAY + timedelta(days=500))

    assert set(Intent.objects.values_list("pk", flat=True)) == {named.pk, linked.pk}


def test_pointer_stays_as_long_as_an_event_may_name_it() -> None:
    search("transcribe podcasts")
    search("podcast transcribing")
    group_intents(now=NOW)
    assert Intent.objects.exclude(merged_into=None).count() == 1

    purge(today=TODAY + timedelta(days=99))
    assert Intent.objects.exclude(merged_into=None).count() == 1
    purge(today=TODAY + timedelta(days=101))
    assert Intent.objects.exclude(merged_into=None).count() == 0


def test_purging_twice_purges_nothing_more() -> None:
    search(ago=40)
    purge(today=TODAY)

    purged = purge(today=TODAY)

    assert (purged.searches, purged.forms, purged.days, purged.intents) == (0, 0, 0, 0)
