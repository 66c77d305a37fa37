"""Waiting until the site answers and its ranks stand."""

import http.client
import time
from collections.abc import Callable

from django.db import connection

from config.demo.problem import DemoProblem
from config.embedded import Child

WEB_SECONDS = 60.0
RANK_SECONDS = 300.0


def wait_for_web(web: Child, host: str, port: int) -> None:
    def answers() -> bool:
        if not web.runs():
            raise DemoProblem(f"The web server does not start: {web.last_words()} ({web.log})")
        return _answers(host, port)

    _wait(answers, WEB_SECONDS, f"The web server does not answer: read {web.log}.")


def wait_for_ranks(worker: Child) -> None:
    _wait(ranks_stand, RANK_SECONDS, f"The ranks are not done: read {worker.log}.")


def ranks_stand() -> bool:
    """Whether no artifact waits for its rank."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT FROM ranking_dirty)")
        row = cursor.fetchone()
    return bool(row and row[0])


def _answers(host: str, port: int) -> bool:
    server = http.client.HTTPConnection(host, port, timeout=5)
    try:
        server.request("GET", "/healthz", headers={"Host": "localhost"})
        return server.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        server.close()


def _wait(done: Callable[[], bool], seconds: float, otherwise: str) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise DemoProblem(otherwise)
        time.sleep(0.05)
