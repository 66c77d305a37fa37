"""The weights at work: those the active epoch froze."""

from collections.abc import Iterable

from ranking.models import Epoch, TypeTerms
from ranking.models.scores import COMPONENT_KEYS


def profiles(type_keys: Iterable[str]) -> dict[str, dict[str, int]]:
    """Basis points by component, by type, before any component drops out. One query.

    Types that the epoch has no weights for are left out.
    """
    frozen = TypeTerms.objects.filter(epoch__in=Epoch.objects.active(), type_key__in=set(type_keys))
    return {
        key: dict(zip(COMPONENT_KEYS, profile, strict=True))
        for key, profile in frozen.values_list("type_key", "profile")
        if profile
    }
