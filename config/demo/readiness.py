"""Asking whether the site has what it needs, answers, and has its ranks."""

import http.client
import json
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
        return bool(_page(site, "/healthz"))

    _wait(answers, WEB_SECONDS, f"The web server does not answer: read {web.log}.")
    if _page(site, "/readyz").get("broker") != "ok":
        raise DemoProblem("REDIS_URL names a server that does not answer: start it, or unset it.")


def wait_for_ranks(worker: Child) -> None:
    def stand() -> bool:
        if not worker.runs():
            raise DemoProblem(f"The worker does not start: {worker.last_words()} ({worker.log})")
        return _holds(
            "SELECT NOT EXISTS (SELECT FROM ranking_dirty)"
            " AND NOT EXISTS (SELECT FROM matchgraph_searchdirty)"
        )

    _wait(stand, RANK_SECONDS, f"The ranks or the search index are not done: read {worker.log}.")


def _holds(question: str) -> bool:
    try:
        with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=10) as connection:
            row = connection.execute(question.encode()).fetchone()
    except psycopg.OperationalError as error:
        raise DemoProblem(
            f"The database does not answer: {' '.join(str(error).split())}"
        ) from error
    return bool(row and row[0])


def _page(site: Site, path: str) -> dict[str, str]:
    """What the web server says there; empty while it says nothing."""
    server = http.client.HTTPConnection(site.host, site.port, timeout=5)
    try:
        server.request("GET", path, headers={"Host": "localhost"})
        found: dict[str, str] = json.load(server.getresponse())
    except (OSError, ValueError):
        return {}
    else:
        return found
    finally:
        server.close()


def _wait(done: Callable[[], bool], seconds: float, otherwise: str) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise DemoProblem(otherwise)
        time.sleep(0.05)
