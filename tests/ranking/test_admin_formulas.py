"""Formulas on the desk: read, copied, weighed, tried out, sealed, deleted as drafts."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from ranking.models import Epoch, Formula, WeightProfile
from ranking.services import drain_all
from ranking.services.formulas import copy_formula
from tests.catalog.desk import desk_client, form_of
from tests.ranking.desk import computed_epoch, draft, page_of, press, text_of, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
LIST = "/admin/ranking/formula/"
SUMS = {"adoption": "10", "quality": "45", "ecosystem": "10", "match": "25", "freshness": "10"}


@pytest.fixture
def boss() -> Client:
    return desk_client("administrator")[0]


def active() -> Formula:
    return Formula.objects.active().get()


def prefix_of(form: dict[str, Any], formula: Formula, type_key: str) -> str:
    """The names of a type's row in the form, up to the column."""
    pk = str(formula.profiles.get(type_key=type_key).pk)
    (found,) = (name for name, values in form.items() if name.endswith("-id") and values == [pk])
    return found.removesuffix("id")


def save(client: Client, formula: Formula, rows: dict[str, dict[str, str]], **fields: str) -> Any:
    """Opens the draft's page, changes cells of the rows of these types, and sends it."""
    form = form_of(client, page_of(formula)) | fields
    for type_key, cells in rows.items():
        prefix = prefix_of(form, formula, type_key)
        form |= {prefix + name: value for name, value in cells.items()}
    return client.post(page_of(formula), form)


def weights(formula: Formula, type_key: str) -> tuple[int, ...]:
    columns = ("adoption", "quality", "ecosystem", "match", "freshness", "half_life")
    return tuple(formula.profiles.values_list(*columns).get(type_key=type_key))


def complaints(response: Any) -> list[str]:
    formset = response.context["inline_admin_formsets"][0].formset
    return [
        f"{form.type_name}: {message}"
        for form in formset.rows
        for _, messages in form.errors_in_order
        for message in messages
    ]


def test_list_shows_every_version_with_its_origin(boss: Client) -> None:
    draft()

    page = text_of(boss, LIST)

    assert "3.0.0" in page
    assert "A test." in page
    assert active().sha256[:10] in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    boss: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows - 1):
        draft()
    boss.get(LIST)

    with django_assert_num_queries(6):
        boss.get(LIST)


