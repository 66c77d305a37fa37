"""The cache: Django's Redis one, except that a server that is gone is a miss, not an error."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

PAUSE_SECONDS = 2.0
T = TypeVar("T")


class ForgivingRedisCache(RedisCache):
    """After a failure the server is left alone for a moment, so that no page waits for it twice."""

    _resting_until = 0.0

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._attempt(lambda: RedisCache.get(self, key, default, version), default)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        return self._attempt(lambda: RedisCache.get_many(self, keys, version), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._attempt(lambda: RedisCache.has_key(self, key, version), False)

    def add(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> bool:
        return self._attempt(lambda: RedisCache.add(self, key, value, timeout, version), False)

    def set(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> None:
        self._attempt(lambda: RedisCache.set(self, key, value, timeout, version), None)

    def set_many(self, data: Any, timeout: Any = 300, version: int | None = None) -> list[str]:
        return self._attempt(lambda: RedisCache.set_many(self, data, timeout, version), list(data))

    def touch(self, key: str, timeout: Any = 300, version: int | None = None) -> bool:
        return self._attempt(lambda: RedisCache.touch(self, key, timeout, version), False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return self._attempt(lambda: RedisCache.incr(self, key, delta, version), delta)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._attempt(lambda: RedisCache.delete(self, key, version), False)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._attempt(lambda: RedisCache.delete_many(self, keys, version), None)

    def clear(self) -> None:
        """Remove this cache's keys alone: the broker keeps its messages on the same server."""
        self._attempt(self._clear_own_keys, None)

    def _clear_own_keys(self) -> None:
        client = self._cache.get_client(None, write=True)
        for key in client.scan_iter(match=f"{self.key_prefix}:*", count=1000):
            client.delete(key)

    def _attempt(self, operation: Callable[[], T], otherwise: T) -> T:
        if time.monotonic() < ForgivingRedisCache._resting_until:
            return otherwise
        try:
            return operation()
        except (RedisError, OSError):
            ForgivingRedisCache._resting_until = time.monotonic() + PAUSE_SECONDS
            return otherwise
