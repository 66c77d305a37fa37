"""The background worker's application: `celery -A config.celery worker`."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("lineup")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def catch_up(**_: Any) -> None:
    """Do what was due while no worker ran: the day's tick, which also sweeps, and the index."""
    app.send_task("ranking.advance_day", expires=60)
    app.send_task("matchgraph.sweep_index", expires=60)
