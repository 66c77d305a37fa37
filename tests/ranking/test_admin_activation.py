"""Drafts tried out on the desk, and sealed for an epoch."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from catalog.signals import facts_changed
from ranking.models import Epoch, EpochState, Formula, FormulaState
from ranking.services import drain_all
from ranking.services.generating import generate
from ranking.services.preparing import discard_epoch
from tests.catalog.desk import desk_client
from tests.ranking.conftest import AS_OF
from tests.ranking.desk import buttons, computed_epoch, draft, page_of, press, text_of, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
LIST = "/admin/ranking/formula/"


@pytest.fixture
def boss() -> Client:
    return desk_client("administrator")[0]


def active() -> Formula:
    return Formula.objects.active().get()


def preview_of(formula: Formula) -> str:
    return f"{LIST}{formula.pk}/preview/"


def test_preview_opens_without_computing(boss: Client) -> None:
    page = text_of(boss, preview_of(draft()))

    assert "Compute the preview" in page
    assert "The largest moves" not in page


def test_preview_shows_what_moves_and_leaves_the_draft(boss: Client) -> None:
    generate(artifacts=60, seed=1, today=AS_OF)
    drain_all()
    formula = draft()

    page = boss.post(preview_of(formula)).content.decode()

    for words in ("Computed for all", "listed ranks move", "First five then", "Median change"):
        assert words in page, words
    formula.refresh_from_db()
    assert formula.is_draft
    assert Epoch.objects.count() == 1


def test_preview_of_nothing_new_says_so(boss: Client) -> None:
    page = boss.post(preview_of(draft(adoption=3500))).content.decode()

    assert "Nothing to preview. Formula 3.0.0 has the weights of the active one." in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_preview_beside_an_epoch_leads_to_it(boss: Client, method: str) -> None:
    other = computed_epoch()

    page = getattr(boss, method)(preview_of(draft(adoption=1000, quality=4500))).content.decode()

    assert f'href="{page_of(other)}"' in page
    assert "is being prepared" in page
    assert "Compute the preview" not in page


def test_preview_of_a_sealed_formula_says_so(boss: Client) -> None:
    page = boss.post(preview_of(active())).content.decode()

    assert "Nothing to preview. Formula 2.0.0 is sealed already; copy it." in page


# --- Activation -----------------------------------------------------------------------------


def test_activation_seals_the_draft_and_leads_to_its_epoch(boss: Client) -> None:
    formula = draft()

    response = press(boss, formula, "prepare", reason="Agreed on.")

    epoch = Epoch.objects.shadow().get()
    formula.refresh_from_db()
    assert response.headers["HX-Redirect"] == page_of(epoch)
    assert (epoch.formula, epoch.note, formula.state) == (formula, "Agreed on.", "shadow")
    assert epoch.opened_by is not None
    words = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert words == [f"Sealed for {epoch}: Agreed on.", "Opened for 3.0.0: Agreed on."]


def test_activation_tells_the_worker(
    boss: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    heard: list[object] = []

    def hear(sender: object, **kwargs: Any) -> None:
        heard.append(sender)

    formula = draft()
    facts_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        press(boss, formula, "prepare", reason="Agreed on.")
    facts_changed.disconnect(hear)

    assert heard == [None]


def test_activation_needs_a_reason(boss: Client) -> None:
    press(boss, draft(), "prepare", reason="")

    assert not Epoch.objects.shadow().exists()


@pytest.mark.parametrize(
    ("adoption", "words"),
    [
        (3500, "Formula 3.0.0 has the weights of the active one."),
        (1500, "is being prepared already: switch to it or discard it."),
    ],
)
def test_activation_that_is_refused_becomes_a_message(
    boss: Client, adoption: int, words: str
) -> None:
    other = computed_epoch() if "already" in words else None
    formula = draft(adoption=adoption, quality=5500 - adoption)

    press(boss, formula, "prepare", reason="Agreed on.")

    (message,) = told(boss, page_of(formula))
    assert message.replace("4.0.0", "3.0.0").endswith(words)
    formula.refresh_from_db()
    assert formula.is_draft
    assert Epoch.objects.shadow().first() == other


def test_sealed_formula_is_not_activated_again(boss: Client) -> None:
    epoch = computed_epoch()
    discard_epoch(epoch=epoch)

    press(boss, epoch.formula, "prepare", reason="Again.")

    assert told(boss, LIST) == ["Formula 3.0.0 is sealed already; copy it."]
    assert Epoch.objects.get(pk=epoch.pk).state == EpochState.DISCARDED


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("draft", ["Preview", "Prepare activation", "Copy as a draft"]),
        ("active", ["Copy as a draft"]),
    ],
)
def test_buttons_follow_the_state(boss: Client, state: str, shown: list[str]) -> None:
    draft()

    assert buttons(boss, Formula.objects.get(state=FormulaState(state))) == shown


def test_history_tells_who_did_what_and_why(boss: Client) -> None:
    press(boss, active(), "copy", note="Records count more.")

    copy = Formula.objects.get(state="draft")
    page = text_of(boss, page_of(copy).replace("change", "history"))

    assert "Copied from 2.0.0: Records count more." in page
