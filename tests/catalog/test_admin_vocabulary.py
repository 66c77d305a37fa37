from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import ArtifactType, Capability, Organization
from tests import builders
from tests.catalog.desk import desk_client, form_of

pytestmark = pytest.mark.django_db


def upload(client: Client, model: str, text: str) -> Any:
    sheet = SimpleUploadedFile("rows.csv", text.encode(), content_type="text/csv")
    address = f"/admin/catalog/{model}/import/"
    return client.post(address, {"import_file": sheet, "format": "0"})


def confirm(client: Client, model: str, preview: Any) -> Any:
    form = preview.context["confirm_form"]
    return client.post(f"/admin/catalog/{model}/process_import/", form.initial)


def test_preview_of_an_import_writes_nothing() -> None:
    client, _ = desk_client("administrator")

    preview = upload(client, "capability", "key,name,parent\ncode,Code,\n")

    assert preview.context["result"].totals["new"] == 1
    assert not Capability.objects.exists()


def test_confirmed_import_writes_children_under_their_parents() -> None:
    client, _ = desk_client("administrator")
    text = "key,name,description,parent\ncode,Code,,\ncode.completion,Completion,,code\n"

    confirm(client, "capability", upload(client, "capability", text))

    assert list(Capability.objects.values_list("key", "parent__key")) == [
        ("code", None),
        ("code.completion", "code"),
    ]


def test_import_finds_rows_by_their_slug() -> None:
    client, _ = desk_client("administrator")
    builders.organization(slug="qwen", name="Qwen team")

    confirm(client, "organization", upload(client, "organization", "slug,name\nqwen,Qwen\n"))

    assert list(Organization.objects.values_list("slug", "name")) == [("qwen", "Qwen")]


def test_bad_row_of_an_import_is_shown_with_its_reason() -> None:
    client, _ = desk_client("administrator")

    preview = upload(client, "organization", "slug,name\nNot A Slug,Somebody\n")

    assert preview.context["result"].has_validation_errors()
    assert not Organization.objects.exists()


def test_vocabulary_is_exported() -> None:
    client, _ = desk_client("reviewer")
    builders.capability(key="code", name="Code")
    address = "/admin/catalog/capability/export/"
    chosen = {"format": "0", "resource": "0"}
    columns = dict.fromkeys(
        [f"capabilityresource_{name}" for name in ("key", "name", "description", "parent")], "on"
    )

    response = client.post(address, chosen | columns)

    assert response.content.decode().splitlines()[1] == "code,Code,,"


def test_editor_cannot_import_capabilities() -> None:
    client, _ = desk_client("editor")

    assert upload(client, "capability", "key,name\ncode,Code\n").status_code == 403


def test_type_keeps_its_group() -> None:
    client, _ = desk_client("administrator")
    address = "/admin/catalog/artifacttype/model/change/"

    client.post(address, form_of(client, address) | {"description": "New.", "group": "code"})

    row = ArtifactType.objects.get(key="model")
    assert (row.description, row.group) == ("New.", "model")


@pytest.mark.parametrize("rows", [1, 3])
def test_front_page_counts_with_as_many_queries_for_three_rows_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, _ = desk_client()
    for _ in range(rows):
        builders.artifact()
        builders.price()
    client.get("/admin/")

    with django_assert_num_queries(15):
        client.get("/admin/")


def test_front_page_shows_what_waits() -> None:
    client, _ = desk_client()
    builders.artifact()
    builders.artifact(state="submitted", source=builders.source())
    builders.price()

    cards = client.get("/admin/").context["cards"]

    assert [(card.title, card.shown) for card in cards] == [
        ("Open questions", "0"),
        ("Submitted for review", "1"),
        ("Drafts", "2"),
        ("Without a source", "2"),
        ("Stale prices", "1"),
        ("Searched in vain", "0"),
        ("Held-back evidence", "0"),
        ("Failing links", "0"),
        ("Stale verdicts", "0"),
    ]
    for card in cards:
        assert client.get(card.address).status_code == 200
