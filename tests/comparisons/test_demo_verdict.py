"""The demo's one editorial verdict: written once, and true of the demo catalog."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from catalog.models import Artifact
from comparisons.editorial import Words
from comparisons.models import EditorialVerdict
from comparisons.services import reviewing, verdicts
from comparisons.services.demo import write_demo_verdict
from comparisons.services.written import published_pair
from tests import builders
from tests.comparisons.ranked import rank_all

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def test_demo_verdict_is_written_once_and_holds_with_the_ranks(client: Client) -> None:
    call_command("load_demo", verbosity=0)
    editor = builders.user("reviewer", first_name="Demo", last_name="editor")

    first = write_demo_verdict(by=editor, on=TODAY)
    again = write_demo_verdict(by=editor, on=TODAY)
    rank_all()
    reviewing.review_verdicts(at=builders.NOON)

    assert first is not None
    assert again is None
    verdict = EditorialVerdict.objects.get()
    assert (verdict.state, verdict.author_name) == ("current", "Demo editor")
    page = client.get("/compare/codex-cli-vs-opencode/").content.decode()
    assert "Choose Codex CLI if …" in page
    assert "Written before" not in page


def test_withdrawn_demo_verdict_stays_withdrawn() -> None:
    for slug in ("codex-cli", "opencode"):
        builders.published_artifact(slug=slug)
    one, other = Artifact.objects.values_list("pk", flat=True)
    pair = published_pair(one, other)
    assert pair is not None
    text = Words("you need what the first one does.", "you need the other one’s ways.")
    row = verdicts.write(pair=pair, words=text, rows=["licence"], by=None, on=TODAY)
    verdicts.withdraw(verdict_id=row.pk, by=None)

    assert write_demo_verdict(by=None, on=TODAY) is None


def test_catalog_that_is_another_by_now_gets_none() -> None:
    assert write_demo_verdict(by=None, on=TODAY) is None

    for slug in ("codex-cli", "opencode"):
        builders.published_artifact(slug=slug)

    assert write_demo_verdict(by=None, on=TODAY) is None
    assert not EditorialVerdict.objects.exists()
