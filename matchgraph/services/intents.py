"""A search as it comes in: which intent its wording belongs to, and what is kept of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac

from matchgraph.models import Intent, QueryForm, Search, Surface
from matchgraph.models.searches import MOST_CAPABILITIES, MOST_MATCHED
from matchgraph.wording import kept

SALT = "matchgraph.wording"


class Keys(Protocol):
    """Who searched, as keys that last a day: of the visitor and of the network."""

    @property
    def visitor(self) -> bytes: ...

    @property
    def prefix(self) -> bytes: ...


def digest_of(wording: str) -> bytes:
    """HMAC-SHA256 of a normalised wording; the pepper is derived from SECRET_KEY."""
    return salted_hmac(SALT, wording, algorithm="sha256").digest()


def intent_for(text: str, *, now: datetime) -> Intent | None:
    """The intent that counts for what a visitor typed, a new one if nobody typed it before.

    None where nothing of the text may be kept. Nothing of the text is stored.
    """
    wording = kept(text)
    return None if wording is None else _intent_of(wording, now)


@transaction.atomic
def note_search(
    *,
    search_id: UUID,
    text: str,
    keys: Keys,
    surface: str,
    found: int,
    strength: int,
    matched: Sequence[int],
    now: datetime,
    doubt: str = "",
    capabilities: Sequence[int] = (),
) -> Search | None:
    """Keep one search. `text` is what was typed; what tells of a person is taken out of it here.

    `strength` is in ppm, `matched` the artifacts that retrieval matched before any ranking,
    `capabilities` what matched in the first hits, best first; `doubt` says why it does not count.
    None, and no row, for typeahead and where nothing of the text may be kept.
    """
    wording = kept(text)
    if wording is None or surface not in Surface:
        return None
    return Search.objects.create(
        id=search_id,
        at=now,
        day=now.date(),
        surface=surface,
        text=wording,
        intent=_intent_of(wording, now),
        visitor_key=keys.visitor,
        prefix_key=keys.prefix,
        trusted=not doubt,
        reason=doubt,
        found=found,
        strength=max(0, min(1_000_000, strength)),
        matched=list(matched[:MOST_MATCHED]),
        capabilities=list(dict.fromkeys(capabilities))[:MOST_CAPABILITIES],
    )


def _intent_of(wording: str, now: datetime) -> Intent:
    digest = digest_of(wording)
    form = QueryForm.objects.select_related("intent__merged_into").filter(digest=digest).first()
    if form is None:
        form = _new_form(digest, now)
    elif form.last_seen_on < now.date():
        QueryForm.objects.filter(pk=form.pk).update(last_seen_on=now.date())
    return form.intent.merged_into or form.intent


@transaction.atomic
def _new_form(digest: bytes, now: datetime) -> QueryForm:
    """Of two that come at once with the same new wording, the later takes the earlier's intent."""
    intent = Intent.objects.create(created_at=now)
    form, is_new = QueryForm.objects.get_or_create(
        digest=digest,
        defaults={"intent": intent, "first_seen_on": now.date(), "last_seen_on": now.date()},
    )
    if not is_new:
        intent.delete()
    return form
