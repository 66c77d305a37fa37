from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Artifact, Observation
from tests import builders
from tests.catalog.desk import change_page, desk_client, form_of, save

pytestmark = pytest.mark.django_db

LIST = "/admin/catalog/artifact/"


def press(client: Client, artifact: Artifact, button: str, **fields: str) -> Any:
    address = reverse(f"admin:catalog_artifact_{button}", args=[artifact.pk])
    return client.post(address, {"_form_submitted": "on"} | fields)


def state_of(artifact: Artifact) -> str:
    return Artifact.objects.get(pk=artifact.pk).state


def ready(**fields: Any) -> Artifact:
    """A draft that lacks nothing for publication."""
    return builders.published_artifact(**{"state": "draft", "published_at": None} | fields)


def buttons(client: Client, artifact: Artifact) -> list[str]:
    shown = client.get(change_page(artifact)).context["actions_detail"]
    titles: list[str] = []
    for item in shown:
        titles += [inner["title"] for inner in item.get("items", [item])]
    return titles


def test_visitor_is_sent_to_the_login() -> None:
    response = Client().get(LIST)

    assert response.headers["Location"] == f"/admin/login/?next={LIST}"


def test_staff_without_a_role_sees_no_artifacts() -> None:
    client = Client()
    client.force_login(builders.user(is_staff=True))

    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("role", "state", "shown"),
    [
        ("editor", "draft", ["Submit for review"]),
        ("editor", "submitted", []),
        ("editor", "archived", []),
        ("reviewer", "draft", ["Submit for review", "Publish", "Archive", "Merge into …"]),
        ("reviewer", "submitted", ["Publish", "Back to draft", "Archive", "Merge into …"]),
        ("reviewer", "archived", ["Publish", "Back to draft", "Merge into …"]),
        ("administrator", "submitted", ["Publish", "Back to draft", "Archive", "Merge into …"]),
    ],
)
def test_buttons_follow_role_and_state(role: str, state: str, shown: list[str]) -> None:
    client, _ = desk_client(role)

    assert buttons(client, ready(state=state)) == shown


def test_editor_submits_a_draft() -> None:
    client, _ = desk_client("editor")
    artifact = ready()

    response = press(client, artifact, "submit", reason="Complete.")

    assert response.headers["HX-Redirect"] == change_page(artifact)
    assert state_of(artifact) == "submitted"


@pytest.mark.parametrize("button", ["publish", "unpublish", "archive", "merge"])
def test_editor_cannot_press_a_reviewers_button(button: str) -> None:
    client, _ = desk_client("editor")
    artifact = ready()

    response = press(client, artifact, button, keep="whatever")

    assert response.status_code == 403
    assert state_of(artifact) == "draft"


def test_reviewer_publishes_what_was_submitted() -> None:
    client, _ = desk_client("reviewer")
    artifact = ready(state="submitted")

    press(client, artifact, "publish")

    assert state_of(artifact) == "published"


def test_publication_without_a_source_is_refused_in_words() -> None:
    client, _ = desk_client("reviewer")
    artifact = builders.artifact(
        name="It", publisher=builders.organization(), summary="A thing that does something."
    )

    press(client, artifact, "publish")

    page = client.get(change_page(artifact))
    assert [str(message) for message in page.context["messages"]] == ["It needs source."]
    assert state_of(artifact) == "draft"


@pytest.mark.parametrize(("button", "after"), [("unpublish", "draft"), ("archive", "archived")])
def test_reviewer_takes_a_published_artifact_back(button: str, after: str) -> None:
    client, _ = desk_client("reviewer")
    artifact = builders.published_artifact()

    press(client, artifact, button)

    assert state_of(artifact) == after


def test_opening_a_button_changes_nothing() -> None:
    client, _ = desk_client("reviewer")
    artifact = ready()

    client.get(reverse("admin:catalog_artifact_publish", args=[artifact.pk]))

    assert state_of(artifact) == "draft"


def test_reviewer_merges_two_records_of_one_thing() -> None:
    client, _ = desk_client("reviewer")
    merged, keep = ready(), ready(slug="the-one-that-stays")

    response = press(client, merged, "merge", keep="the-one-that-stays", reason="")

    assert response.headers["HX-Redirect"] == change_page(keep)
    assert list(Artifact.objects.values_list("slug", flat=True)) == ["the-one-that-stays"]


