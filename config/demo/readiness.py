"""Asking whether the site has what it needs, answers, and has its ranks."""

import http.client
import os
import time
from collections.abc import Callable

import psycopg

from config.demo.problem import DemoProblem
from config.demo.site import Site
from config.embedded.process import Child

WEB_SECONDS = 60.0
RANK_SECONDS = 300.0


def has_artifacts() -> bool:
    """Whether the database holds a catalog at all."""
    try:
        return _holds("SELECT EXISTS (SELECT FROM catalog_artifact)")
    except psycopg.errors.UndefinedTable:
        return False


def wait_for_web(site: Site, web: Child) -> None:
    def answers() -> bool:
        if not web.runs():
            raise DemoProblem(f"The web server does not start: {web.last_words()} ({web.log})")
        return _answers(site)

    _wait(answers, WEB_SECONDS, f"The web server does not answer: read {web.log}.")


def wait_for_ranks(worker: Child) -> None:
    def stand() -> bool:
        if not worker.runs():
            raise DemoProblem(f"The worker does not start: {worker.last_words()} ({worker.log})")
        return _holds("SELECT NOT EXISTS (SELECT FROM ranking_dirty)")

    _wait(stand, RANK_SECONDS, f"The ranks are not done: read {worker.log}.")


def _holds(question: str) -> bool:
    try:
        with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=10) as connection:
            row = connection.execute(question.encode()).fetchone()
    except psycopg.OperationalError as error:
        raise DemoProblem(
            f"The database does not answer: {' '.join(str(error).split())}"
        ) from error
    return bool(row and row[0])


def _answers(site: Site) -> bool:
    server = http.client.HTTPConnection(site.host, site.port, timeout=5)
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
