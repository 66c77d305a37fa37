"""Editors and the nightly work on intents do not get into each other's way."""

import pytest

from matchgraph.models import Intent, Search
from matchgraph.services.editing import IntentRefused, merge_intents, rename_intent
from matchgraph.services.grouping import group_intents
from matchgraph.services.purging import purge
from matchgraph.services.turns import LOCK
from tests.matchgraph.searched import NOW, TODAY, search, told
from tests.ranking.test_concurrency import another_session

pytestmark = pytest.mark.django_db


def test_nothing_is_edited_while_intents_are_regrouped() -> None:
    one, other = told("one"), told("other")

    with another_session() as session:
        session.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        with pytest.raises(IntentRefused, match="being regrouped just now"):
            rename_intent(intent=one, label="Another", by=None)
        with pytest.raises(IntentRefused, match="being regrouped just now"):
            merge_intents(keep=one, merged=other, by=None, at=NOW)

    assert sorted(Intent.objects.values_list("label", flat=True)) == ["one", "other"]


def test_nothing_is_regrouped_or_deleted_while_an_editor_is_at_work() -> None:
    search(ago=40)

    with another_session() as session:
        session.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
        assert group_intents(now=NOW) is None
        assert purge(today=TODAY) is None

    assert Search.objects.count() == 1


def test_editors_do_not_wait_for_each_other() -> None:
    with another_session() as session:
        session.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
        rename_intent(intent=told("one"), label="Another", by=None)

    assert Intent.objects.get().label == "Another"
