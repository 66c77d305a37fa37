"""Keeps what was seen of links, and derives the results of their artifacts, in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from ranking.checks.asking import Answer
from ranking.models import LinkCheck
from ranking.services.links.claiming import Claimed
from ranking.services.links.results import findings_of, lock_links
from ranking.services.results import store_findings

FIELDS = [
    *("due_at", "claimed_until", "tried_at", "outcome", "status", "led_to", "note"),
    *("answered_at", "failing_since", "failed_at", "failures"),
]


@dataclass(frozen=True)
class Tried:
    """What came of asking a link at a moment."""

    link: Claimed
    answer: Answer
    at: datetime


@transaction.atomic
def record(*, tried: Sequence[Tried], every: timedelta) -> None:
    """Keep the answers and derive results. `every` is the time between checks of one link.

    A link that is gone by now, or was asked later by someone else, is left as it is.
    """
    artifacts = {one.link.artifact_id for one in tried}
    links = lock_links(artifacts)
    by_id = {link.pk: link for link in links}
    changed = [
        _seen(link, one, every)
        for one in tried
        if (link := by_id.get(one.link.id)) and _is_news(link, one)
    ]
    LinkCheck.objects.bulk_update(changed, FIELDS)
    store_findings(findings_of(links, artifacts))


def _is_news(link: LinkCheck, one: Tried) -> bool:
    return link.tried_at is None or link.tried_at < one.at


def _seen(link: LinkCheck, one: Tried, every: timedelta) -> LinkCheck:
    answer, history = one.answer, link.history.after(one.answer.outcome, one.at)
    link.due_at = one.at + history.wait(answer.outcome, every, answer.wait)
    link.claimed_until = None
    link.tried_at, link.outcome = one.at, answer.outcome.value
    link.status, link.led_to, link.note = answer.status, answer.led_to, answer.note
    link.answered_at, link.failing_since = history.answered_at, history.failing_since
    link.failed_at, link.failures = history.failed_at, history.failures
    return link
