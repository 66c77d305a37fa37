"""Questions of an import as items of the editors' queue, each asked once however often it runs."""

import hashlib
from collections.abc import Iterable

from catalog.enums import ReviewItemState, ReviewKind
from catalog.models import ReviewItem, Source
from catalog.services.importing.matching import Question
from catalog.services.reviewing import identity_question


def identity_item(question: Question, source: Source) -> ReviewItem:
    """Unsaved. Filed under the question's subject, so that later candidates ask nothing new."""
    rows = question.held
    item = identity_question(
        name=rows[0].name if rows else question.title,
        aliases=[(alias.kind, alias.value) for row in rows for alias in row.own],
        candidates=question.artifacts,
        source=source,
    )
    item.title = question.title[:300]
    item.detail |= {
        "subject": question.subject,
        "reason": question.reason,
        "keys": list(question.choices),
        "places": [row.place for row in rows],
    }
    key = f"{ReviewKind.IDENTITY} {source.slug} {question.subject}"
    item.fingerprint = hashlib.sha256(key.encode()).hexdigest()
    return item


def dismissed_subjects(source: Source) -> frozenset[str]:
    """Subjects of identity questions that an editor has answered with "none of these"."""
    items = ReviewItem.objects.filter(
        kind=ReviewKind.IDENTITY, state=ReviewItemState.DISMISSED, source=source
    )
    return frozenset(items.values_list("detail__subject", flat=True))


def save_new(items: Iterable[ReviewItem]) -> list[ReviewItem]:
    """Store the questions not asked before; those asked stay as they are, answered or not."""
    by_fingerprint = {item.fingerprint: item for item in items}
    asked = ReviewItem.objects.filter(fingerprint__in=by_fingerprint)
    for fingerprint in asked.values_list("fingerprint", flat=True):
        del by_fingerprint[fingerprint]
    return ReviewItem.objects.bulk_create(
        by_fingerprint.values(), ignore_conflicts=True, batch_size=1000
    )
