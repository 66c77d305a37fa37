from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from catalog.models import ArtifactAlias, ImportRun, Price, ReviewItem
from catalog.services import reviewing
from tests import builders
from tests.catalog.desk import desk_client

pytestmark = pytest.mark.django_db

LIST = "/admin/catalog/reviewitem/"


def licence_question() -> ReviewItem:
    artifact = builders.published_artifact(licence_spdx="MIT", held_fields=["licence_spdx"])
    item = reviewing.disagreement(
        artifact=artifact,
        field="licence_spdx",
        held="MIT",
        claimed="Apache-2.0",
        source=builders.source(),
    )
    item.save()
    return item


def identity_question(*candidates: int) -> ReviewItem:
    item = reviewing.identity_question(
        name="Some model",
        aliases=[("openrouter", "made/it")],
        candidates=candidates,
        source=builders.source(),
    )
    item.save()
    return item


def price_question() -> ReviewItem:
    item = reviewing.price_question(
        offering=builders.offering(),
        line={"component": "input", "unit": "token"},
        terms={"amount": Decimal("0.5")},
        why="is far above the usual",
        source=builders.source(),
        valid_from=builders.NOON,
    )
    item.save()
    return item


def press(client: Client, item: ReviewItem, button: str, **fields: Any) -> ReviewItem:
    client.post(f"{LIST}{item.pk}/{button}/", {"_form_submitted": "on"} | fields)
    item.refresh_from_db()
    return item


def test_disagreement_is_shown_in_words() -> None:
    client, _ = desk_client("editor")
    item = licence_question()

    page = client.get(f"{LIST}{item.pk}/change/").content.decode()

    for words in ("We hold", "MIT", "The source says", "Apache-2.0"):
        assert words in page


def test_price_question_is_shown_in_words() -> None:
    client, _ = desk_client("editor")
    item = price_question()

    page = client.get(f"{LIST}{item.pk}/change/").content.decode()

    assert "500,000 USD per 1 million tokens" in page


def test_identity_question_names_its_candidates() -> None:
    client, _ = desk_client("editor")
    item = identity_question(builders.artifact(name="Candidate", slug="candidate").pk)

    page = client.get(f"{LIST}{item.pk}/change/").content.decode()

    assert "Candidate (candidate)" in page


def test_unknown_detail_is_shown_as_it_is() -> None:
    client, _ = desk_client("editor")
    item = licence_question()
    ReviewItem.objects.update(detail={"whatever": ["one", "two"]})

    page = client.get(f"{LIST}{item.pk}/change/").content.decode()

    assert "one, two" in page


def test_reviewer_accepts_a_disagreement() -> None:
    client, person = desk_client("reviewer")

    item = press(client, licence_question(), "accept")

    assert item.artifact is not None
    assert (item.state, item.resolved_by) == ("accepted", person)
    assert (item.artifact.licence_spdx, item.artifact.held_fields) == ("Apache-2.0", [])


def test_reviewer_dismisses_a_disagreement() -> None:
    client, _ = desk_client("reviewer")

    item = press(client, licence_question(), "dismiss")

    assert item.artifact is not None
    assert (item.state, item.artifact.licence_spdx) == ("dismissed", "MIT")


def test_reviewer_accepts_a_price() -> None:
    client, _ = desk_client("reviewer")

    item = press(client, price_question(), "accept")

    assert (item.state, Price.objects.get().amount) == ("accepted", Decimal("0.5"))


@pytest.mark.parametrize("field", ["candidate", "slug"])
def test_reviewer_says_which_artifact_it_is(field: str) -> None:
    client, _ = desk_client("reviewer")
    artifact = builders.artifact(slug="the-one")
    answer = {"candidate": str(artifact.pk), "slug": "the-one"}[field]

    item = press(client, identity_question(artifact.pk), "accept", **{field: answer})

    assert (item.state, ArtifactAlias.objects.get().artifact) == ("accepted", artifact)


def test_identity_without_an_answer_stays_open() -> None:
    client, _ = desk_client("reviewer")

    item = press(client, identity_question(builders.artifact().pk), "accept")

    assert (item.state, ArtifactAlias.objects.count()) == ("open", 0)


@pytest.mark.parametrize("button", ["accept", "dismiss"])
def test_editor_cannot_judge(button: str) -> None:
    client, _ = desk_client("editor")

    item = press(client, licence_question(), button)

    assert item.state == "open"


def test_several_are_dismissed_at_once() -> None:
    client, _ = desk_client("reviewer")
    chosen = [licence_question().pk, price_question().pk]

    client.post(LIST, {"action": "dismiss_selected", "_selected_action": chosen})

    assert list(ReviewItem.objects.values_list("state", flat=True)) == ["dismissed", "dismissed"]


def test_several_are_accepted_but_identity_is_left() -> None:
    client, _ = desk_client("reviewer")
    identity = identity_question(builders.artifact().pk)
    chosen = [licence_question().pk, identity.pk]

    client.post(LIST, {"action": "accept_selected", "_selected_action": chosen})

    states = dict(ReviewItem.objects.values_list("kind", "state"))
    assert states == {"disagreement": "accepted", "identity": "open"}


def test_import_run_shows_its_rejected_rows() -> None:
    client, _ = desk_client("editor")
    run = ImportRun.objects.create(
        source="models_dev",
        origin="models.json",
        as_of="2026-06-01",
        started_at=builders.NOON,
        finished_at=builders.NOON,
        counts={"new": 3, "rejected": 1},
        rejected=[{"place": "openai/gpt", "reason": "no name"}],
    )

    page = client.get(f"/admin/catalog/importrun/{run.pk}/change/").content.decode()

    assert "openai/gpt" in page
    assert "no name" in page
