"""Derives results of the checklist from the links as they stand."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from ranking.checks.findings import Finding, Link, finding
from ranking.checks.upstream import CODES, CRITERIA
from ranking.models import LinkCheck
from ranking.services.results import store_findings


@transaction.atomic
def derive_results(*, artifact_ids: Iterable[int]) -> None:
    """Bring the results of these artifacts to what their links say. Same links, no write."""
    store_findings(findings_of(lock_links(artifact_ids), artifact_ids))


def lock_links(artifact_ids: Iterable[int]) -> list[LinkCheck]:
    """All links of the artifacts, ours until the transaction ends.

    Two workers that saw different links of one artifact derive its results one after the other,
    and always lock in one order.
    """
    of_these = LinkCheck.objects.filter(artifact__in=set(artifact_ids))
    return list(of_these.order_by("pk").select_for_update())


def findings_of(
    links: Iterable[LinkCheck], artifact_ids: Iterable[int]
) -> dict[tuple[int, str], Finding | None]:
    """By artifact and criterion; None where nothing was seen yet, or there is nothing to see."""
    grouped: dict[tuple[int, str], list[Link]] = defaultdict(list)
    for link in links:
        grouped[link.artifact_id, CRITERIA[link.kind]].append(link.as_link())
    keys = ((artifact, code) for artifact in set(artifact_ids) for code in CODES)
    return {key: finding(grouped[key]) for key in keys}
