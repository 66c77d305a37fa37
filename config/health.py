"""Two addresses for those who watch the process: is it up, and can it serve."""

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

PROBE_SECONDS = 1.0


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; asks nothing of anybody else."""
    return JsonResponse({"web": "ok"})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 where the database answers, else 503. A broker that is gone is told, and is no reason
    to take the process out of service: pages are served and changes kept without it."""
    database, broker = _database_answers(), _broker_answers()
    words = {True: "ok", False: "unreachable"}
    body = {"database": words[database], "broker": words[broker]}
    return JsonResponse(body, status=200 if database else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _broker_answers() -> bool:
    limits = {"socket_connect_timeout": PROBE_SECONDS, "socket_timeout": PROBE_SECONDS}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **limits) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False
