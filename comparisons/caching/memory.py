"""What one process keeps: bounded in bytes, the longest unasked for gives way."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from comparisons.caching.entries import Entry, Signpost

Kept = Entry | Signpost


class Memory:
    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._entries: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
            return found

    def put(self, key: Hashable, kept: Kept) -> None:
        """Keep it, unless it alone would take an eighth of what there is room for."""
        with self._lock:
            self._remove(key)
            if kept.size > self._most // 8:
                return
            self._entries[key] = kept
            self._size += kept.size
            while self._size > self._most:
                self._remove(next(iter(self._entries)))

    @property
    def size(self) -> int:
        return self._size

    def __len__(self) -> int:
        return len(self._entries)

    def _remove(self, key: Hashable) -> None:
        gone = self._entries.pop(key, None)
        self._size -= gone.size if gone else 0
