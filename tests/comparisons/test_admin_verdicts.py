"""Editorial verdicts on the desk: who may write them, in which steps, and what is refused."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact
from comparisons.models import EditorialVerdict
from tests import builders
from tests.catalog.desk import change_page, desk_client, fields_of, form_of
from tests.comparisons.written import WORDS, stored, two, written

pytestmark = pytest.mark.django_db
LIST = "/admin/comparisons/editorialverdict/"
ADD = f"{LIST}add/"


def writing_page(one: Artifact, other: Artifact) -> str:
    return f"{ADD}?first={one.pk}&second={other.pk}"


def page_of(verdict: EditorialVerdict) -> str:
    return f"{LIST}{verdict.pk}/change/"


def filled(**fields: Any) -> dict[str, Any]:
    return {
        "choose_first": WORDS.choose_first,
        "choose_second": WORDS.choose_second,
        "deciding_rows": ["licence"],
    } | fields


def send(client: Client, address: str, **fields: Any) -> Any:
    """Opens the page, fills in these fields and sends it."""
    return client.post(address, form_of(client, address) | fields)


def errors_of(response: Any) -> dict[str, list[str]]:
    return {} if response.context is None else dict(response.context["adminform"].form.errors)


def press(client: Client, verdict: EditorialVerdict, button: str, **fields: Any) -> Any:
    """Opens the button's dialog and sends it."""
    address = reverse(f"admin:comparisons_editorialverdict_{button}", args=[verdict.pk])
    return client.post(address, form_of(client, address) | {"_form_submitted": "on"} | fields)


def told(client: Client, verdict: EditorialVerdict) -> list[str]:
    return [str(message) for message in client.get(page_of(verdict)).context["messages"]]


def make_stale(verdict: EditorialVerdict) -> None:
    Artifact.objects.filter(pk=verdict.first_id).update(licence_spdx="Apache-2.0")
    EditorialVerdict.objects.filter(pk=verdict.pk).update(
        state="stale", stale_since=builders.NOON, stale_rows=["licence"]
    )


def test_two_are_chosen_first_and_written_on_next() -> None:
    client, person = desk_client("reviewer", first_name="Kim", last_name="Ode")
    alpha, beta = two()

    chosen = client.post(ADD, {"first": beta.pk, "second": alpha.pk})
    assert chosen.headers["Location"] == f"{ADD}?first={beta.pk}&second={alpha.pk}"
    page = client.get(chosen.headers["Location"]).content.decode()
    assert "Choose Alpha if" in page
    assert re.search(r"Licence\s*</label>\s*</th>\s*<td[^>]*>MIT</td><td[^>]*>Unknown</td>", page)
    send(client, chosen.headers["Location"], **filled(summary="Both are small."))

    verdict = EditorialVerdict.objects.get()
    assert (verdict.first, verdict.second) == (alpha, beta)
    assert (verdict.choose_first, verdict.summary) == (WORDS.choose_first, "Both are small.")
    assert verdict.deciding_values["licence"] == ["MIT", "Unknown"]
    assert (verdict.author, verdict.author_name) == (person, "Kim Ode")
    assert verdict.written_on == datetime.now(UTC).date()


def choose(**fields: Artifact) -> dict[str, list[str]]:
    """What the first step says against these two."""
    client, _ = desk_client("reviewer")
    return errors_of(client.post(ADD, {name: value.pk for name, value in fields.items()}))


def test_artifact_is_not_compared_with_itself() -> None:
    alpha, _ = two()

    assert choose(first=alpha, second=alpha) == {"__all__": ["Choose two different artifacts."]}


def test_draft_is_not_compared() -> None:
    alpha, _ = two()
    draft = builders.artifact(name="Draft")

    assert choose(first=alpha, second=draft) == {
        "second": ["Draft is not published: nobody can compare it."]
    }


def test_pair_that_has_a_verdict_is_not_chosen_again() -> None:
    verdict = written()

    assert choose(first=verdict.second, second=verdict.first) == {
        "__all__": ["There is an editorial verdict on these two: change it, or withdraw it first."]
    }


@pytest.mark.parametrize("query", ["?first=1", "?first=x&second=y", "?first=1&second=9" + "9" * 30])
def test_address_that_names_no_pair_asks_for_one(query: str) -> None:
    client, _ = desk_client("reviewer")

    page = client.get(ADD + query)

    assert (page.status_code, list(page.context["adminform"].form.fields)) == (
        200,
        ["first", "second"],
    )


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"choose_first": ""}, "choose_first", "This field is required."),
        ({"choose_first": "Short."}, "choose_first", "Write 20 to 600 characters; these are 6."),
        ({"deciding_rows": []}, "deciding_rows", "Choose at least one row that decides."),
        (
            {"deciding_rows": ["charm"]},
            "deciding_rows",
            "Select a valid choice. charm is not one of the available choices.",
        ),
        ({"seen": "no JSON"}, "seen", "Enter a valid JSON."),
        ({"seen": '{"licence": 3}'}, "deciding_rows", "read them again: Licence"),
    ],
)
def test_bad_input_is_told_and_writes_nothing(
    fields: dict[str, Any], field: str, words: str
) -> None:
    client, _ = desk_client("reviewer")

    response = send(client, writing_page(*two()), **filled(**fields))

    assert words in errors_of(response)[field][0]
    assert EditorialVerdict.objects.count() == 0


