"""Editorial verdicts for tests against the database."""

from datetime import date
from typing import Any

from django.contrib.auth.models import User

from catalog.models import Artifact
from comparisons.editorial import Words
from comparisons.models import EditorialVerdict
from comparisons.services import verdicts
from comparisons.services.written import published_pair
from tests import builders

WORDS = Words(
    choose_first="you need the first for what it does.",
    choose_second="you need the second for what it does.",
)
WRITTEN_ON = date(2026, 6, 3)


def two(**fields: Any) -> tuple[Artifact, Artifact]:
    """Published: Alpha under MIT and Beta without a known licence."""
    alpha = builders.published_artifact(slug="alpha", name="Alpha", licence_spdx="MIT", **fields)
    return alpha, builders.published_artifact(slug="beta", name="Beta", **fields)


def written(
    one: Artifact | None = None,
    other: Artifact | None = None,
    *,
    rows: tuple[str, ...] = ("licence",),
    words: Words = WORDS,
    by: User | None = None,
) -> EditorialVerdict:
    """A verdict as reviewers write them, on two new artifacts unless told otherwise."""
    if one is None or other is None:
        one, other = two()
    pair = published_pair(one.pk, other.pk)
    assert pair is not None
    verdict = verdicts.write(pair=pair, words=words, rows=rows, by=by, on=WRITTEN_ON)
    verdict.refresh_from_db()
    return verdict


def stored(verdict: EditorialVerdict) -> EditorialVerdict:
    return EditorialVerdict.objects.select_related("first", "second").get(pk=verdict.pk)