@pytest.mark.parametrize("state", ["draft", "active"])
def test_page_takes_a_fixed_number_of_queries(
    boss: Client, state: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft()
    address = page_of(Formula.objects.get(state=state))
    boss.get(address)

    with django_assert_num_queries({"draft": 12, "active": 10}[state]):
        boss.get(address)


def test_sealed_page_shows_the_whole_definition() -> None:
    client, _ = desk_client("editor")

    page = text_of(client, page_of(active()))

    assert active().sha256 in page
    for words in (
        "Weights by type, in per cent",
        "Hub downloads, 30 days (45), Independent providers (30), Hub likes (25)",
        "Publishers that build on it (60)",
        "Upstream confirmed",
        "is listed in",
        "straight, whole from 5",
        "Figures a curve is fitted to, at least",
        f'href="{page_of(Epoch.objects.get())}"',
    ):
        assert words in page, words


def test_definition_of_another_program_is_shown_as_it_is(boss: Client) -> None:
    method = {"adoption": {"model": {"stars_of_old": 7}}, "something_else": [1, 2]}
    old = Formula.objects.create(
        version="1.0.0", state="retired", sha256="x", definition={"method": method}
    )

    page = text_of(boss, page_of(old))

    assert "stars_of_old (7)" in page
    assert "something_else" in page
    assert "[1, 2]" in page


def test_sealed_page_has_no_field_to_change(boss: Client) -> None:
    form = form_of(boss, page_of(active()))

    assert [name for name in form if name.startswith("weights")] == []
    assert "note" not in form


def test_copy_is_a_draft_with_the_same_weights(boss: Client) -> None:
    response = press(boss, active(), "copy", note="Records count more.")

    copy = Formula.objects.get(state="draft")
    assert response.headers["HX-Redirect"] == page_of(copy)
    assert (copy.version, copy.based_on, copy.note) == ("3.0.0", active(), "Records count more.")
    assert weights(copy, "model") == (3500, 2000, 1000, 2500, 1000, 365)
    assert copy.created_by is not None
    entry = LogEntry.objects.get()
    assert entry.get_change_message() == "Copied from 2.0.0: Records count more."


def test_copy_asks_for_a_note(boss: Client) -> None:
    response = press(boss, active(), "copy", note="")

    assert "This field is required." in response.content.decode()
    assert Formula.objects.count() == 1


def test_opening_a_dialog_changes_nothing(boss: Client) -> None:
    for button in ("copy", "prepare"):
        boss.get(page_of(draft()).replace("change", button))

    assert set(Formula.objects.values_list("state", flat=True)) == {"active", "draft"}
    assert Formula.objects.count() == 3


def test_weights_are_shown_in_per_cent_with_their_sum(boss: Client) -> None:
    formula = draft(adoption=1525, quality=3975)

    form = form_of(boss, page_of(formula))
    page = text_of(boss, page_of(formula))

    prefix = prefix_of(form, formula, "model")
    assert form[f"{prefix}adoption"] == ["15.25"]
    assert form[f"{prefix}half_life"] == ["365"]
    assert page.count(">100 %</output>") == 19
    assert 'aria-label="Model: Adoption, per cent"' in page


def test_changed_weights_show_what_they_were(boss: Client) -> None:
    page = text_of(boss, page_of(draft(adoption=1500, quality=4000)))

    shown = [line for line in page.splitlines() if 'class="was"' in line and "hidden" not in line]
    assert [line.strip() for line in shown] == [
        '<span class="was" data-base="35">was 35</span>',
        '<span class="was" data-base="20">was 20</span>',
    ]


def test_sealed_weights_show_what_they_were(boss: Client) -> None:
    formula = computed_epoch(adoption=1500, quality=4000).formula

    page = text_of(boss, page_of(formula))

    assert '<strong>15</strong> <span class="was">was 35</span>' in page
    assert page.count('class="was"') == 2


def test_weights_are_saved_in_basis_points(boss: Client) -> None:
    formula = draft()

    response = save(
        boss, formula, {"mcp": {"adoption": "19.75", "quality": "25.25", "half_life": "90"}}
    )

    assert response.status_code == 302
    assert weights(formula, "mcp") == (1975, 2525, 1500, 2500, 1500, 90)
    assert weights(formula, "agent") == (2500, 2500, 1000, 3000, 1000, 180)


def test_note_of_a_draft_is_reworded(boss: Client) -> None:
    formula = draft()

    save(boss, formula, {}, note="Said better.")

    formula.refresh_from_db()
    assert formula.note == "Said better."


def test_saving_leaves_an_entry_that_names_row_and_columns(boss: Client) -> None:
    save(boss, draft(), {"mcp": {"adoption": "19", "quality": "26"}})

    message = LogEntry.objects.get().get_change_message()
    assert message == "Changed adoption and quality for weight profile “mcp”."


def test_unchanged_draft_is_saved_without_a_write(boss: Client) -> None:
    formula = draft()
    with CaptureQueriesContext(connection) as queries:
        save(boss, formula, {})

    written = [one["sql"] for one in queries if 'UPDATE "ranking_weightprofile"' in one["sql"]]
    assert written == []


def test_row_that_misses_something_is_refused_with_what_it_misses(boss: Client) -> None:
    formula = draft()

    response = save(boss, formula, {"mcp": {"adoption": "17.5"}, "agent": {"match": "32"}})

    assert complaints(response) == [
        "MCP server: The weights sum to 97.5 %: 2.5 % missing.",
        "Agent: The weights sum to 102 %: 2 % too much.",
    ]
    assert weights(formula, "mcp") == (2000, 2500, 1500, 2500, 1500, 120)
    assert "MCP server:" in response.content.decode()
    assert 'value="17.5"' in response.content.decode()


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("adoption", "", "This field is required."),
        ("adoption", "-5", "Ensure this value is greater than or equal to 0."),
        ("quality", "much", "Enter a number."),
        ("match", "25.001", "Ensure that there are no more than 2 decimal places."),
        ("half_life", "0", "Ensure this value is greater than or equal to 1."),
        ("half_life", "731", "Ensure this value is less than or equal to 730."),
        ("same_as", "nonsense", "Select a valid choice. nonsense is not one of the available"),
    ],
)
def test_wrong_cell_is_refused_at_its_row(boss: Client, cell: str, value: str, words: str) -> None:
    response = save(boss, draft(), {"mcp": {cell: value}})

    (complaint,) = complaints(response)
    assert complaint.startswith(f"MCP server: {words}")


def test_row_takes_all_numbers_of_another(boss: Client) -> None:
    formula = draft()

    response = save(boss, formula, {"app": {"same_as": "prompt", "adoption": "nothing to read"}})

    assert response.status_code == 302
    assert weights(formula, "app") == weights(formula, "prompt")


def test_row_takes_the_numbers_that_are_typed_beside_it(boss: Client) -> None:
    formula = draft()

    save(boss, formula, {"api": {"same_as": "mcp"}, "mcp": SUMS})

    assert weights(formula, "api") == (1000, 4500, 1000, 2500, 1000, 120)


