"""Who may do what to formulas, epochs and points by hand, asked from the outside."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db.models import Model
from django.test import Client

from ranking import tasks
from ranking.forms.dialogs import today
from ranking.models import Adjustment, Epoch, Formula
from ranking.services.preparing import prepare_epoch
from tests import builders
from tests.catalog.desk import desk_client, form_of
from tests.ranking.desk import buttons, computed_epoch, draft, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
SENT = {"_form_submitted": "on", "note": "x", "reason": "x"}
EDITOR, REVIEWER = "editor", "reviewer"


@pytest.fixture(autouse=True)
def nothing_is_asked_of_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    for task in (tasks.switch_epoch, tasks.close_epoch, tasks.check_epoch):
        monkeypatch.setattr(task, "delay", lambda **given: pytest.fail("A worker was asked."))


def adjustment() -> Adjustment:
    return Adjustment.objects.create(
        artifact=builders.artifact(),
        tenths=5,
        reason="A test.",
        starts_on=today(),
        ends_on=today() + timedelta(days=9),
    )


def shadow() -> Epoch:
    return prepare_epoch(as_of=None, at=builders.NOON)


# Each act of the desk: a row to do it to, and where its dialog is sent.
Make = Callable[..., Any]
ACTS: dict[str, tuple[Make, str]] = {
    "copy": (Formula.objects.get, "formula/{}/copy/"),
    "prepare": (draft, "formula/{}/prepare/"),
    "change a draft": (draft, "formula/{}/change/"),
    "delete a draft": (draft, "formula/{}/delete/"),
    "close": (Epoch.objects.get, "epoch/close/"),
    "check": (computed_epoch, "epoch/{}/check_again/"),
    "switch": (computed_epoch, "epoch/{}/switch/"),
    "switch anyway": (computed_epoch, "epoch/{}/switch_anyway/"),
    "discard": (shadow, "epoch/{}/discard/"),
    "restore": (Epoch.objects.get, "epoch/{}/restore/"),
    "adjust": (Formula.objects.get, "adjustment/add/"),
    "end": (adjustment, "adjustment/{}/end/"),
}
OF_REVIEWERS = {"adjust", "end"}
READ: dict[str, tuple[Make, str]] = {
    "preview": (draft, "formula/{}/preview/"),
    "progress": (shadow, "epoch/{}/progress/"),
}
ALL = ACTS | READ


def address_of(act: str, row: Model) -> str:
    return "/admin/ranking/" + ALL[act][1].format(row.pk)


def state() -> tuple[Any, ...]:
    """Everything that an act could have changed."""
    return (
        list(Formula.objects.values_list("pk", "state", "note")),
        list(Epoch.objects.values_list("pk", "state", "checked_at", "waived")),
        list(Adjustment.objects.values_list("pk", "ends_on")),
    )


def refused(client: Client, act: str, method: str) -> int:
    row = ACTS[act][0]()
    before = state()
    response = getattr(client, method)(address_of(act, row), SENT | {"post": "yes"})
    assert state() == before
    return int(response.status_code)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("act", sorted(set(ACTS) - {"change a draft"}))
def test_editor_is_refused_every_act(act: str, method: str) -> None:
    client, _ = desk_client(EDITOR)

    assert refused(client, act, method) == 403


@pytest.mark.parametrize("act", sorted(set(ACTS) - OF_REVIEWERS - {"change a draft"}))
def test_reviewer_is_refused_what_administrators_do(act: str) -> None:
    client, _ = desk_client(REVIEWER)

    assert refused(client, act, "post") == 403


@pytest.mark.parametrize("role", [EDITOR, REVIEWER])
def test_draft_is_not_changed_by_a_forged_form(role: str) -> None:
    formula = draft()
    form = form_of(desk_client("administrator")[0], page_of(formula)) | {"note": "Forged."}
    client, _ = desk_client(role)

    response = client.post(page_of(formula), form)

    formula.refresh_from_db()
    assert (response.status_code, formula.note) == (403, "A test.")


@pytest.mark.parametrize("act", sorted(ALL))
@pytest.mark.parametrize("method", ["get", "post"])
def test_visitor_is_sent_to_the_login(act: str, method: str) -> None:
    row = ALL[act][0]()
    before, address = state(), address_of(act, row)

    response = getattr(Client(), method)(address)

    assert response.headers["Location"] == f"/admin/login/?next={address}"
    assert state() == before


@pytest.mark.parametrize("act", sorted(ALL))
def test_staff_without_a_role_are_refused(act: str) -> None:
    client = Client()
    client.force_login(builders.user(is_staff=True))
    row = ALL[act][0]()
    before = state()

    response = client.post(address_of(act, row), SENT)

    assert (response.status_code, state()) == (403, before)


@pytest.mark.parametrize("role", [EDITOR, REVIEWER, "administrator"])
@pytest.mark.parametrize("act", sorted(READ))
def test_everybody_with_a_role_may_look(role: str, act: str) -> None:
    client, _ = desk_client(role)

    assert client.get(address_of(act, READ[act][0]())).status_code == 200


@pytest.mark.parametrize("act", sorted(OF_REVIEWERS))
def test_reviewer_opens_the_form_for_points(act: str) -> None:
    client, _ = desk_client(REVIEWER)

    assert client.get(address_of(act, ACTS[act][0]())).status_code == 200


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (EDITOR, (["Preview"], [], [])),
        (REVIEWER, (["Preview"], [], ["End it now"])),
        (
            "administrator",
            (["Preview", "Prepare activation", "Copy as a draft"], ["Discard"], ["End it now"]),
        ),
    ],
)
def test_buttons_follow_the_role(role: str, shown: tuple[list[str], ...]) -> None:
    client, _ = desk_client(role)

    assert tuple(buttons(client, make()) for make in (draft, shadow, adjustment)) == shown


@pytest.mark.parametrize(("role", "shown"), [(EDITOR, 0), (REVIEWER, 0), ("administrator", 1)])
def test_epoch_is_closed_by_administrators(role: str, shown: int) -> None:
    client, _ = desk_client(role)

    page = client.get("/admin/ranking/epoch/")

    assert len(page.context["actions_list"]) == shown


@pytest.mark.parametrize("role", [EDITOR, REVIEWER])
def test_draft_is_read_only_for_all_but_administrators(role: str) -> None:
    client, _ = desk_client(role)
    formula = draft()

    assert "note" not in form_of(client, page_of(formula))
    assert "Weights by type, in per cent" in client.get(page_of(formula)).content.decode()


@pytest.mark.parametrize(
    ("role", "granted"),
    [
        (EDITOR, set()),
        (REVIEWER, {"add_adjustment", "change_adjustment"}),
        (
            "administrator",
            {"add_adjustment", "change_adjustment", "add_formula", "change_formula"}
            | {"delete_formula", "change_weightprofile", "switch_epoch"},
        ),
    ],
)
def test_migration_grants_these_rights_and_no_others(role: str, granted: set[str]) -> None:
    of_role = Permission.objects.filter(group__name=role, content_type__app_label="ranking")
    names = set(of_role.values_list("codename", flat=True))

    writing = {name for name in names if not name.startswith("view_")}
    others = {name for name in writing if "qualityresult" not in name}
    assert others == granted | {"change_linkcheck"}
    assert {"view_formula", "view_epoch", "view_adjustment", "view_score"} <= names