def test_ordering_word_across_types_is_refused_at_its_field() -> None:
    client, _ = desk_client("reviewer")
    alpha, _ = two()
    data = builders.published_artifact(slug="data", type_id="dataset")
    words = "you want the better one of the two."

    response = send(client, writing_page(alpha, data), **filled(choose_first=words))

    assert errors_of(response)["choose_first"][0].startswith("“better” puts one before the other")
    assert EditorialVerdict.objects.count() == 0


def test_row_that_changed_while_writing_is_shown_again_before_anything_is_saved() -> None:
    client, _ = desk_client("reviewer")
    alpha, beta = two()
    address = writing_page(alpha, beta)
    form = form_of(client, address) | filled()
    Artifact.objects.filter(pk=alpha.pk).update(licence_spdx="Apache-2.0")

    refused = client.post(address, form)
    again = client.post(address, fields_of(refused) | filled())

    assert errors_of(refused) == {
        "deciding_rows": ["These rows changed meanwhile; read them again: Licence."]
    }
    assert again.status_code == 302
    assert EditorialVerdict.objects.get().deciding_values["licence"] == ["Apache-2.0", "Unknown"]


def test_change_needs_a_reason_and_keeps_it() -> None:
    client, person = desk_client("reviewer", first_name="Bo", last_name="Lind")
    verdict = written()
    text = "you need the first for something else."

    refused = send(client, page_of(verdict), choose_first=text)
    assert errors_of(refused) == {
        "reason": ["Say why: it is kept beside the words that were there."]
    }
    send(client, page_of(verdict), choose_first=text, reason="It does more now.")

    now = stored(verdict)
    assert (now.choose_first, now.author, now.author_name) == (text, person, "Bo Lind")
    history = client.get(f"{LIST}{verdict.pk}/history/").context["changes"]
    assert (history[0].who, history[0].reason) == (person.username, "It does more now.")
    assert ("choose the first if", WORDS.choose_first, text) in [
        (field.field, field.before, field.after) for field in history[0].fields
    ]


def test_saving_a_stale_verdict_makes_it_current() -> None:
    client, _ = desk_client("reviewer")
    verdict = written()
    make_stale(verdict)

    page = client.get(page_of(verdict)).content.decode()
    assert "was “MIT”, now “Apache-2.0”" in page
    send(client, page_of(verdict), reason="Read again.")

    now = stored(verdict)
    assert (now.state, now.deciding_values["licence"]) == ("current", ["Apache-2.0", "Unknown"])


def test_words_of_another_are_not_overwritten_unknowingly() -> None:
    client, _ = desk_client("reviewer")
    verdict = written()
    mine = form_of(client, page_of(verdict)) | {"reason": "Mine.", "summary": "Mine."}
    EditorialVerdict.objects.update(summary="Theirs.")

    refused = client.post(page_of(verdict), mine)
    assert "somebody wrote on it" in errors_of(refused)["__all__"][0]
    assert stored(verdict).summary == "Theirs."
    client.post(page_of(verdict), fields_of(refused))

    assert stored(verdict).summary == "Mine."


def test_still_right_takes_what_is_shown_now() -> None:
    client, _ = desk_client("reviewer")
    verdict = written()
    make_stale(verdict)

    response = press(client, verdict, "still_right", reason="The licence does not matter.")

    assert response.headers["HX-Redirect"] == page_of(verdict)
    now = stored(verdict)
    assert (now.state, now.deciding_values["licence"]) == ("current", ["Apache-2.0", "Unknown"])
    assert told(client, verdict) == ["Confirmed."]


def test_still_right_is_said_of_what_was_seen() -> None:
    client, _ = desk_client("reviewer")
    verdict = written()
    address = reverse("admin:comparisons_editorialverdict_still_right", args=[verdict.pk])
    form = form_of(client, address) | {"_form_submitted": "on"}
    make_stale(verdict)

    client.post(address, form)

    assert stored(verdict).state == "stale"
    assert told(client, verdict) == [
        "Nothing was changed. These rows changed meanwhile; read them again: Licence."
    ]


