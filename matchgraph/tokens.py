"""The signed token of a search hit: what a visitor shows who acts on it.

It says which search showed which artifact for which capability at which place, and when. It names
nobody, and is worth nothing to anybody else: who sends it must be who made the search.
"""

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer

from matchgraph.identity import Surface

SALT = "matchgraph.hit"
LIFETIME = timedelta(hours=24)
LONGEST = 200
LAST_POSITION = 65_535
SURFACES = tuple(Surface)
LAYOUT = struct.Struct(">16sIQQHB")


class BadToken(Exception):
    """Not ours, changed, or too old. The message tells the sender which."""


@dataclass(frozen=True)
class Hit:
    """One hit of a search as it was shown. `position` counts from 1 through all pages."""

    search_id: UUID
    artifact_id: int
    capability_id: int | None
    position: int
    surface: Surface
    shown_at: datetime


def token_of(hit: Hit) -> str:
    """About a hundred letters, safe in addresses and attributes."""
    packed = LAYOUT.pack(
        hit.search_id.bytes,
        int(hit.shown_at.timestamp()),
        hit.artifact_id,
        hit.capability_id or 0,
        min(hit.position, LAST_POSITION),
        SURFACES.index(hit.surface),
    )
    return Signer(salt=SALT).sign(urlsafe_b64encode(packed).decode().rstrip("="))


def read_token(token: str, *, now: datetime) -> Hit:
    """What a token of ours says. Raises BadToken for any other, and for one older than a day."""
    try:
        value = Signer(salt=SALT).unsign(token[:LONGEST])
        packed = LAYOUT.unpack(urlsafe_b64decode(value + "=" * (-len(value) % 4)))
    except (BadSignature, BadBase64, struct.error) as error:
        raise BadToken("This is not a token of a search hit.") from error
    search, shown, artifact, capability, position, surface = packed
    shown_at = datetime.fromtimestamp(shown, UTC)
    if now - shown_at > LIFETIME:
        raise BadToken("This token is too old: search again.")
    return Hit(
        UUID(bytes=search), artifact, capability or None, position, SURFACES[surface], shown_at
    )
