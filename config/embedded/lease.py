"""One owner per data folder: a file lock that ends with its process, however that ends."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from config.embedded.problem import ServerProblem


class DataFolderInUse(ServerProblem):
    """Another process runs the servers of this data folder."""


@dataclass(frozen=True)
class Addresses:
    """Where the owner's servers listen; an empty text where it started none."""

    pid: int
    database_url: str = ""
    redis_url: str = ""
    ready: bool = False


class Lease:
    """Holds the data folder until closed; `publish` tells others where the servers listen."""

    def __init__(self, data_dir: Path) -> None:
        self._file = _open(data_dir)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = _read(self._file)
            self._file.close()
            raise DataFolderInUse(
                f"{data_dir} is in use by process {owner.pid if owner else 'unknown'}: "
                "stop that one, or set DATA_DIR to another folder."
            ) from None
        self.publish(Addresses(os.getpid()))

    def publish(self, addresses: Addresses) -> None:
        self._file.seek(0)
        self._file.truncate()
        json.dump(asdict(addresses), self._file)
        self._file.flush()

    def close(self) -> None:
        self._file.close()


@contextlib.contextmanager
def guest(data_dir: Path) -> Iterator[None]:
    """Held while another process's servers are used; waits for an owner that is leaving."""
    with (data_dir / "guests.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


@contextlib.contextmanager
def no_guests(data_dir: Path) -> Iterator[None]:
    """Held while an owner leaves; waits for its guests, and keeps new ones waiting."""
    with (data_dir / "guests.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_owned(data_dir: Path) -> bool:
    with _open(data_dir) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def owner_addresses(data_dir: Path) -> Addresses | None:
    """What the present owner published; None where nothing usable is written."""
    with _open(data_dir) as file:
        return _read(file)


def _open(data_dir: Path) -> IO[str]:
    return (data_dir / "servers.lock").open("a+")


def _read(file: IO[str]) -> Addresses | None:
    file.seek(0)
    try:
        return Addresses(**json.loads(file.read()))
    except (ValueError, TypeError):
        return None
