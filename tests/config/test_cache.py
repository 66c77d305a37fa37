import pytest
import redis
from django.conf import settings
from django.core.cache import cache, caches
from django.test import override_settings

from config.cache import ForgivingRedisCache

GONE = {
    "default": {**settings.CACHES["default"], "LOCATION": "unix:///tmp/lineup-no-such.sock?db=0"}
}


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ForgivingRedisCache, "_resting_until", 0.0)


def test_cache_keeps_what_is_set() -> None:
    cache.set("answer", 42, timeout=30)

    assert cache.get("answer") == 42


@pytest.mark.usefixtures("no_pause")
@override_settings(CACHES=GONE)
def test_cache_misses_where_the_server_is_gone() -> None:
    gone = caches.create_connection("default")

    gone.set("answer", 42)

    assert gone.get("answer", "unknown") == "unknown"
    assert gone.get_many(["answer"]) == {}
    assert gone.add("answer", 42) is False
    assert gone.incr("answer") == 1


@pytest.mark.usefixtures("no_pause")
@override_settings(CACHES=GONE)
def test_cache_leaves_a_failing_server_alone_for_a_moment() -> None:
    caches.create_connection("default").get("anything")

    # The same class on the living server rests too.
    cache.set("answer", 43)
    assert cache.get("answer") is None


def test_clear_keeps_the_messages_of_the_broker() -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.set("a-message", "kept")
        cache.set("answer", 42)

        cache.clear()

        assert cache.get("answer") is None
        assert client.get("a-message") == b"kept"
        client.delete("a-message")
