"""How often something happened within a while. Counted in the cache: without it, nothing is."""

from django.core.cache import cache


def counted(key: str, seconds: int) -> int:
    """How often this key was counted, this time with it; one atomic increment each."""
    if cache.add(key, 1, timeout=seconds + 1):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out in between
        return 1
