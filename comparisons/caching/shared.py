"""What processes keep for one another, in Valkey: asked before an answer is made anew.

Only what was asked for twice goes there, packed and for a while: a robot that walks through all
pairs leaves nothing behind.
"""

import gzip
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from comparisons.build import version
from comparisons.caching.entries import Entry, Signpost
from comparisons.caching.memory import Kept

SECONDS = 3600
Key = tuple[object, ...]


def get(key: Key) -> Kept | None:
    """Nothing where the server is gone, or another build left it."""
    found: Any = cache.get(_name(key))
    if found is None:
        return None
    if len(found) == 1:
        return Signpost(*found)
    revision, headers, packed = found
    entry = Entry(revision, headers, gzip.decompress(packed))
    entry.is_shared = True
    return entry


def put(key: Key, kept: Kept) -> None:
    if isinstance(kept, Signpost):
        cache.set(_name(key), (kept.names,), SECONDS)
        return
    kept.is_shared = True
    cache.set(_name(key), (kept.revision, kept.headers, kept.packed), SECONDS)


def _name(key: Key) -> str:
    return f"kept:{sha256(repr((version(), key)).encode()).hexdigest()}"
