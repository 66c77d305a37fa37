"""The weekly work on intents: wordings grouped, days counted anew, labels and links derived."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from matchgraph.database import execute, rows
from matchgraph.grouping import Likeness, Plan, Wording, grouped, planned
from matchgraph.likeness import ByTerms
from matchgraph.models import Intent, IntentDay, QueryForm
from matchgraph.services.intents import digest_of
from matchgraph.services.labelling import TELLABLE_PREFIXES, derive_labels
from matchgraph.services.linking import derive_links
from matchgraph.services.merging import absorb
from matchgraph.services.tallying import days_of_searches, kept_since, tally
from matchgraph.services.turns import take_turn
from matchgraph.sql import load

MOST_WORDINGS = 20_000
MOVE_SEARCHES = """
UPDATE matchgraph_search s SET intent_id = m.intent_id
FROM unnest(%s::text[], %s::bigint[]) AS m(text, intent_id)
WHERE s.text = m.text AND s.intent_id <> m.intent_id
"""


@dataclass(frozen=True)
class Grouping:
    """What changed: wordings that moved, intents merged and made, labels and links written."""

    wordings: int
    moved: int
    merged: int
    made: int
    labels: int
    links: int


@transaction.atomic
def group_intents(
    *, now: datetime, likeness_of: Callable[[Sequence[str]], Likeness] = ByTerms
) -> Grouping | None:
    """Group the wordings of the last 30 days and bring everything derived from groups up to date.

    Run again on the same searches, it changes nothing. None while somebody else is at work.
    """
    if not take_turn():
        return None
    today = now.date()
    wordings = read_wordings(today=today)
    plan = planned(grouped(wordings, likeness_of), _named(wordings))
    homes, made = _homes_of(plan, now)
    moved = _move(plan, homes)
    for intent, number in sorted(plan.merged.items()):
        absorb(intent=intent, into=homes[number], today=today)
    _forget_older_days(plan.split, today)
    tally(today=today)
    return Grouping(
        wordings=len(wordings),
        moved=moved,
        merged=len(plan.merged),
        made=made,
        labels=derive_labels(today=today),
        links=derive_links(today=today),
    )


def read_wordings(*, today: date) -> list[Wording]:
    """Trusted wordings of days that are over, the most used first if there are too many."""
    found = [(digest_of(row[0]), *row) for row in rows(load("wordings"), days_of_searches(today))]
    most_used = sorted(found, key=lambda row: (-row[2], row[0]))[:MOST_WORDINGS]
    forms = _forms(row[0] for row in most_used)
    return [
        Wording(
            digest=digest,
            text=text,
            intent=forms[digest].intent.settled_id,
            by_hand=forms[digest].by_hand,
            tellable=prefixes >= TELLABLE_PREFIXES,
        )
        for digest, text, _, prefixes in most_used
        if digest in forms
    ]


def _forms(digests: Iterable[bytes]) -> dict[bytes, QueryForm]:
    found = QueryForm.objects.select_related("intent").filter(digest__in=list(digests))
    return {bytes(form.digest): form for form in found}


def _named(wordings: Sequence[Wording]) -> set[int]:
    """Intents an editor named, or still holds wordings of."""
    concerned = Intent.objects.filter(pk__in={one.intent for one in wordings})
    held = Q(named_by_hand=True) | Q(forms__by_hand=True)
    return set(concerned.filter(held).values_list("pk", flat=True))


def _homes_of(plan: Plan, now: datetime) -> tuple[list[int], int]:
    """The intent of each group, made where there was none, and how many were made."""
    missing = plan.homes.count(None)
    made = iter(Intent.objects.bulk_create([Intent(created_at=now) for _ in range(missing)]))
    return [next(made).pk if home is None else home for home in plan.homes], missing


def _move(plan: Plan, homes: Sequence[int]) -> int:
    """Put each wording, and the searches of it, under its group's intent; how many moved."""
    moving = [
        (wording, home)
        for group, home in zip(plan.groups, homes, strict=True)
        for wording in group.members
        if wording.intent != home
    ]
    by_home: dict[int, list[bytes]] = {}
    for wording, home in moving:
        by_home.setdefault(home, []).append(wording.digest)
    for home, digests in sorted(by_home.items()):
        QueryForm.objects.filter(digest__in=digests).update(intent=home)
    execute(MOVE_SEARCHES, [[one.text for one, _ in moving], [home for _, home in moving]])
    return len(moving)


def _forget_older_days(split: Iterable[int], today: date) -> None:
    """An intent that lost a wording loses the days whose searches are gone: how much of them was
    that wording's cannot be told, and an intent may not count more visitors than it had."""
    IntentDay.objects.filter(intent__in=split, day__lt=kept_since(today)).delete()
