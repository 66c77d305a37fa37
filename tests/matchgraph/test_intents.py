"""A search as it comes in: what is kept of it, and the intent it belongs to."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from matchgraph.models import Intent, QueryForm, Search
from matchgraph.services.intents import digest_of, intent_for, note_search
from tests.builders import NOON

pytestmark = pytest.mark.django_db


def noted(text: str = "transcribe a podcast", **fields: Any) -> Search | None:
    given: dict[str, Any] = {
        "search_id": uuid4(),
        "text": text,
        "keys": SimpleNamespace(visitor=b"visitor1", prefix=b"prefix01"),
        "surface": "page",
        "found": 3,
        "strength": 600_000,
        "matched": [3, 1, 2],
        "now": NOON,
    }
    return note_search(**given | fields)


def test_search_is_kept_with_its_intent() -> None:
    search = noted("  Transcribe a PODCAST! ", capabilities=[7, 7, 5])

    assert search is not None
    assert (search.text, search.day, search.trusted, search.reason) == (
        "transcribe a podcast",
        NOON.date(),
        True,
        "",
    )
    assert (search.matched, search.capabilities) == ([3, 1, 2], [7, 5])
    form = QueryForm.objects.get()
    assert (form.intent_id, form.first_seen_on) == (search.intent_id, NOON.date())
    assert search.intent.label == ""


def test_other_spelling_of_a_wording_is_the_same_intent() -> None:
    first, second = noted("text-to-speech"), noted("Text to_Speech")

    assert first is not None
    assert second is not None
    assert first.intent_id == second.intent_id
    assert Intent.objects.count() == 1


def test_version_makes_another_wording() -> None:
    assert intent_for("gpt 4.1", now=NOON) != intent_for("gpt 4.5", now=NOON)


def test_wording_is_not_in_its_form() -> None:
    noted("transcribe a podcast")

    digest = bytes(QueryForm.objects.get().digest)
    assert digest == digest_of("transcribe a podcast")
    assert len(digest) == 32


def test_other_secret_key_makes_other_digests(settings: Any) -> None:
    before = digest_of("transcribe a podcast")

    settings.SECRET_KEY = "another key"

    assert digest_of("transcribe a podcast") != before


@pytest.mark.parametrize("text", ["jo@example.org", "sk-proj-" + "a1B2c3D4" * 5, "!!!", "the"])
def test_nothing_is_kept_of_what_says_nothing_or_only_who(text: str) -> None:
    assert noted(text) is None
    assert intent_for(text, now=NOON) is None
    assert (Search.objects.count(), Intent.objects.count(), QueryForm.objects.count()) == (0, 0, 0)


def test_personal_part_of_a_search_is_not_kept() -> None:
    search = noted("send invoices to jo.doe@example.org with an agent")

    assert search is not None
    assert search.text == "send invoices to with agent"


def test_typeahead_is_not_kept() -> None:
    assert noted(surface="typeahead") is None
    assert Search.objects.count() == 0


def test_doubted_search_says_why() -> None:
    search = noted(doubt="bot")

    assert search is not None
    assert (search.trusted, search.reason) == (False, "bot")


def test_lists_are_bounded() -> None:
    search = noted(matched=list(range(300)), capabilities=list(range(50)), strength=2_000_000)

    assert search is not None
    assert (len(search.matched), len(search.capabilities), search.strength) == (100, 20, 1_000_000)


def test_wording_seen_again_is_remembered_by_its_last_day() -> None:
    noted()
    noted(now=NOON + timedelta(days=3))

    form = QueryForm.objects.get()
    assert (form.first_seen_on, form.last_seen_on) == (
        NOON.date(),
        NOON.date() + timedelta(days=3),
    )


def test_merged_intent_is_led_to_the_one_that_counts() -> None:
    first, second = intent_for("podcast to text", now=NOON), intent_for("asr", now=NOON)
    assert first is not None
    assert second is not None
    Intent.objects.filter(pk=second.pk).update(merged_into=first, merged_on=NOON.date())

    assert intent_for("asr", now=NOON) == first


def test_merges_lead_to_what_counts_in_one_step() -> None:
    one, two, three = (Intent.objects.create(created_at=NOON) for _ in range(3))
    day = NOON.date()
    Intent.objects.filter(pk=one.pk).update(merged_into=two, merged_on=day)

    for pk, into in [(three.pk, one), (two.pk, three)]:
        with pytest.raises(IntegrityError, match="two steps"), transaction.atomic():
            Intent.objects.filter(pk=pk).update(merged_into=into, merged_on=day)
