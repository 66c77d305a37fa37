"""The embedded servers, started for real in folders of their own."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from config.embedded import servers as embedded
from config.embedded.lease import DataFolderInUse
from config.embedded.problem import ServerProblem
from tests.processes import ROOT, wait_until

HOLD = """
import sys, time
from pathlib import Path
from config.embedded.servers import start
servers = start(Path(sys.argv[1]), forgetful=True)
print(*(child.pid for child in servers.children), flush=True)
time.sleep(60)
"""
COME_AND_GO = """
import os, sys
from pathlib import Path
import psycopg
from config.embedded.servers import for_command
for _ in range(5):
    os.environ["DATABASE_URL"] = os.environ["REDIS_URL"] = ""
    with for_command(Path(sys.argv[1])), psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("SELECT pg_sleep(0.05)")
print("ok")
"""
ASK_HOST = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW unix_socket_directories")
    print(cursor.fetchone()[0])
"""
Start = Callable[[Path], embedded.Servers]


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A folder that the servers' user can reach; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory(prefix="lineup-servers-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder, "data")


@pytest.fixture
def start(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts servers as a process without DATABASE_URL and REDIS_URL would."""
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("REDIS_URL", "")
    started: list[embedded.Servers] = []

    def run(data_dir: Path) -> embedded.Servers:
        started.append(embedded.start(data_dir, forgetful=True))
        return started[-1]

    yield run
    for servers in started:
        servers.close()


def test_start_serves_a_database_sorted_by_code_point(start: Start, data_dir: Path) -> None:
    servers = start(data_dir)

    with psycopg.connect(servers.addresses.database_url) as connection:
        words = connection.execute("SELECT x FROM unnest(ARRAY['b','A','a','É']) x ORDER BY x")
        assert [word for (word,) in words] == ["A", "a", "b", "É"]
        listen = connection.execute("SHOW listen_addresses").fetchone()
        assert listen == ("",)


def test_start_serves_valkey_that_keeps_nothing_on_disk(start: Start, data_dir: Path) -> None:
    servers = start(data_dir)

    with redis.Redis.from_url(servers.addresses.redis_url) as client:
        assert client.ping() is True
        assert client.config_get("save") == {"save": ""}
        assert client.config_get("port") == {"port": "0"}


def test_second_start_finds_the_data_of_the_first(start: Start, data_dir: Path) -> None:
    first = start(data_dir)
    with psycopg.connect(first.addresses.database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 41 + 1 AS answer")
    first.close()
    os.environ["DATABASE_URL"] = os.environ["REDIS_URL"] = ""

    second = start(data_dir)

    with psycopg.connect(second.addresses.database_url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_start_on_a_folder_in_use_is_refused(start: Start, data_dir: Path) -> None:
    start(data_dir)

    with pytest.raises(DataFolderInUse, match=f"in use by process {os.getpid()}"):
        start(data_dir)


def test_servers_end_with_an_owner_that_is_killed(start: Start, data_dir: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, data_dir],
        env={**os.environ, "DATABASE_URL": "", "REDIS_URL": ""},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as owner:
        assert owner.stdout
        pids = [int(word) for word in owner.stdout.readline().split()]
        owner.send_signal(signal.SIGKILL)

    assert len(pids) == 2
    wait_until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in pids))
    assert start(data_dir).addresses.database_url


def test_start_forgets_the_pid_of_another_program(start: Start, data_dir: Path) -> None:
    start(data_dir).close()
    os.environ["DATABASE_URL"] = os.environ["REDIS_URL"] = ""
    (data_dir / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")

    assert start(data_dir).addresses.database_url


def test_start_in_a_folder_of_something_else_is_refused(start: Start, data_dir: Path) -> None:
    (data_dir / "postgres").mkdir(parents=True)

    with pytest.raises(ServerProblem, match=r"holds no PostgreSQL 18 data: move it away"):
        start(data_dir)


def test_start_where_the_data_folder_is_a_file_is_refused(start: Start, data_dir: Path) -> None:
    data_dir.write_text("not a folder")

    with pytest.raises(ServerProblem, match="set DATA_DIR to another folder"):
        start(data_dir)


def test_start_on_damaged_data_quotes_the_server(start: Start, data_dir: Path) -> None:
    start(data_dir).close()
    os.environ["DATABASE_URL"] = os.environ["REDIS_URL"] = ""
    (data_dir / "postgres" / "global" / "pg_control").unlink()

    with pytest.raises(ServerProblem, match=r"PostgreSQL does not start: .*pg_control"):
        start(data_dir)


def test_start_with_both_addresses_set_starts_nothing(
    start: Start, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/x")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")

    assert start(data_dir).children == []


def test_restart_brings_a_killed_server_back(start: Start, data_dir: Path) -> None:
    servers = start(data_dir)
    for child in servers.children:
        os.kill(child.pid, signal.SIGKILL)
        wait_until(lambda child=child: not child.runs())  # type: ignore[misc]
        servers.restart(child)

    with psycopg.connect(servers.addresses.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_command_joins_the_servers_that_run(start: Start, data_dir: Path) -> None:
    servers = start(data_dir)
    environment = {**os.environ, "DATA_DIR": str(data_dir), "DATABASE_URL": "", "REDIS_URL": ""}

    done = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "shell",
            "--no-imports",
            "-c",
            ASK_HOST,
        ],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

    folder = re.search(r"host=([^&]+)", servers.addresses.database_url)
    assert folder
    assert folder[1] in done.stdout


def test_commands_that_come_and_go_together_all_find_servers(data_dir: Path) -> None:
    environment = {**os.environ, "DATA_DIR": str(data_dir), "DATABASE_URL": "", "REDIS_URL": ""}
    command = [sys.executable, "-c", COME_AND_GO, str(data_dir)]

    commands = [
        subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]

    assert [each.communicate(timeout=60)[0] for each in commands] == ["ok\n"] * 4


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root's servers run as somebody else.")
def test_root_in_a_closed_folder_keeps_data_where_its_servers_can_reach_it(
    start: Start, data_dir: Path
) -> None:
    data_dir.parent.chmod(0o700)

    servers = start(data_dir)

    assert servers.cluster_folder
    assert data_dir not in servers.cluster_folder.parents
    assert data_dir.parent.stat().st_mode & 0o777 == 0o700
    servers.close()
    shutil.rmtree(servers.cluster_folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root's servers run as somebody else.")
def test_data_in_a_folder_that_was_closed_since_is_not_begun_anew(
    start: Start, data_dir: Path
) -> None:
    start(data_dir).close()
    os.environ["DATABASE_URL"] = os.environ["REDIS_URL"] = ""
    data_dir.parent.chmod(0o700)

    with pytest.raises(ServerProblem, match="is closed to the user that PostgreSQL runs as"):
        start(data_dir)
