"""The site's own processes: web server, worker and beat."""

import os
import sys

from django.conf import settings

from config.embedded import Child


def site_processes(host: str, port: int) -> list[Child]:
    """The children of a running site, not started yet."""
    web = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", "1", "--blocking-threads", "4", "--no-ws", "config.wsgi:application"]
    celery = ["celery", "-A", "config.celery"]
    worker = [*celery, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle"]
    return [
        _child("web", web),
        _child("worker", [*worker, "--loglevel", "INFO"]),
        _child("beat", [*celery, "beat", "--pidfile=", "--loglevel", "INFO"]),
    ]


def _child(name: str, module: list[str]) -> Child:
    return Child(
        name=name,
        command=[sys.executable, "-m", *module],
        log=settings.DATA_DIR / "logs" / f"{name}.log",
        folder=settings.BASE_DIR,
        environment=dict(os.environ),
    )
