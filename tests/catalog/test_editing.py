from typing import Any

import pytest
from django.apps import apps

from catalog.enums import EditorialState
from catalog.models import Artifact
from catalog.services.editing import (
    NotPublishable,
    WrongState,
    archive,
    publish,
    submit,
    unpublish,
)
from tests import builders

pytestmark = pytest.mark.django_db


def state(artifact: Artifact) -> str:
    artifact.refresh_from_db()
    return artifact.state


def events_of(artifact: Artifact) -> list[Any]:
    return list(apps.get_model("catalog", "ArtifactEvent").objects.filter(pgh_obj=artifact.pk))


def publishable(**fields: object) -> Artifact:
    return builders.published_artifact(state=EditorialState.DRAFT, published_at=None, **fields)


def test_draft_is_submitted_published_and_taken_back() -> None:
    one, editor = publishable(), builders.user("editor")

    submit(artifact_ids=[one.pk], by=editor)
    assert state(one) == "submitted"
    publish(artifact_ids=[one.pk], by=editor, at=builders.NOON)
    assert (state(one), one.published_at) == ("published", builders.NOON)
    unpublish(artifact_ids=[one.pk], by=editor)
    assert (state(one), one.published_at) == ("draft", builders.NOON)


def test_publish_again_keeps_the_first_date() -> None:
    one = publishable()
    publish(artifact_ids=[one.pk], by=None, at=builders.NOON)
    unpublish(artifact_ids=[one.pk], by=None)

    publish(artifact_ids=[one.pk], by=None, at=builders.NOON.replace(year=2027))

    one.refresh_from_db()
    assert one.published_at == builders.NOON


def test_publish_with_something_missing_names_it_and_changes_nothing() -> None:
    ready, bare = publishable(), builders.artifact(name="Bare")

    with pytest.raises(NotPublishable) as refusal:
        publish(artifact_ids=[ready.pk, bare.pk], by=None, at=builders.NOON)

    assert refusal.value.problems == {"Bare": "needs publisher, summary, source"}
    assert (state(ready), state(bare)) == ("draft", "draft")


def test_submit_of_a_published_artifact_is_refused() -> None:
    one = builders.published_artifact(name="Out already")

    with pytest.raises(WrongState) as refusal:
        submit(artifact_ids=[one.pk], by=None)

    assert str(refusal.value) == "Out already: is published"


def test_archive_keeps_the_record() -> None:
    one = builders.published_artifact()

    assert archive(artifact_ids=[one.pk], by=None) == 1
    assert state(one) == "archived"


def test_act_leaves_who_and_why_in_the_history() -> None:
    one, reviewer = publishable(), builders.user("reviewer")

    publish(artifact_ids=[one.pk], by=reviewer, at=builders.NOON, reason="Checked against its card")

    event = events_of(one)[-1]
    assert event.state == "published"
    assert event.pgh_context.metadata == {"user": reviewer.pk, "reason": "Checked against its card"}
