"""Every run gets servers of its own, and none of it reaches outside this machine."""

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest
from django.conf import settings

from config.embedded import servers
from config.embedded.problem import ServerProblem

SERVERS = pytest.StashKey[servers.Servers]()
FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
LOOPBACK = ("127.", "::1", "localhost")

# How fast a busy machine makes and runs examples says nothing about what they test.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers before Django's settings are read, which name their addresses.

    With several processes each has its own; the one that only hands tests out needs none.
    """
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return
    if settings.configured:
        raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: tests choose their settings.")
    folder = tempfile.TemporaryDirectory(prefix="lineup-test-")
    config.stash[FOLDER] = folder
    data_dir = Path(folder.name, "data")
    (data_dir / "static").mkdir(parents=True)
    os.environ |= {"DATA_DIR": str(data_dir), "STATIC_HASHED": "0", "SECRET_KEY": "for tests only"}
    os.environ |= {"DEBUG": "0", "API_RATE": "100000/minute", "LINK_CHECKS": "0"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    Path(folder.name).chmod(0o755)
    try:
        config.stash[SERVERS] = servers.start(data_dir, forgetful=True)
    except ServerProblem as problem:
        raise pytest.UsageError(str(problem)) from problem
    # Slow on purpose where passwords are real.
    hashers = ("MD5PasswordHasher", "PBKDF2PasswordHasher")
    settings.PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}" for name in hashers]
    django.setup()


def pytest_unconfigure(config: pytest.Config) -> None:
    if started := config.stash.get(SERVERS, None):
        started.close()
    if folder := config.stash.get(FOLDER, None):
        folder.cleanup()


@pytest.fixture(scope="session", autouse=True)
def no_outside_network() -> Iterator[None]:
    """Connections leave by Unix sockets and the loopback address alone."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            raise OSError(f"Tests do not reach outside: {address!r}")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()
