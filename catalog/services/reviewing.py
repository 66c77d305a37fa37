"""The editors' queue: what importers would not decide alone, and what editors answer."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import pghistory
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from catalog.enums import ReviewItemState, ReviewKind
from catalog.models import Artifact, ArtifactAlias, Offering, ReviewItem, Source
from catalog.services.pricing import PriceLine, PriceTerms, record_price


class ReviewRefused(Exception):
    """The answer does not fit the question; the message tells why."""


def identity_question(
    *, name: str, aliases: Sequence[tuple[str, str]], candidates: Sequence[int], source: Source
) -> ReviewItem:
    """Unsaved: one outside record that could be any of several artifacts, or a new one."""
    detail = {
        "name": name,
        "aliases": [{"kind": kind, "value": value} for kind, value in aliases],
        "candidates": sorted(candidates),
    }
    return _item(ReviewKind.IDENTITY, f"Which artifact is {name}?", detail, source)


def disagreement(
    *, artifact: Artifact, field: str, held: Any, claimed: Any, source: Source
) -> ReviewItem:
    """Unsaved: a source says otherwise about a field an editor holds (JSON values)."""
    detail = {"field": field, "held": held, "claimed": claimed}
    title = f"{artifact.name}: {source.title} says otherwise about {field}"
    return _item(ReviewKind.DISAGREEMENT, title, detail, source, artifact)


def price_question(
    *,
    offering: Offering,
    line: Mapping[str, Any],
    terms: Mapping[str, Any],
    why: str,
    source: Source,
    valid_from: datetime,
) -> ReviewItem:
    """Unsaved: a price outside its bounds. Line and terms are those of PriceLine, PriceTerms."""
    detail = {
        "offering": offering.pk,
        "line": dict(line),
        "terms": {key: str(v) if isinstance(v, Decimal) else v for key, v in terms.items()},
        "why": why,
    }
    title = f"{offering.external_id or offering.channel}: {line['component']} price {why}"
    item = _item(ReviewKind.PRICE_BOUNDS, title, detail, source, offering.artifact)
    item.detail["valid_from"] = valid_from.isoformat()
    return item


@transaction.atomic
def accept_item(
    *,
    item: ReviewItem,
    by: AbstractBaseUser | None,
    at: datetime,
    artifact: Artifact | None = None,
) -> None:
    """Do what the source says. An identity question needs the `artifact` it is.

    Raises ReviewRefused, and changes nothing, where the item is resolved already or its
    subject is gone.
    """
    item = _open_item(item)
    with pghistory.context(user=by.pk if by else None, reason=f"accepted: {item.title}"):
        if item.kind == ReviewKind.IDENTITY:
            _link_aliases(item, artifact)
        elif item.kind == ReviewKind.DISAGREEMENT:
            _take_over(item)
        else:
            _open_price(item, by=by, at=at)
    _resolve(item, ReviewItemState.ACCEPTED, by, at)


@transaction.atomic
def dismiss_item(*, item: ReviewItem, by: AbstractBaseUser | None, at: datetime) -> None:
    """Leave things as they are; the same question is not asked again."""
    _resolve(_open_item(item), ReviewItemState.DISMISSED, by, at)


def _item(
    kind: str, title: str, detail: dict[str, Any], source: Source, artifact: Artifact | None = None
) -> ReviewItem:
    key = json.dumps([kind, artifact.pk if artifact else None, source.slug, detail], sort_keys=True)
    return ReviewItem(
        kind=kind,
        artifact=artifact,
        title=title[:300],
        detail=detail,
        source=source,
        fingerprint=hashlib.sha256(key.encode()).hexdigest(),
    )


def _open_item(item: ReviewItem) -> ReviewItem:
    locked = ReviewItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if locked.state != ReviewItemState.OPEN:
        raise ReviewRefused(f"This was {locked.get_state_display().lower()} already.")
    return locked


def _resolve(
    item: ReviewItem, state: ReviewItemState, by: AbstractBaseUser | None, at: datetime
) -> None:
    item.state = state
    item.resolved_at = at
    item.resolved_by_id = by.pk if by else None
    item.save(update_fields=["state", "resolved_at", "resolved_by"])


def _link_aliases(item: ReviewItem, artifact: Artifact | None) -> None:
    if artifact is None:
        raise ReviewRefused("Choose the artifact it is.")
    for alias in item.detail["aliases"]:
        owner = ArtifactAlias.objects.filter(**alias).exclude(artifact=artifact).first()
        if owner:
            raise ReviewRefused(f"{alias['value']} belongs to {owner.artifact} already.")
        ArtifactAlias.objects.get_or_create(artifact=artifact, **alias)


def _take_over(item: ReviewItem) -> None:
    artifact = Artifact.objects.select_for_update().get(review_items=item)
    field = item.detail["field"]
    if field.startswith("specs."):
        artifact.specs[field.removeprefix("specs.")] = item.detail["claimed"]
    elif field in {f.attname for f in Artifact._meta.concrete_fields}:
        setattr(artifact, field, item.detail["claimed"])
    else:
        raise ReviewRefused(f"{field} cannot be taken over here; change it on its own page.")
    artifact.held_fields = [name for name in artifact.held_fields if name != field]
    artifact.full_clean()
    artifact.save()


def _open_price(item: ReviewItem, *, by: AbstractBaseUser | None, at: datetime) -> None:
    offering = Offering.objects.filter(pk=item.detail["offering"]).first()
    if offering is None:
        raise ReviewRefused("The offering is gone.")
    terms = dict(item.detail["terms"])
    if terms.get("amount") is not None:
        terms["amount"] = Decimal(terms["amount"])
    record_price(
        offering=offering,
        line=PriceLine(**item.detail["line"]),
        terms=PriceTerms(**terms),
        valid_from=datetime.fromisoformat(item.detail["valid_from"]),
        seen_at=at,
        source=item.source,
    )
