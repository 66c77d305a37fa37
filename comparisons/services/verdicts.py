"""Editorial verdicts: written, confirmed and withdrawn by reviewers, and moved by a merge."""

from collections.abc import Mapping, Sequence
from datetime import date

import pghistory
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from catalog.models import Artifact
from comparisons.deciding import Texts, changes, values_of
from comparisons.editorial import Words, problems_of
from comparisons.models import EditorialVerdict, VerdictState
from comparisons.services.written import Pair, as_written, pairs_of
from comparisons.table import Comparison

ONCE = "There is an editorial verdict on these two: change it, or withdraw it first."
MOVED = "These rows changed meanwhile; read them again: {}."
NOT_PUBLISHED = "Both artifacts have to be published first."
UNSIGNED = "An editor"


class VerdictRefused(Exception):
    """What cannot be said or done; `problems` tells why, by field, "" for the whole."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems.values()))


@transaction.atomic
def write(
    *,
    pair: Pair,
    words: Words,
    rows: Sequence[str],
    by: AbstractBaseUser | None,
    on: date,
    reason: str = "",
) -> EditorialVerdict:
    """A new verdict on these two. Raises VerdictRefused, with every problem, and writes nothing."""
    _refuse(problems_of(words, rows, pair.comparison))
    first, second = pair.artifacts
    verdict = EditorialVerdict(first=first, second=second)
    with pghistory.context(user=_key(by), reason=reason or "written"):
        try:
            with transaction.atomic():
                _store(verdict, pair, words, rows, on=on, by=by)
        except IntegrityError as error:
            raise VerdictRefused({"": ONCE}) from error
    return verdict


@transaction.atomic
def rewrite(
    *,
    verdict: EditorialVerdict,
    pair: Pair,
    words: Words,
    rows: Sequence[str],
    by: AbstractBaseUser | None,
    on: date,
    reason: str,
) -> None:
    """Other words or rows, signed by who writes them; the earlier ones stay in the history.

    `pair` and `words` are in the order of the verdict's own first and second. Raises
    VerdictRefused for a withdrawn one, and for what `write` refuses.
    """
    kept = _locked(verdict.pk)
    _refuse(problems_of(words, rows, pair.comparison))
    with pghistory.context(user=_key(by), reason=reason or "rewritten"):
        _store(kept, pair, words, rows, on=on, by=by)


@transaction.atomic
def confirm(
    *,
    verdict_id: int,
    seen: Mapping[str, Texts],
    by: AbstractBaseUser | None,
    on: date,
    reason: str = "",
) -> None:
    """Let it stand as it is, with what both sides show now and today's date.

    `seen` is what was on the screen of who confirms it: if that has changed, they are asked
    again. Raises VerdictRefused.
    """
    verdict = _locked(verdict_id)
    pair = pairs_of([verdict]).get(verdict.pk)
    if pair is None:
        raise VerdictRefused({"": NOT_PUBLISHED})
    words = as_written(verdict).words
    _refuse(problems_of(words, verdict.deciding_rows, pair.comparison))
    _refuse(unseen(seen, verdict.deciding_rows, pair.comparison))
    with pghistory.context(user=_key(by), reason=reason or "still right"):
        _store(verdict, pair, words, verdict.deciding_rows, on=on)


@transaction.atomic
def withdraw(*, verdict_id: int, by: AbstractBaseUser | None, reason: str = "") -> None:
    """Show it nowhere from now on; the row and its history stay. Raises VerdictRefused."""
    verdict = _locked(verdict_id)
    with pghistory.context(user=_key(by), reason=reason or "withdrawn"):
        _put_away(verdict)
        verdict.save()


@transaction.atomic
def follow_merge(*, keep: Artifact, merged: Artifact) -> None:
    """Verdicts on `merged` become verdicts on `keep`, before `merged` is deleted.

    Where `keep` has one with the same other artifact, that one stands and this is withdrawn. A
    verdict on the two records themselves goes: they were one thing.
    """
    for side, other in (("first", "second"), ("second", "first")):
        rows = EditorialVerdict.objects.filter(**{side: merged}).exclude(**{other: keep})
        for verdict in rows.select_for_update():
            live = EditorialVerdict.objects.live()
            if live.of_pair(keep.pk, getattr(verdict, f"{other}_id")).exists():
                _put_away(verdict)
            setattr(verdict, side, keep)
            verdict.checked = []
            verdict.save()


def unseen(
    seen: Mapping[str, Texts], rows: Sequence[str], comparison: Comparison
) -> dict[str, str]:
    """A problem where one of the rows does not show what its writer saw."""
    shown = {key: seen.get(key, ("", "")) for key in rows}
    moved = dict.fromkeys(change.label for change in changes(shown, comparison))
    return {"deciding_rows": MOVED.format(", ".join(moved))} if moved else {}


def signature(user: AbstractBaseUser | None) -> str:
    """How a verdict is signed: by the account's first and last name, never by its login."""
    full_name = getattr(user, "get_full_name", lambda: "")()
    return full_name or UNSIGNED


def _store(
    verdict: EditorialVerdict,
    pair: Pair,
    words: Words,
    rows: Sequence[str],
    *,
    on: date,
    by: AbstractBaseUser | None = None,
) -> None:
    verdict.choose_first, verdict.choose_second = words.choose_first, words.choose_second
    verdict.summary = words.summary
    verdict.deciding_rows = list(dict.fromkeys(rows))
    verdict.deciding_values = values_of(pair.comparison, rows)
    verdict.written_on = on
    verdict.state, verdict.stale_since, verdict.stale_rows = VerdictState.CURRENT, None, []
    verdict.checked = pair.revisions
    if by is not None or not verdict.author_name:
        verdict.author_id, verdict.author_name = _key(by), signature(by)
    verdict.save()


def _put_away(verdict: EditorialVerdict) -> None:
    verdict.state, verdict.stale_since, verdict.stale_rows = VerdictState.WITHDRAWN, None, []


def _locked(pk: int) -> EditorialVerdict:
    verdict = EditorialVerdict.objects.select_for_update().get(pk=pk)
    if verdict.state == VerdictState.WITHDRAWN:
        raise VerdictRefused({"": "This verdict is withdrawn: write a new one."})
    return verdict


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise VerdictRefused(problems)


def _key(user: AbstractBaseUser | None) -> int | None:
    return user.pk if user else None
