"""Editorial verdicts in the database: what they must hold, who wrote what, and merges."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from catalog.models import Artifact
from catalog.services.merging import merge_artifacts
from comparisons.deciding import values_of
from comparisons.editorial import Words
from comparisons.models import EditorialVerdict
from comparisons.services import verdicts
from comparisons.services.lookup import find
from comparisons.services.written import pairs_of, published_pair, written_for
from tests import builders
from tests.comparisons.written import WORDS, WRITTEN_ON, stored, two, written

pytestmark = pytest.mark.django_db
LATER = date(2026, 7, 1)
OTHER_WORDS = Words("you need Alpha in another way.", "you need Beta in another way.")


def row(**fields: Any) -> EditorialVerdict:
    """A row as it could be stored, of two artifacts without a verdict."""
    values: dict[str, Any] = {
        "choose_first": "you need the first.",
        "choose_second": "you need the second.",
        "deciding_rows": ["licence"],
        "deciding_values": {"licence": ["MIT", "Unknown"]},
        "author_name": "Kim Ode",
        "written_on": WRITTEN_ON,
    }
    values["first"] = fields.pop("first", None) or builders.published_artifact()
    values["second"] = fields.pop("second", None) or builders.published_artifact()
    return EditorialVerdict(**values | fields)


def history(verdict: EditorialVerdict) -> list[tuple[str, Any, str]]:
    """What was done, by whom and why, oldest first."""
    events = EditorialVerdict.pgh_event_model.objects  # type: ignore[attr-defined]
    return [
        (
            event.pgh_label,
            event.pgh_context.metadata.get("user"),
            event.pgh_context.metadata["reason"],
        )
        for event in events.filter(pgh_obj=verdict.pk)
        .select_related("pgh_context")
        .order_by("pgh_id")
    ]


REFUSED = [
    ("on_two", {"second": "the first"}, "Choose two different artifacts."),
    ("says_both", {"choose_first": ""}, "Say of both when to choose them."),
    ("says_both", {"choose_second": ""}, "Say of both when to choose them."),
    ("decided_by_a_row", {"deciding_rows": []}, "Choose at least one row that decides."),
    ("signed", {"author_name": ""}, "An editorial verdict is signed."),
    ("stale_with_its_rows", {"state": "stale"}, "What is stale says since when and by which rows."),
    (
        "stale_with_its_rows",
        {"stale_rows": ["licence"], "stale_since": builders.NOON},
        "What is stale says since when and by which rows.",
    ),
]


@pytest.mark.parametrize(("name", "fields", "told"), REFUSED)
def test_rule_of_the_database_holds_and_is_told(
    name: str, fields: dict[str, Any], told: str
) -> None:
    first = builders.published_artifact()
    given = {**fields, **({"second": first} if "second" in fields else {})}
    broken = row(first=first, **given)

    with pytest.raises(ValidationError, match=told):
        broken.validate_constraints()
    with pytest.raises(IntegrityError, match=f"editorial_verdict_{name}"):
        broken.save()


def test_pair_has_one_verdict_whichever_is_named_first() -> None:
    one = row()
    one.save()
    again = row(first=one.second, second=one.first)

    with pytest.raises(ValidationError, match="change it, or withdraw it first"):
        again.validate_constraints()
    with pytest.raises(IntegrityError, match="editorial_verdict_once_per_pair"):
        again.save()


def test_withdrawn_verdict_makes_room_for_another() -> None:
    one = row(state="withdrawn")
    one.save()

    row(first=one.second, second=one.first).save()

    assert EditorialVerdict.objects.count() == 2


def test_verdict_keeps_words_rows_and_what_both_showed() -> None:
    author = builders.user("reviewer", first_name="Kim", last_name="Ode")
    alpha, beta = two()

    verdict = written(beta, alpha, rows=("licence", "lifecycle", "licence"), by=author)

    assert (verdict.first, verdict.second) == (alpha, beta)
    assert (verdict.choose_first, verdict.choose_second) == (
        WORDS.choose_first,
        WORDS.choose_second,
    )
    assert verdict.deciding_rows == ["licence", "lifecycle"]
    assert verdict.deciding_values == {
        "type": ["Model", "Model"],
        "licence": ["MIT", "Unknown"],
        "lifecycle": ["Active", "Active"],
    }
    assert (verdict.author, verdict.author_name) == (author, "Kim Ode")
    assert (verdict.state, verdict.written_on) == ("current", WRITTEN_ON)
    assert history(verdict) == [("insert", author.pk, "written")]


def test_name_stays_when_the_account_goes() -> None:
    author = builders.user("reviewer", first_name="Kim", last_name="Ode")
    verdict = written(by=author)

    author.delete()

    verdict.refresh_from_db()
    assert (verdict.author, verdict.author_name) == (None, "Kim Ode")


def test_login_is_never_the_signature() -> None:
    assert written(by=builders.user("reviewer", username="kim")).author_name == "An editor"


def test_second_verdict_on_a_pair_is_refused_and_leaves_the_first() -> None:
    verdict = written()

    with pytest.raises(verdicts.VerdictRefused, match="change it, or withdraw it first"):
        written(verdict.second, verdict.first, words=OTHER_WORDS)

    assert stored(verdict).choose_first == WORDS.choose_first


def test_words_that_break_a_rule_are_refused_and_nothing_is_written() -> None:
    with pytest.raises(verdicts.VerdictRefused) as refused:
        written(words=Words("short", WORDS.choose_second))

    assert list(refused.value.problems) == ["choose_first"]
    assert EditorialVerdict.objects.count() == 0


def test_unpublished_artifacts_make_no_pair() -> None:
    alpha, draft = builders.published_artifact(), builders.artifact()

    assert published_pair(alpha.pk, draft.pk) is None


def test_rewriting_is_signed_by_who_does_it_and_the_earlier_words_stay() -> None:
    author = builders.user("reviewer", first_name="Kim", last_name="Ode")
    other = builders.user("reviewer", first_name="Bo", last_name="Lind")
    verdict = written(by=author)
    Artifact.objects.filter(pk=verdict.first_id).update(licence_spdx="Apache-2.0")

    verdicts.rewrite(
        verdict=verdict,
        pair=pairs_of([verdict])[verdict.pk],
        words=OTHER_WORDS,
        rows=["licence"],
        by=other,
        on=LATER,
        reason="The licence changed.",
    )

    now = stored(verdict)
    assert (now.choose_first, now.author_name, now.written_on) == (
        OTHER_WORDS.choose_first,
        "Bo Lind",
        LATER,
    )
    assert now.deciding_values["licence"] == ["Apache-2.0", "Unknown"]
    assert now.revision == 2
    assert history(verdict) == [
        ("insert", author.pk, "written"),
        ("update", other.pk, "The licence changed."),
    ]
    events = EditorialVerdict.pgh_event_model.objects  # type: ignore[attr-defined]
    assert list(events.order_by("pgh_id").values_list("choose_first", flat=True)) == [
        WORDS.choose_first,
        OTHER_WORDS.choose_first,
    ]


def shown_to_confirm(verdict: EditorialVerdict) -> dict[str, tuple[str, str]]:
    comparison = pairs_of([verdict])[verdict.pk].comparison
    return values_of(comparison, verdict.deciding_rows)


def test_confirming_takes_the_new_values_and_the_day_and_keeps_the_author() -> None:
    author = builders.user("reviewer", first_name="Kim", last_name="Ode")
    other = builders.user("reviewer")
    verdict = written(by=author)
    Artifact.objects.filter(pk=verdict.first_id).update(licence_spdx="Apache-2.0")
    EditorialVerdict.objects.update(
        state="stale", stale_since=builders.NOON, stale_rows=["licence"]
    )

    verdicts.confirm(verdict_id=verdict.pk, seen=shown_to_confirm(verdict), by=other, on=LATER)

    now = stored(verdict)
    assert (now.state, now.stale_since, now.stale_rows) == ("current", None, [])
    assert now.deciding_values["licence"] == ["Apache-2.0", "Unknown"]
    assert (now.author_name, now.written_on) == ("Kim Ode", LATER)
    assert history(verdict)[-1] == ("update", other.pk, "still right")


def test_confirming_what_changed_since_it_was_seen_is_refused() -> None:
    verdict = written()
    seen = shown_to_confirm(verdict)
    Artifact.objects.filter(pk=verdict.first_id).update(licence_spdx="Apache-2.0")

    with pytest.raises(verdicts.VerdictRefused, match="read them again: Licence"):
        verdicts.confirm(verdict_id=verdict.pk, seen=seen, by=None, on=LATER)

    assert stored(verdict).deciding_values["licence"] == ["MIT", "Unknown"]


def test_confirming_on_an_unpublished_artifact_is_refused() -> None:
    verdict = written()
    seen = shown_to_confirm(verdict)
    Artifact.objects.filter(pk=verdict.first_id).update(state="archived")

    with pytest.raises(verdicts.VerdictRefused, match="have to be published"):
        verdicts.confirm(verdict_id=verdict.pk, seen=seen, by=None, on=LATER)


def test_withdrawn_verdict_is_neither_shown_nor_changed() -> None:
    verdict = written()

    verdicts.withdraw(verdict_id=verdict.pk, by=None, reason="Both were sold.")

    assert written_for(find(["alpha", "beta"]).artifacts) is None
    assert history(verdict)[-1] == ("update", None, "Both were sold.")
    with pytest.raises(verdicts.VerdictRefused, match="is withdrawn"):
        verdicts.withdraw(verdict_id=verdict.pk, by=None)


def test_page_gets_both_texts_in_its_own_order() -> None:
    verdict = written()
    Artifact.objects.filter(pk=verdict.first_id).update(slug="zeta")

    said = written_for(find(["beta", "zeta"]).artifacts)

    assert said is not None
    assert said.choose == (WORDS.choose_second, WORDS.choose_first)
    assert said.values["licence"] == ("Unknown", "MIT")


def test_verdict_follows_a_merged_artifact() -> None:
    verdict = written()
    keep = builders.published_artifact(slug="gamma")

    merge_artifacts(keep=keep, merged=verdict.first, by=None)

    now = stored(verdict)
    assert (now.first, now.second, now.state) == (keep, verdict.second, "current")
    assert now.choose_first == WORDS.choose_first
    assert EditorialVerdict.objects.moved().get() == now


@pytest.mark.parametrize("side", ["first", "second"])
def test_merge_leaves_one_verdict_to_a_pair_and_withdraws_the_other(side: str) -> None:
    verdict = written()
    keep = builders.published_artifact(slug="gamma")
    other = verdict.second if side == "first" else verdict.first
    stays = written(keep, other)

    merge_artifacts(keep=keep, merged=getattr(verdict, side), by=None)

    assert (stored(stays).state, stored(verdict).state) == ("current", "withdrawn")
    assert getattr(stored(verdict), side) == keep


def test_verdict_on_two_records_of_one_thing_goes_with_their_merge() -> None:
    verdict = written()

    merge_artifacts(keep=verdict.first, merged=verdict.second, by=None)

    assert not EditorialVerdict.objects.exists()
    assert [label for label, *_ in history(verdict)] == ["insert", "delete"]


def test_verdict_goes_with_a_deleted_artifact_and_leaves_its_history() -> None:
    verdict = written()

    verdict.first.delete()

    events = EditorialVerdict.pgh_event_model.objects  # type: ignore[attr-defined]
    labels = (
        events.filter(pgh_obj=verdict.pk).order_by("pgh_id").values_list("pgh_label", flat=True)
    )
    assert list(labels) == ["insert", "delete"]