def test_withdrawn_verdict_stays_and_is_no_longer_edited() -> None:
    client, _ = desk_client("reviewer")
    verdict = written()

    press(client, verdict, "withdraw", reason="One was sold.")

    page = client.get(page_of(verdict))
    assert stored(verdict).state == "withdrawn"
    assert (page.context["has_change_permission"], page.context["actions_detail"]) == (False, [])
    assert page.context["has_delete_permission"] is False


@pytest.mark.parametrize("button", ["still_right", "withdraw"])
def test_opening_a_dialog_changes_nothing(button: str) -> None:
    client, _ = desk_client("reviewer")
    verdict = written()
    make_stale(verdict)

    client.get(reverse(f"admin:comparisons_editorialverdict_{button}", args=[verdict.pk]))

    assert stored(verdict).state == "stale"


def test_editor_reads_and_nothing_else() -> None:
    client, _ = desk_client("editor")
    verdict = written()
    make_stale(verdict)
    page = client.get(page_of(verdict))
    text = page.content.decode()

    assert page.context["has_change_permission"] is False
    assert page.context["actions_detail"] == []
    assert (WORDS.choose_first in text, "was “MIT”, now “Apache-2.0”" in text) == (True, True)
    assert client.get(LIST).context["has_add_permission"] is False


def test_editor_cannot_write_by_any_way() -> None:
    client, _ = desk_client("editor")
    verdict = written()
    make_stale(verdict)
    others = builders.published_artifact(), builders.published_artifact()
    buttons = [
        reverse(f"admin:comparisons_editorialverdict_{name}", args=[verdict.pk])
        for name in ("still_right", "withdraw")
    ]

    answers = [
        client.post(address, filled(_form_submitted="on", reason="Forged."))
        for address in (ADD, writing_page(*others), page_of(verdict), *buttons)
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert (stored(verdict).state, EditorialVerdict.objects.count()) == ("stale", 1)


@pytest.mark.parametrize("address", [LIST, ADD])
def test_staff_without_a_role_sees_nothing(address: str) -> None:
    client = Client()
    client.force_login(builders.user(is_staff=True))

    assert client.get(address).status_code == 403


def test_administrator_deletes_what_was_withdrawn_and_nothing_else() -> None:
    client, _ = desk_client("administrator")
    verdict = written()

    refused = client.post(f"{LIST}{verdict.pk}/delete/", {"post": "yes"})
    press(client, verdict, "withdraw")
    client.post(f"{LIST}{verdict.pk}/delete/", {"post": "yes"})

    assert (refused.status_code, EditorialVerdict.objects.count()) == (403, 0)


def test_verdict_on_an_unpublished_artifact_is_read_and_withdrawn() -> None:
    client, _ = desk_client("reviewer")
    verdict = written()
    Artifact.objects.filter(pk=verdict.first_id).update(state="archived")

    page = client.get(page_of(verdict))
    press(client, verdict, "still_right")
    assert told(client, verdict) == [
        "Nothing was changed. Both artifacts have to be published first."
    ]
    press(client, verdict, "withdraw")

    assert page.context["has_change_permission"] is False
    assert "not published: nobody sees it" in page.content.decode()
    assert stored(verdict).state == "withdrawn"


def test_list_puts_the_longest_stale_first_and_narrows_by_state() -> None:
    client, _ = desk_client("editor")
    fresh = written()
    stale = written(builders.published_artifact(), builders.published_artifact())
    make_stale(stale)

    every = client.get(LIST).context["cl"].result_list
    narrowed = client.get(f"{LIST}?state__exact=stale").context["cl"].result_list
    found = client.get(f"{LIST}?q=alpha").context["cl"].result_list

    assert [row.pk for row in every] == [stale.pk, fresh.pk]
    assert [row.pk for row in narrowed] == [stale.pk]
    assert [row.pk for row in found] == [fresh.pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, _ = desk_client("reviewer")
    for _ in range(rows):
        written(builders.published_artifact(), builders.published_artifact())
    client.get(LIST)

    with django_assert_num_queries(6):
        client.get(LIST)


def test_front_page_counts_what_is_stale_and_leads_there() -> None:
    client, _ = desk_client("editor")
    written()
    make_stale(written(builders.published_artifact(), builders.published_artifact()))

    card = next(
        card for card in client.get("/admin/").context["cards"] if card.title == "Stale verdicts"
    )

    assert card.shown == "1"
    assert len(client.get(card.address).context["cl"].result_list) == 1


def test_artifact_page_leads_to_its_verdicts() -> None:
    client, _ = desk_client("editor")
    verdict = written()

    page = client.get(change_page(verdict.first)).content.decode()

    assert f'href="{LIST}?q=alpha">Those on comparisons with Alpha' in page
