from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from catalog.admin import ArtifactAdmin
from catalog.models import Artifact, ArtifactAlias, Observation
from catalog.signals import facts_changed
from tests import builders
from tests.catalog.desk import (
    add_row,
    change_page,
    desk_client,
    errors_of,
    form_of,
    full_artifact,
    save,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_as_many_queries_for_three_rows_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, _ = desk_client()
    artifact = full_artifact(rows=rows)
    client.get(change_page(artifact))

    with django_assert_num_queries(28):
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


def test_licence_and_release_date_are_saved() -> None:
    client, _ = desk_client()
    artifact = builders.published_artifact()

    response = save(client, artifact, licence_spdx="Apache-2.0", released_on="2025-07-22")

    assert response.status_code == 302, errors_of(response)
    artifact.refresh_from_db()
    assert (artifact.licence_spdx, artifact.released_on) == ("Apache-2.0", date(2025, 7, 22))


def test_saving_tells_the_rooms_above(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client, _ = desk_client()
    artifact = builders.published_artifact()
    heard: list[object] = []

    def hear(sender: object, **kwargs: Any) -> None:
        heard.append(sender)

    facts_changed.connect(hear)

    with django_capture_on_commit_callbacks(execute=True):
        save(client, artifact, licence_spdx="MIT")
    facts_changed.disconnect(hear)

    assert heard == [None]


def test_new_artifact_is_a_draft_and_its_page_follows() -> None:
    client, _ = desk_client("editor")
    address = reverse("admin:catalog_artifact_add")
    typed = {"name": "Some model", "slug": "some-model", "type": "model"}

    response = client.post(address, form_of(client, address) | typed)

    made = Artifact.objects.get()
    assert response.headers["Location"] == change_page(made)
    assert (made.slug, made.state) == ("some-model", "draft")


def test_slug_with_vs_is_refused_in_words() -> None:
    client, _ = desk_client()
    artifact = builders.artifact()

    response = save(client, artifact, slug="this-vs-that")

    assert errors_of(response) == ["No “vs” as a word: addresses of comparisons use it."]


def test_capability_is_added_with_one_item_a_line() -> None:
    client, _ = desk_client("editor")
    artifact = builders.artifact()
    wanted = builders.capability()
    form = add_row(
        form_of(client, change_page(artifact)),
        "capabilities",
        capability=wanted.pk,
        support="yes",
        review_state="reviewed",
        name="Doing it",
        intents="write a test\r\n\r\n  mend a test  ",
        position="",
    )

    response = client.post(change_page(artifact), form)

    assert response.status_code == 302, errors_of(response)
    assert artifact.capabilities.get().intents == ["write a test", "mend a test"]


def test_line_that_is_too_long_is_named() -> None:
    client, _ = desk_client("editor")
    artifact = builders.artifact()
    builders.artifact_capability(artifact=artifact)
    form = form_of(client, change_page(artifact))

    response = client.post(
        change_page(artifact), form | {"capabilities-0-limitations": "short\n" + "x" * 301}
    )

    assert errors_of(response) == ["Line 2 has 301 characters; 300 is the most."]


def test_observation_is_added_and_older_ones_stand() -> None:
    client, _ = desk_client("editor")
    artifact = builders.artifact()
    older = builders.observation(artifact=artifact, value=1000)
    form = add_row(
        form_of(client, change_page(artifact)) | {"observations-0-value": "1"},
        "observations",
        metric="hub_downloads_30d",
        value="2000",
        observed_at_0="2026-07-01",
        observed_at_1="12:00:00",
        source=builders.source().pk,
    )

    response = client.post(change_page(artifact), form)

    assert response.status_code == 302, errors_of(response)
    assert list(Observation.objects.order_by("pk").values_list("value", flat=True)) == [1000, 2000]
    assert older.state == "observed"


def test_citation_offers_only_the_artifacts_own_capabilities() -> None:
    client, _ = desk_client("editor")
    artifact = builders.artifact()
    builders.artifact_capability(artifact=artifact, name="Its own")
    builders.artifact_capability(name="Somebody else's")

    page = client.get(change_page(artifact))

    formsets = {part.formset.prefix: part.formset for part in page.context["inline_admin_formsets"]}
    field = formsets["citations"].empty_form.fields["artifact_capability"]
    assert [label for _, label in field.choices] == ["the record", "Its own"]


def test_concurrent_change_is_refused_and_input_kept() -> None:
    client, _ = desk_client()
    artifact = builders.published_artifact(summary="Before.")
    form = form_of(client, change_page(artifact))
    Artifact.objects.update(summary="By somebody else.")

    response = client.post(change_page(artifact), form | {"summary": "Mine."})

    artifact.refresh_from_db()
    assert artifact.summary == "By somebody else."
    assert response.context["adminform"].form["summary"].value() == "Mine."
    assert response.context["adminform"].form.has_error("__all__", code="stale")


def test_concurrent_change_is_overwritten_when_asked_for() -> None:
    client, _ = desk_client()
    artifact = builders.published_artifact(summary="Before.")
    form = form_of(client, change_page(artifact))
    Artifact.objects.update(summary="By somebody else.")

    client.post(change_page(artifact), form | {"summary": "Mine.", "overwrite": "on"})

    artifact.refresh_from_db()
    assert artifact.summary == "Mine."


def test_form_without_its_revision_is_refused() -> None:
    client, _ = desk_client()
    artifact = builders.published_artifact(summary="Before.")
    form = form_of(client, change_page(artifact)) | {"summary": "Mine."}
    del form["opened_revision"]

    response = client.post(change_page(artifact), form)

    assert response.context["adminform"].form.has_error("__all__", code="stale")


def test_revision_and_state_cannot_be_posted() -> None:
    client, _ = desk_client()
    artifact = builders.artifact(summary="Before.")

    save(client, artifact, summary="After.", state="published", revision="99", held_fields="name")

    artifact.refresh_from_db()
    assert (artifact.state, artifact.revision, artifact.held_fields) == ("draft", 2, [])


def test_room_above_shows_its_figure() -> None:
    def best(artifact: Artifact) -> str:
        return f"{artifact.name} is first"

    best.short_description = "place"  # type: ignore[attr-defined]
    ArtifactAdmin.derived.append(best)
    client, _ = desk_client()
    artifact = builders.artifact(name="It")

    page = client.get(change_page(artifact)).content.decode()
    ArtifactAdmin.derived.remove(best)

    assert "It is first" in page


def changed_and_held(**alias: Any) -> list[str]:
    client, _ = desk_client()
    artifact = builders.published_artifact()
    if alias:
        ArtifactAlias.objects.create(artifact=artifact, **alias)
    save(client, artifact, licence_spdx="MIT", name="Another name")
    artifact.refresh_from_db()
    return artifact.held_fields


def test_changed_fields_are_held_when_an_import_knows_the_record() -> None:
    assert changed_and_held(kind="openrouter", value="made/it") == ["licence_spdx", "name"]


def test_nothing_is_held_when_editors_alone_keep_the_record() -> None:
    assert changed_and_held() == []


def test_held_field_is_released_by_unticking_it() -> None:
    client, _ = desk_client()
    artifact = builders.published_artifact(held_fields=["licence_spdx", "name"])

    save(client, artifact, keep_held=["name"])

    artifact.refresh_from_db()
    assert artifact.held_fields == ["name"]


def test_changed_offering_field_is_held() -> None:
    client, _ = desk_client()
    offering = builders.offering(external_id="made/it")

    response = save(client, offering.artifact, **{"offerings-0-context_tokens": "8192"})

    assert response.status_code == 302, errors_of(response)
    offering.refresh_from_db()
    assert (offering.context_tokens, offering.held_fields) == (8192, ["context_tokens"])


def test_earlier_slug_of_another_artifact_is_refused_in_words() -> None:
    client, _ = desk_client()
    moved = builders.artifact(slug="old-name", name="Moved")
    Artifact.objects.filter(pk=moved.pk).update(slug="new-name")

    response = save(client, builders.artifact(), slug="old-name")

    assert errors_of(response) == ["This is an earlier slug of Moved; it stays theirs."]


def test_own_earlier_slug_can_be_taken_back() -> None:
    client, _ = desk_client()
    artifact = builders.artifact(slug="old-name")
    Artifact.objects.update(slug="new-name")

    response = save(client, artifact, slug="old-name")

    assert response.status_code == 302, errors_of(response)
    assert Artifact.objects.get().slug == "old-name"


def test_capability_named_twice_is_refused_in_words() -> None:
    client, _ = desk_client()
    held = builders.artifact_capability()
    row = {"support": "yes", "review_state": "reviewed", "name": "Again", "position": ""}
    form = add_row(
        form_of(client, change_page(held.artifact)),
        "capabilities",
        capability=held.capability.pk,
        **row,
    )

    response = client.post(change_page(held.artifact), form)

    assert "Please correct the duplicate data for" in " ".join(errors_of(response))
    assert held.artifact.capabilities.count() == 1


def test_alias_of_another_artifact_is_refused_in_words() -> None:
    client, _ = desk_client()
    builders.artifact().aliases.create(kind="openrouter", value="made/it")
    artifact = builders.artifact()
    form = add_row(
        form_of(client, change_page(artifact)), "aliases", kind="openrouter", value="made/it"
    )

    response = client.post(change_page(artifact), form)

    assert errors_of(response) == ["Another artifact has this alias already."]


def test_long_page_lists_its_offerings_in_parts() -> None:
    client, _ = desk_client()
    artifact = builders.artifact()
    for _ in range(12):
        builders.offering(artifact=artifact)

    first = form_of(client, change_page(artifact))
    second = form_of(client, change_page(artifact) + "?offerings-page=2")

    assert (first["offerings-TOTAL_FORMS"], second["offerings-TOTAL_FORMS"]) == (["10"], ["2"])


def test_offering_of_the_second_part_is_saved() -> None:
    client, _ = desk_client()
    artifact = builders.artifact()
    for _ in range(12):
        builders.offering(artifact=artifact)
    address = change_page(artifact) + "?offerings-page=2"

    response = client.post(address, form_of(client, address) | {"offerings-1-region": "eu"})

    assert response.status_code == 302, errors_of(response)
    assert artifact.offerings.filter(region="eu").count() == 1
