"""Takes results back, so that automatic checks say again what they found."""

from collections.abc import Iterable

from django.db import transaction

from ranking.checks.upstream import CODES
from ranking.models import QualityResult
from ranking.services.links.results import derive_results
from ranking.services.stars import CODE as STAR_SPIKE
from ranking.services.stars import judge_stars_of


@transaction.atomic
def take_back(*, result_ids: Iterable[int]) -> int:
    """Delete results and derive those that checks can tell; how many were taken back."""
    taken = QualityResult.objects.filter(pk__in=list(result_ids))
    keys = list(taken.values_list("artifact_id", "criterion_id"))
    taken.delete()
    derive_results(artifact_ids={artifact for artifact, code in keys if code in CODES})
    judge_stars_of(artifact_ids={artifact for artifact, code in keys if code == STAR_SPIKE})
    return len(keys)
