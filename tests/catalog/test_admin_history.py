from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact
from tests import builders
from tests.catalog.desk import change_page, desk_client, form_of, full_artifact, save

pytestmark = pytest.mark.django_db


def history_page(artifact: Artifact) -> str:
    return reverse("admin:catalog_artifact_history", args=[artifact.pk])


def latest(client: Client, artifact: Artifact, who: str = "kim") -> Any:
    """The newest change by that person; all events of a test have one time, that of its start."""
    changes = client.get(history_page(artifact)).context["changes"]
    return next(change for change in changes if change.who == who)


def test_history_says_who_changed_what_and_why() -> None:
    client, _ = desk_client("reviewer", username="kim")
    artifact = builders.published_artifact(licence_spdx="MIT")

    save(client, artifact, licence_spdx="Apache-2.0", reason="The repository says so.")

    change = latest(client, artifact)
    assert (change.who, change.what, change.reason) == (
        "kim",
        f"artifact changed: {artifact.name}",
        "The repository says so.",
    )
    assert [(field.field, field.before, field.after) for field in change.fields] == [
        ("licence (SPDX id)", "MIT", "Apache-2.0")
    ]


def test_history_holds_the_parts_of_a_record() -> None:
    client, _ = desk_client("reviewer", username="kim")
    artifact = builders.artifact()
    builders.artifact_capability(artifact=artifact, name="Before")

    save(client, artifact, **{"capabilities-0-name": "After"})

    change = latest(client, artifact)
    assert (change.who, change.what) == ("kim", "artifact capability changed: After")


def test_history_holds_prices() -> None:
    client, _ = desk_client("reviewer", username="kim")
    price = builders.price()
    artifact = price.offering.artifact

    save(client, artifact, **{"offerings-0-open-0-close": "on"})

    change = latest(client, artifact)
    assert (change.who, change.what) == ("kim", "price changed: input")


def test_change_past_the_desk_is_in_the_history_too() -> None:
    client, _ = desk_client()
    artifact = builders.published_artifact(summary="Before.")
    Artifact.objects.update(summary="After.")

    change = latest(client, artifact, who="the system")

    assert (change.reason, change.fields[0].after) == ("", "After.")


def test_publication_is_in_the_history_with_its_reason() -> None:
    client, _ = desk_client("reviewer", username="kim")
    artifact = builders.published_artifact(state="draft", published_at=None)
    address = reverse("admin:catalog_artifact_publish", args=[artifact.pk])

    client.post(address, {"_form_submitted": "on", "reason": "Complete now."})

    change = latest(client, artifact)
    assert (change.who, change.reason) == ("kim", "Complete now.")


@pytest.mark.parametrize("rows", [1, 3])
def test_history_takes_as_many_queries_for_three_rows_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, _ = desk_client()
    artifact = full_artifact(rows=rows)
    client.get(history_page(artifact))

    with django_assert_num_queries(10):
        client.get(history_page(artifact))


def test_history_of_a_record_without_rights_is_closed() -> None:
    client = Client()
    client.force_login(builders.user(is_staff=True))
    artifact = builders.artifact()

    assert client.get(history_page(artifact)).status_code == 403


def test_page_of_an_unknown_record_leads_back() -> None:
    client, _ = desk_client()

    response = client.get("/admin/catalog/artifact/999999/change/")

    assert response.headers["Location"] == "/admin/"
    assert form_of(client, change_page(builders.artifact()))["reason"] == [""]
