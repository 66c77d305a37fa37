"""Intents on the desk: what is shown to whom, and what each button does and refuses."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.admin.history import changes_of
from catalog.models import Artifact, ArtifactAlias, Capability
from matchgraph.models import Intent, IntentCapability, IntentDay, QueryForm
from matchgraph.services.editing import link_capability, set_answered
from matchgraph.services.intents import digest_of
from tests import builders
from tests.catalog.desk import desk_client
from tests.matchgraph.searched import told

pytestmark = pytest.mark.django_db
LIST = "/admin/matchgraph/intent/"
BUTTONS = ["draft", "another_name", "capability", "set_aside", "rename", "link", "merge"]


def today() -> date:
    return timezone.now().date()


def in_vain(label: str = "transcribe podcasts", weak: int = 4, **fields: Any) -> Intent:
    """An intent for which some visitors of yesterday found too little."""
    intent = told(label, today=today(), **fields)
    IntentDay.objects.filter(intent=intent, day=today() - timedelta(days=1)).update(
        weak_visitor_days=weak
    )
    return intent


def page_of(intent: Intent) -> str:
    return f"{LIST}{intent.pk}/change/"


def press(client: Client, intent: Intent, button: str, **fields: Any) -> Any:
    address = reverse(f"admin:matchgraph_intent_{button}", args=[intent.pk])
    return client.post(address, {"_form_submitted": "on"} | fields)


def messages_of(client: Client, intent: Intent) -> list[str]:
    return [str(message) for message in client.get(page_of(intent)).context["messages"]]


def rows_of(client: Client, query: str = "") -> list[str]:
    return [row.label for row in client.get(LIST + query).context["cl"].result_list]


def shown_buttons(client: Client, intent: Intent) -> list[str]:
    titles: list[str] = []
    for item in client.get(page_of(intent)).context["actions_detail"]:
        titles += [inner["title"] for inner in item.get("items", [item])]
    return titles


# --- What is shown ------------------------------------------------------------------------------


def test_list_shows_names_most_wanted_first() -> None:
    client, _ = desk_client("editor")
    told("less", visitor_days=21, today=today())
    told("more", visitor_days=30, today=today())
    told("", visitor_days=90, today=today())

    assert rows_of(client) == ["more", "less"]


def test_queue_holds_what_was_searched_in_vain_most_often_first() -> None:
    client, _ = desk_client("editor")
    told("found", today=today())
    in_vain("seldom", weak=2)
    in_vain("often", weak=7)
    in_vain("", weak=7)

    assert rows_of(client, "?show=vain") == ["often", "seldom"]


def test_other_lists_hold_what_they_say() -> None:
    client, _ = desk_client("editor")
    told("public", today=today())
    told("not public", visitor_days=19, today=today())
    told("", today=today())

    assert rows_of(client, "?show=public") == ["public"]
    assert rows_of(client, "?show=untold") == [""]
    assert rows_of(client, "?q=not") == ["not public"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries_for_any_number_of_rows(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, _ = desk_client("editor")
    for each in range(number):
        intent = in_vain(f"wish {each}")
        link_capability(intent=intent, capability=builders.capability(), by=None)

    with django_assert_num_queries(7):
        assert len(rows_of(client, "?show=vain")) == number


def test_page_tells_figures_and_links_and_no_wording() -> None:
    client, _ = desk_client("editor")
    intent = told(visitor_days=23, today=today())
    capability = builders.capability(key="audio.transcription")
    link_capability(intent=intent, capability=capability, by=None, holds=False)

    page = client.get(page_of(intent)).content.decode()

    assert "23 of 20" in page
    assert "Not. An editor" in page
    assert "audio.transcription" in page


def test_page_of_what_may_not_be_told_says_why() -> None:
    client, _ = desk_client("editor")
    intent = told("", visitor_days=40, today=today())

    page = client.get(page_of(intent)).content.decode()

    assert "Fewer than three visitors of different networks" in page


def test_front_page_counts_the_queue_and_leads_to_it() -> None:
    client, _ = desk_client("editor")
    in_vain()

    (card,) = [
        card for card in client.get("/admin/").context["cards"] if card.title == "Searched in vain"
    ]

    assert (card.shown, card.address) == ("1", f"{LIST}?show=vain")


# --- Who may do what ----------------------------------------------------------------------------


def test_visitor_is_sent_to_the_login() -> None:
    assert Client().get(LIST).headers["Location"] == f"/admin/login/?next={LIST}"


def test_staff_without_a_role_sees_no_intents_and_no_card() -> None:
    client = Client()
    client.force_login(builders.user(is_staff=True))

    assert client.get(LIST).status_code == 403
    assert client.get(page_of(told())).status_code == 403
    assert client.get("/admin/").context["cards"] == []


@pytest.mark.parametrize("button", BUTTONS)
def test_nobody_presses_without_permission(button: str) -> None:
    client = Client()
    intent = told()
    person = builders.user(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_intent"))
    client.force_login(person)
    address = reverse(f"admin:matchgraph_intent_{button}", args=[intent.pk])

    answers = [client.get(address), press(client, intent, button), press(Client(), intent, button)]

    assert [answer.status_code for answer in answers][:2] == [403, 403]
    assert answers[2].status_code in {302, 403}
    assert Intent.objects.get(pk=intent.pk).answered_on is None


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        ("editor", ["Draft an artifact", "Give an artifact this name", "Set aside"]),
        (
            "reviewer",
            [
                "Draft an artifact",
                "Give an artifact this name",
                "Create a capability",
                "Set aside",
                "Rename",
                "Link to a capability",
                "Merge into …",
            ],
        ),
    ],
)
def test_buttons_are_those_of_the_role(role: str, titles: list[str]) -> None:
    client, _ = desk_client(role)

    assert shown_buttons(client, told(today=today())) == titles


@pytest.mark.parametrize("role", ["editor", "reviewer", "administrator"])
def test_nobody_adds_changes_or_deletes_an_intent_by_form(role: str) -> None:
    client, _ = desk_client(role)
    intent = told()

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(page_of(intent), {"label": "x"}).status_code == 403
    assert client.post(f"{LIST}{intent.pk}/delete/", {"post": "yes"}).status_code == 403


def test_opening_a_dialog_writes_nothing() -> None:
    client, _ = desk_client("administrator")
    intent = in_vain()

    for button in BUTTONS:
        address = reverse(f"admin:matchgraph_intent_{button}", args=[intent.pk])
        assert client.get(address).status_code == 200, button

    assert Intent.objects.get().answered_on is None
    assert (Capability.objects.count(), Artifact.objects.count()) == (0, 0)


# --- Answers ------------------------------------------------------------------------------------


def test_draft_is_begun_in_one_step() -> None:
    client, person = desk_client("editor")
    intent = in_vain("pod scribe")

    answer = press(client, intent, "draft", name="Pod Scribe", kind="app")

    draft = Artifact.objects.get()
    assert (draft.slug, draft.name, draft.type_id, draft.state) == (
        "pod-scribe",
        "Pod Scribe",
        "app",
        "draft",
    )
    assert answer.headers["HX-Redirect"] == f"/admin/catalog/artifact/{draft.pk}/change/"
    assert rows_of(client, "?show=vain") == []
    (change,) = changes_of(draft)
    assert (change.who, change.reason) == (person.username, "searched for: pod scribe")


def test_draft_of_what_is_there_is_refused() -> None:
    client, _ = desk_client("editor")
    intent = in_vain("pod scribe")
    builders.artifact(slug="pod-scribe", name="Pod-Scribe")

    press(client, intent, "draft", name="Pod Scribe", kind="app")

    assert messages_of(client, intent) == [
        "Nothing was changed. Pod-Scribe has the slug pod-scribe already: give that another name."
    ]
    assert Artifact.objects.count() == 1
    assert rows_of(client, "?show=vain") == ["pod scribe"]


def test_earlier_slug_counts_as_taken() -> None:
    client, _ = desk_client("editor")
    intent = in_vain("pod scribe")
    owner = builders.artifact(name="Scribe")
    ArtifactAlias.objects.create(artifact=owner, kind="slug", value="pod-scribe")

    press(client, intent, "draft", name="Pod vs Scribe", kind="app")

    assert "Scribe has the slug pod-scribe already" in messages_of(client, intent)[0]


def test_artifact_gets_another_name_in_one_step() -> None:
    client, _ = desk_client("editor")
    intent = in_vain("k8s")
    artifact = builders.artifact(slug="kubernetes")

    press(client, intent, "another_name", artifact="kubernetes", name="k8s")

    assert list(artifact.aliases.values_list("kind", "value")) == [("name", "k8s")]
    assert rows_of(client, "?show=vain") == []


def test_name_of_another_artifact_is_refused() -> None:
    client, _ = desk_client("editor")
    intent = in_vain("k8s")
    ArtifactAlias.objects.create(artifact=builders.artifact(), kind="name", value="k8s")
    builders.artifact(slug="kubernetes")

    press(client, intent, "another_name", artifact="kubernetes", name="k8s")

    assert messages_of(client, intent) == [
        "Nothing was changed. Another artifact has this alias already."
    ]
    assert ArtifactAlias.objects.count() == 1


def test_capability_is_created_and_linked_in_one_step() -> None:
    client, _ = desk_client("reviewer")
    intent = in_vain()
    parent = builders.capability(key="audio")

    press(
        client, intent, "capability",
        key="audio.transcription", name="Transcription", description="Speech to text.",
    )  # fmt: skip

    made = Capability.objects.get(key="audio.transcription")
    assert (made.name, made.description, made.parent) == (
        "Transcription",
        "Speech to text.",
        parent,
    )
    link = IntentCapability.objects.get()
    assert (link.intent, link.capability, link.origin, link.holds) == (intent, made, "editor", True)
    assert rows_of(client, "?show=vain") == []


def test_capability_of_a_bad_key_is_refused_and_leaves_nothing() -> None:
    client, _ = desk_client("reviewer")
    intent = in_vain()

    press(client, intent, "capability", key="Not a key", name="Transcription")

    assert messages_of(client, intent) == [
        "Nothing was changed. Use lower-case words joined by dots."
    ]
    assert (Capability.objects.count(), IntentCapability.objects.count()) == (0, 0)
    assert rows_of(client, "?show=vain") == ["transcribe podcasts"]


def test_what_was_set_aside_comes_back_when_people_search_in_vain_again() -> None:
    client, _ = desk_client("editor")
    intent = in_vain()

    press(client, intent, "set_aside", reason="Not our subject.")
    assert rows_of(client, "?show=vain") == []

    set_answered(intent=intent, on=today() - timedelta(days=2), by=None)
    assert rows_of(client, "?show=vain") == ["transcribe podcasts"]


# --- The intent itself --------------------------------------------------------------------------


def test_renaming_holds_the_wordings_together_and_is_in_the_history() -> None:
    client, person = desk_client("reviewer")
    intent = told()
    form = QueryForm.objects.create(
        digest=digest_of("transcribe podcasts"),
        intent=intent,
        first_seen_on=today(),
        last_seen_on=today(),
    )

    press(client, intent, "rename", label="Podcasts to text", reason="Clearer.")

    intent.refresh_from_db()
    form.refresh_from_db()
    assert (intent.label, intent.named_by_hand, form.by_hand) == ("Podcasts to text", True, True)
    (change,) = client.get(f"{LIST}{intent.pk}/history/").context["changes"]
    assert (change.who, change.reason) == (person.username, "Clearer.")
    assert ("label", "transcribe podcasts", "Podcasts to text") in [
        (field.field, field.before, field.after) for field in change.fields
    ]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("mail jo@example.org", "A name may hold no address, number of a person, link or key."),
        (" \u200b ", "Give a name of 1 to 200 characters."),
    ],
)
def test_bad_name_is_refused(label: str, words: str) -> None:
    client, _ = desk_client("reviewer")
    intent = told()

    press(client, intent, "rename", label=label)

    assert messages_of(client, intent) == [f"Nothing was changed. {words}"]
    intent.refresh_from_db()
    assert (intent.label, intent.named_by_hand) == ("transcribe podcasts", False)


def test_merging_moves_everything_to_the_one_that_stays() -> None:
    client, _ = desk_client("reviewer")
    keep, merged = told("podcasts", today=today()), told("audio to text", today=today())
    earlier = told("", merged_into=merged, merged_on=today())
    capability = builders.capability()
    link_capability(intent=merged, capability=capability, by=None)

    answer = press(client, merged, "merge", keep="Podcasts", reason="The same.")

    assert answer.headers["HX-Redirect"] == page_of(keep)
    merged.refresh_from_db()
    earlier.refresh_from_db()
    assert (merged.merged_into, merged.merged_by_hand, earlier.merged_into) == (keep, True, keep)
    assert [link.capability for link in keep.links.all()] == [capability]
    assert rows_of(client) == ["podcasts"]
    changes = client.get(f"{LIST}{keep.pk}/history/").context["changes"]
    assert {change.reason for change in changes} >= {"The same."}


def test_days_of_both_are_not_added_up() -> None:
    client, _ = desk_client("reviewer")
    keep = told("podcasts", visitor_days=20, ago=40, today=today())
    merged = told("audio to text", visitor_days=26, ago=40, today=today())

    press(client, merged, "merge", keep=str(keep.pk))

    days = IntentDay.objects.filter(intent=keep)
    assert sum(row.visitor_days for row in days) == 26
    assert not IntentDay.objects.filter(intent=merged).exists()


@pytest.mark.parametrize("keep", ["nothing of that name", "987654", "9" * 30])
def test_merging_into_nothing_is_refused(keep: str) -> None:
    client, _ = desk_client("reviewer")
    intent = told()

    answer = press(client, intent, "merge", keep=keep)

    assert "There is no intent" in answer.content.decode()
    assert Intent.objects.get().merged_into is None


def test_merging_with_itself_or_twice_is_refused() -> None:
    client, _ = desk_client("reviewer")
    keep, merged = told("podcasts", today=today()), told("audio", today=today())

    press(client, keep, "merge", keep=str(keep.pk))
    assert messages_of(client, keep) == ["Nothing was changed. Choose two different intents."]
    press(client, merged, "merge", keep=str(keep.pk))
    press(client, merged, "merge", keep=str(keep.pk))
    assert messages_of(client, keep)[-1] == (
        "Nothing was changed. audio was merged into another intent already."
    )


def test_several_are_merged_from_the_list_into_the_most_wanted() -> None:
    client, _ = desk_client("reviewer")
    less, more = told("less", today=today()), told("more", visitor_days=30, today=today())

    client.post(LIST, {"action": "merge_selected", "_selected_action": [less.pk, more.pk]})

    less.refresh_from_db()
    assert less.merged_into == more


def test_list_action_is_refused_to_editors_and_to_one_alone() -> None:
    editor, _ = desk_client("editor")
    reviewer, _ = desk_client("reviewer")
    one, other = told("one", today=today()), told("other", today=today())

    editor.post(LIST, {"action": "merge_selected", "_selected_action": [one.pk, other.pk]})
    reviewer.post(LIST, {"action": "merge_selected", "_selected_action": [one.pk]})

    assert Intent.objects.exclude(merged_into=None).count() == 0


def test_link_is_made_and_denied_by_hand() -> None:
    client, _ = desk_client("reviewer")
    intent = told()
    builders.capability(key="audio.transcription")

    press(client, intent, "link", capability="audio.transcription", holds="yes")
    assert IntentCapability.objects.get().holds is True
    press(client, intent, "link", capability="audio.transcription", holds="no", reason="No.")

    link = IntentCapability.objects.get()
    assert (link.origin, link.holds) == ("editor", False)
    changes = client.get(f"{LIST}{intent.pk}/history/").context["changes"]
    assert changes[0].reason == "No."


def test_unknown_capability_is_told_in_the_dialog() -> None:
    client, _ = desk_client("reviewer")
    intent = told()

    answer = press(client, intent, "link", capability="no.such", holds="yes")

    assert "There is no capability with the key no.such." in answer.content.decode()
    assert IntentCapability.objects.count() == 0
