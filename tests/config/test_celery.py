"""What a web request pays for a broker that is not well."""

import socket
import time

import pytest
from celery import Celery
from kombu.exceptions import OperationalError

from config.celery import app


def sender(port: int) -> Celery:
    """The project's application, on another broker."""
    other = Celery("other", set_as_current=False)
    other.config_from_object("django.conf:settings", namespace="CELERY")
    other.conf.update(broker_url=f"redis://127.0.0.1:{port}/0")
    return other


def seconds_to_give_up(port: int) -> float:
    began = time.monotonic()
    with pytest.raises(OperationalError):
        sender(port).send_task("ranking.drain_dirty")
    return time.monotonic() - began


def test_sending_to_a_broker_that_is_gone_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    assert seconds_to_give_up(port) < 3.0


def test_sending_to_a_broker_that_is_silent_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert seconds_to_give_up(silent.getsockname()[1]) < 5.0


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
