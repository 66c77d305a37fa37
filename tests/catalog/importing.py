"""What the importer's tests share: reading hand-written files as a day of a source."""

from collections.abc import Callable
from datetime import date
from typing import Any

from catalog.models import Artifact, Offering, Price, ReviewItem
from catalog.services.importing import FEEDS, Report, import_rows
from catalog.sources import huggingface_datasets, huggingface_models, models_dev, openrouter
from catalog.sources.rows import ParsedFile

DAY = date(2026, 7, 2)
LATER = date(2026, 7, 9)
PARSE: dict[str, Callable[[bytes], ParsedFile]] = {
    module.KEY: module.parse
    for module in (models_dev, openrouter, huggingface_models, huggingface_datasets)
}


def imported(source: str, data: bytes, *, as_of: date = DAY, **options: Any) -> Report:
    return import_rows(
        feed=FEEDS[source], parsed=PARSE[source](data), as_of=as_of, origin="a test", **options
    )


def names() -> list[str]:
    return sorted(Artifact.objects.values_list("name", flat=True))


def served() -> dict[str, set[str]]:
    """Outside ids by the name of the artifact they are offered as."""
    found: dict[str, set[str]] = {}
    for name, external_id in Offering.objects.values_list("artifact__name", "external_id"):
        found.setdefault(name, set()).add(external_id)
    return found


def questions(kind: str) -> list[ReviewItem]:
    return list(ReviewItem.objects.filter(kind=kind).order_by("title"))


def prices() -> list[tuple[str, str, int, int | None, bool]]:
    """Component, plain amount or kind, context range and whether open, in the order of opening."""
    return [
        (
            price.component,
            f"{price.amount.normalize():f}" if price.amount is not None else price.kind,
            price.context_min,
            price.context_max,
            price.valid_to is None,
        )
        for price in Price.objects.order_by("valid_from", "component", "context_min", "pk")
    ]