@pytest.mark.parametrize("state", ["submitted", "published", "archived"])
def test_editor_cannot_change_what_is_no_draft(state: str) -> None:
    client, _ = desk_client("editor")
    artifact = builders.published_artifact(state=state, summary="Before.")
    drafted = builders.artifact()
    form = form_of(client, change_page(drafted)) | {"summary": "Forged."}

    response = client.post(change_page(artifact), form)

    artifact.refresh_from_db()
    assert (response.status_code, artifact.summary) == (403, "Before.")


def test_published_artifact_is_read_only_for_an_editor() -> None:
    client, _ = desk_client("editor")
    artifact = builders.published_artifact()

    form = form_of(client, change_page(artifact))

    assert "summary" not in form
    assert client.get(change_page(artifact)).context["has_change_permission"] is False


def test_reviewer_changes_a_published_artifact() -> None:
    client, _ = desk_client("reviewer")
    artifact = builders.published_artifact()

    save(client, artifact, summary="After.")

    artifact.refresh_from_db()
    assert artifact.summary == "After."


def run_action(client: Client, action: str, *artifacts: Artifact) -> Any:
    chosen = [str(artifact.pk) for artifact in artifacts]
    return client.post(LIST, {"action": action, "_selected_action": chosen}, follow=True)


def test_reviewer_publishes_several_at_once() -> None:
    client, _ = desk_client("reviewer")
    one, two = ready(), ready(state="submitted")

    run_action(client, "publish_selected", one, two)

    assert [state_of(one), state_of(two)] == ["published", "published"]


def test_several_are_refused_together_with_every_reason() -> None:
    client, _ = desk_client("reviewer")
    good, bad = ready(name="Good"), builders.artifact(name="Bad", publisher=builders.organization())

    response = run_action(client, "publish_selected", good, bad)

    messages = [str(message) for message in response.context["messages"]]
    assert messages == ["Bad needs summary, source."]
    assert state_of(good) == "draft"


@pytest.mark.parametrize("action", ["publish_selected", "archive_selected", "delete_selected"])
def test_editor_cannot_forge_a_list_action(action: str) -> None:
    client, _ = desk_client("editor")
    artifact = ready()

    run_action(client, action, artifact)

    assert state_of(artifact) == "draft"


@pytest.mark.parametrize("model", ["offering", "price", "observation", "reviewitem", "importrun"])
def test_rows_are_not_added_outside_their_artifact(model: str) -> None:
    client, _ = desk_client("administrator")

    assert client.get(f"/admin/catalog/{model}/add/").status_code == 403


def test_offering_of_a_published_artifact_cannot_be_posted_by_itself() -> None:
    client, _ = desk_client("administrator")
    offering = builders.offering(artifact=builders.published_artifact())

    response = client.post(f"/admin/catalog/offering/{offering.pk}/change/", {"channel": "x"})

    assert response.status_code == 403


def test_draft_with_prices_is_not_deleted() -> None:
    client, _ = desk_client("administrator")
    artifact = builders.price().offering.artifact

    response = client.post(f"{LIST}{artifact.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403


def test_administrator_deletes_a_draft() -> None:
    client, _ = desk_client("administrator")
    artifact = builders.artifact_capability().artifact

    client.post(f"{LIST}{artifact.pk}/delete/", {"post": "yes"})

    assert not Artifact.objects.exists()


@pytest.mark.parametrize(("role", "state"), [("reviewer", "draft"), ("administrator", "archived")])
def test_nobody_else_and_nothing_else_is_deleted(role: str, state: str) -> None:
    client, _ = desk_client(role)
    artifact = builders.published_artifact(state=state)

    response = client.post(f"{LIST}{artifact.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403


@pytest.mark.parametrize(("role", "after"), [("editor", "observed"), ("reviewer", "suspect")])
def test_figure_is_marked_suspect_by_those_who_may(role: str, after: str) -> None:
    client, _ = desk_client(role)
    figure = builders.observation()

    client.post(
        "/admin/catalog/observation/", {"action": "mark_suspect", "_selected_action": [figure.pk]}
    )

    assert Observation.objects.get().state == after


def test_administrator_cannot_become_superuser() -> None:
    client, person = desk_client("administrator")
    address = f"/admin/auth/user/{person.pk}/change/"

    client.post(address, form_of(client, address) | {"is_superuser": "on"})

    person.refresh_from_db()
    assert person.is_superuser is False
