from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact, ArtifactAlias
from tests import builders
from tests.catalog.desk import change_page, desk_client, form_of

pytestmark = pytest.mark.django_db


def errors_of(response: Any) -> list[str]:
    found = [str(error) for error in response.context["errors"]]
    return found


def test_page_opens_for_a_full_record() -> None:
    client, _ = desk_client()
    artifact = full_artifact(rows=1)

    response = client.get(change_page(artifact))

    assert response.status_code == 200


def full_artifact(rows: int) -> Artifact:
    artifact = builders.published_artifact()
    for _ in range(rows):
        builders.artifact_capability(artifact=artifact)
        offering = builders.offering(artifact=artifact, source=builders.source())
        builders.price(offering=offering, source=builders.source())
        builders.price(offering=offering, component="output")
        builders.observation(artifact=artifact)
        builders.citation(artifact=artifact)
        builders.relation(from_artifact=artifact)
        ArtifactAlias.objects.create(
            artifact=artifact, kind="openrouter", value=f"made/{builders.number()}"
        )
    return artifact


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_as_many_queries_for_three_rows_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, _ = desk_client()
    artifact = full_artifact(rows=rows)
    client.get(change_page(artifact))

    with django_assert_num_queries(26):
        client.get(change_page(artifact))


def test_unchanged_page_saves_and_changes_nothing() -> None:
    client, _ = desk_client()
    artifact = full_artifact(rows=2)
    artifact.refresh_from_db()
    before = artifact.revision

    response = client.post(change_page(artifact), form_of(client, change_page(artifact)))

    assert response.status_code == 302, errors_of(response)
    artifact.refresh_from_db()
    assert artifact.revision == before


def save(client: Client, artifact: Artifact, **fields: Any) -> Any:
    return client.post(change_page(artifact), form_of(client, change_page(artifact)) | fields)


def test_licence_and_release_date_are_saved() -> None:
    client, _ = desk_client()
    artifact = builders.published_artifact()

    response = save(client, artifact, licence_spdx="Apache-2.0", released_on="2025-07-22")

    assert response.status_code == 302, errors_of(response)
    artifact.refresh_from_db()
    assert (artifact.licence_spdx, artifact.released_on) == ("Apache-2.0", date(2025, 7, 22))
