"""What beat sends to this room, and what a worker then does."""

from datetime import UTC, datetime, timedelta

import pytest
from celery import current_app

from config.celery import app
from matchgraph import tasks
from matchgraph.models import IntentDay, Search
from tests.matchgraph.searched import intent_of, search

pytestmark = pytest.mark.django_db
NAMES = {"matchgraph.group_intents", "matchgraph.purge_searches"}


def test_beat_sends_what_workers_know() -> None:
    schedule = app.conf.beat_schedule.values()

    assert {entry["task"] for entry in schedule} >= NAMES
    assert set(current_app.tasks) >= NAMES


def test_tasks_work_on_the_day_they_run() -> None:
    now = datetime.now(UTC)
    for days in (1, 31):
        search("transcribe podcasts", visitor=days, now=now - timedelta(days=days))
        search("podcast transcribing", visitor=-days, now=now - timedelta(days=days))

    tasks.purge_searches()
    tasks.regroup_intents()

    assert Search.objects.count() == 2
    assert intent_of("transcribe podcasts") == intent_of("podcast transcribing")
    assert IntentDay.objects.filter(intent=intent_of("transcribe podcasts")).count() == 2