def test_row_does_not_take_numbers_that_are_taken_themselves(boss: Client) -> None:
    response = save(boss, draft(), {"app": {"same_as": "api"}, "api": {"same_as": "mcp"}})

    assert complaints(response) == ["App: API takes its weights from another row: choose that."]


def test_row_does_not_take_numbers_that_are_wrong(boss: Client) -> None:
    response = save(boss, draft(), {"app": {"same_as": "api"}, "api": {"match": "99"}})

    assert complaints(response) == [
        "App: The row of API has to be put right first.",
        "API: The weights sum to 169 %: 69 % too much.",
    ]


def test_weights_that_changed_meanwhile_are_not_overwritten(boss: Client) -> None:
    formula = draft()
    form = form_of(boss, page_of(formula))
    prefix = prefix_of(form, formula, "mcp")
    formula.profiles.filter(type_key="mcp").update(adoption=1900, quality=2600)
    typed = form | {f"{prefix}adoption": "21", f"{prefix}quality": "24"}

    response = boss.post(page_of(formula), typed)

    assert "Somebody else changed these weights" in response.content.decode()
    assert weights(formula, "mcp")[:2] == (1900, 2600)
    again = typed | {"opened": [str(response.context["adminform"].form["opened"].value())]}
    assert boss.post(page_of(formula), again).status_code == 302
    assert weights(formula, "mcp")[:2] == (2100, 2400)


def test_draft_that_was_sealed_meanwhile_is_not_changed(boss: Client) -> None:
    formula = draft()
    form = form_of(boss, page_of(formula))
    drain_all()
    press(boss, formula, "prepare", reason="Now.")
    boss.get(page_of(formula))

    response = boss.post(page_of(formula), form | {"note": "Forged."})

    assert response.headers["Location"] == page_of(formula)
    assert told(boss, page_of(formula)) == ["Formula 3.0.0 is sealed: copy it and change the copy."]
    formula.refresh_from_db()
    assert formula.note == "A test."


def test_rows_of_another_formula_cannot_be_sent(boss: Client) -> None:
    formula, other = draft(), draft()
    form = form_of(boss, page_of(formula))
    prefix = prefix_of(form, formula, "mcp")
    theirs = str(other.profiles.get(type_key="mcp").pk)

    boss.post(page_of(formula), form | {f"{prefix}id": theirs, f"{prefix}adoption": "21"})

    assert weights(other, "mcp") == (2000, 2500, 1500, 2500, 1500, 120)


def test_rows_are_not_added_by_a_forged_form(boss: Client) -> None:
    formula = draft()
    form = form_of(boss, page_of(formula))
    extra = {f"weights-19-{name}": value for name, value in SUMS.items()}
    forged = form | {"weights-TOTAL_FORMS": "20", "weights-19-half_life": "100"} | extra

    boss.post(page_of(formula), forged | {"weights-19-type_key": "other"})

    assert formula.profiles.count() == 19


def test_draft_is_deleted(boss: Client) -> None:
    formula = draft()

    boss.post(f"{LIST}{formula.pk}/delete/", {"post": "yes"})

    assert not Formula.objects.filter(pk=formula.pk).exists()
    assert not WeightProfile.objects.filter(formula=formula.pk).exists()


def test_draft_that_others_are_copies_of_is_kept(boss: Client) -> None:
    formula = draft()
    copy_formula(formula=formula, by=None)

    boss.post(f"{LIST}{formula.pk}/delete/", {"post": "yes"})

    assert Formula.objects.filter(pk=formula.pk).exists()


def test_sealed_formula_is_not_deleted_and_the_desk_says_why(boss: Client) -> None:
    response = boss.post(f"{LIST}{active().pk}/delete/", {"post": "yes"})

    assert response.status_code == 302
    assert told(boss, LIST) == ["Formula 2.0.0 is sealed: copy it and change the copy."]
    assert Formula.objects.active().exists()


def test_several_are_never_deleted_at_once(boss: Client) -> None:
    draft()

    chosen = list(Formula.objects.values_list("pk", flat=True))
    boss.post(LIST, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})

    assert Formula.objects.count() == 2


def test_formula_is_not_added_out_of_nothing(boss: Client) -> None:
    assert boss.get(f"{LIST}add/").status_code == 403


@pytest.mark.parametrize("button", ["copy", "prepare", "preview"])
@pytest.mark.parametrize("object_id", ["999", "nonsense"])
def test_button_of_a_formula_that_is_not_there_is_not_found(
    boss: Client, button: str, object_id: str
) -> None:
    fields = {"_form_submitted": "on", "note": "x", "reason": "x"}

    assert boss.post(f"{LIST}{object_id}/{button}/", fields).status_code == 404
