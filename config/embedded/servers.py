"""Starts what the environment does not name, and tells the process where it listens."""

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from config.embedded import places, postgres, valkey
from config.embedded.lease import (
    Addresses,
    DataFolderInUse,
    Lease,
    guest,
    is_owned,
    no_guests,
    owner_addresses,
)
from config.embedded.problem import ServerProblem
from config.embedded.process import Child

JOIN_SECONDS = 20.0


@dataclass
class Servers:
    """The servers one process started; `close` stops them and gives the data folder back."""

    data_dir: Path
    lease: Lease
    addresses: Addresses
    cluster_folder: Path | None = None
    children: list[Child] = field(default_factory=list)
    _restarts: dict[str, Callable[[], None]] = field(default_factory=dict)

    def close(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.stop()
        self.children.clear()
        shutil.rmtree(places.socket_folder(self.data_dir), ignore_errors=True)
        self.lease.close()

    def restart(self, child: Child) -> None:
        """Start one of `children` that has ended; returns once it answers."""
        self._restarts[child.name]()

    def start_postgres(self, *, forgetful: bool) -> None:
        cluster = postgres.cluster(self.data_dir, forgetful=forgetful)
        child = postgres.start(cluster)
        self._keep(child, lambda: postgres.restart(cluster, child))
        self.cluster_folder = cluster.data
        self.addresses = replace(self.addresses, database_url=cluster.url)
        os.environ["DATABASE_URL"] = cluster.url

    def start_valkey(self) -> None:
        child, url = valkey.start(self.data_dir)
        self._keep(child, lambda: valkey.restart(url, child))
        self.addresses = replace(self.addresses, redis_url=url)
        os.environ["REDIS_URL"] = url

    def publish(self) -> None:
        self.lease.publish(replace(self.addresses, ready=True))

    def _keep(self, child: Child, restart: Callable[[], None]) -> None:
        self.children.append(child)
        self._restarts[child.name] = restart


def start(data_dir: Path, *, forgetful: bool = False) -> Servers:
    """Start each server that the environment does not name, and name it there.

    `forgetful` trades safety against a machine's crash for speed, for tests.
    Raises `DataFolderInUse` where another process owns the folder, `ServerProblem` otherwise.
    """
    _prepare(data_dir)
    servers = Servers(data_dir, Lease(data_dir), Addresses(os.getpid()))
    try:
        if not os.environ.get("DATABASE_URL"):
            servers.start_postgres(forgetful=forgetful)
        if not os.environ.get("REDIS_URL"):
            servers.start_valkey()
        servers.publish()
    except OSError as error:
        servers.close()
        raise ServerProblem(f"{error.filename} cannot be used ({error.strerror}).") from error
    except BaseException:
        servers.close()
        raise
    return servers


@contextlib.contextmanager
def for_command(data_dir: Path) -> Iterator[None]:
    """Servers for one command: those that already run on the data folder, else its own."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        yield
        return
    with contextlib.ExitStack() as stack:
        while not (_started(data_dir, stack) or _joined(data_dir, stack)):
            pass  # the owner left while we came
        yield


def _started(data_dir: Path, stack: contextlib.ExitStack) -> bool:
    try:
        servers = start(data_dir)
    except DataFolderInUse:
        return False
    stack.callback(_leave, servers)
    return True


def _leave(servers: Servers) -> None:
    with no_guests(servers.data_dir):
        servers.close()


def _joined(data_dir: Path, stack: contextlib.ExitStack) -> bool:
    with contextlib.ExitStack() as visit:
        visit.enter_context(guest(data_dir))
        if not is_owned(data_dir):
            return False
        _take_addresses(data_dir)
        stack.push(visit.pop_all())
    return True


def _prepare(data_dir: Path) -> None:
    """The data folder with its log folder, passable for the servers' user."""
    try:
        fresh = not data_dir.exists()
        (data_dir / "logs").mkdir(parents=True, exist_ok=True)
        if fresh:
            data_dir.chmod(0o755)
        (data_dir / "servers.lock").open("a").close()
    except OSError as error:
        raise ServerProblem(
            f"The data folder {data_dir} cannot be used ({error.strerror}): "
            "give it to yourself, or set DATA_DIR to another folder."
        ) from error


def _take_addresses(data_dir: Path) -> None:
    """Use the running servers of the owner, waiting while they still start."""
    deadline = time.monotonic() + JOIN_SECONDS
    while not (owner := owner_addresses(data_dir)) or not owner.ready:
        if time.monotonic() > deadline:
            raise ServerProblem(f"Another process on {data_dir} does not get its servers up.")
        time.sleep(0.1)
    for name, url in (("DATABASE_URL", owner.database_url), ("REDIS_URL", owner.redis_url)):
        if not os.environ.get(name) and not url:
            raise ServerProblem(
                f"Process {owner.pid} runs with a {name} of its own: set it here too."
            )
        os.environ[name] = os.environ.get(name) or url
