"""What editors do to intents. History keeps who, when and why; the weekly grouping leaves it."""

from collections.abc import Sequence
from datetime import date, datetime

import pghistory
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from catalog.models import Capability
from matchgraph.models import Intent, IntentCapability, LinkOrigin, QueryForm
from matchgraph.models.intents import LONGEST_LABEL
from matchgraph.personal import joined, without_personal
from matchgraph.services.merging import absorb
from matchgraph.services.tallying import tally
from matchgraph.services.turns import join_in


class IntentRefused(Exception):
    """The message tells why, and nothing was changed."""


@transaction.atomic
def merge_intents(
    *, keep: Intent, merged: Intent, by: AbstractBaseUser | None, at: datetime, reason: str = ""
) -> Intent:
    """Both become `keep`, for good: the weekly grouping does not part what an editor joined.

    A name given by hand stays, that of `keep` before that of `merged`. Raises IntentRefused for
    an intent that was merged already, and for one merged with itself.
    """
    if keep.pk == merged.pk:
        raise IntentRefused("Choose two different intents.")
    with pghistory.context(user=_key(by), reason=reason or f"merged {merged} into {keep}"):
        keep, merged = _locked(keep.pk), _locked(merged.pk)
        takes_name = merged.label and (merged.named_by_hand > keep.named_by_hand or not keep.label)
        if takes_name:
            keep.label, keep.named_by_hand = merged.label, merged.named_by_hand
            keep.save(update_fields=["label", "named_by_hand"])
        absorb(intent=merged.pk, into=keep.pk, today=at.date(), by_hand=True)
        QueryForm.objects.filter(intent=keep).update(by_hand=True)
    tally(today=at.date(), intents=[keep.pk, merged.pk])
    return keep


@transaction.atomic
def merge_all(
    *, intents: Sequence[Intent], by: AbstractBaseUser | None, at: datetime, reason: str = ""
) -> Intent:
    """All become the first. Raises IntentRefused, also where there are not two at least."""
    if len(intents) < 2:
        raise IntentRefused("Choose two intents or more.")
    for merged in intents[1:]:
        merge_intents(keep=intents[0], merged=merged, by=by, at=at, reason=reason)
    return intents[0]


@transaction.atomic
def rename_intent(
    *, intent: Intent, label: str, by: AbstractBaseUser | None, reason: str = ""
) -> Intent:
    """Name an intent by hand; the wordings it has stay together. Raises IntentRefused."""
    name = joined(label)
    if not name or len(name) > LONGEST_LABEL:
        raise IntentRefused(f"Give a name of 1 to {LONGEST_LABEL} characters.")
    if without_personal(name) != name:
        raise IntentRefused("A name may hold no address, number of a person, link or key.")
    with pghistory.context(user=_key(by), reason=reason or "named by hand"):
        intent = _locked(intent.pk)
        intent.label, intent.named_by_hand = name, True
        intent.save(update_fields=["label", "named_by_hand"])
        QueryForm.objects.filter(intent=intent).update(by_hand=True)
    return intent


@transaction.atomic
def link_capability(
    *,
    intent: Intent,
    capability: Capability,
    by: AbstractBaseUser | None,
    holds: bool = True,
    reason: str = "",
) -> IntentCapability:
    """Say by hand that an intent asks for a capability, or (`holds` false) that it does not."""
    word = "linked to" if holds else "not linked to"
    with pghistory.context(user=_key(by), reason=reason or f"{word} {capability}"):
        link, _ = IntentCapability.objects.update_or_create(
            intent=_locked(intent.pk),
            capability=capability,
            defaults={"origin": LinkOrigin.EDITOR, "holds": holds},
        )
    return link


@transaction.atomic
def set_answered(
    *, intent: Intent, on: date, by: AbstractBaseUser | None, reason: str = ""
) -> Intent:
    """Take an intent out of the queue until people search in vain after that day."""
    with pghistory.context(user=_key(by), reason=reason or "answered"):
        intent = _locked(intent.pk)
        intent.answered_on = on
        intent.save(update_fields=["answered_on"])
    return intent


def _locked(pk: int) -> Intent:
    """The row, locked, once it is sure that nobody regroups."""
    if not join_in():
        raise IntentRefused("Intents are being regrouped just now. Try again in some minutes.")
    intent = Intent.objects.select_for_update(no_key=True).get(pk=pk)
    if intent.merged_into_id is not None:
        raise IntentRefused(f"{intent} was merged into another intent already.")
    return intent


def _key(user: AbstractBaseUser | None) -> int | None:
    return user.pk if user else None
