import contextlib
import os
import signal
import socket
import sys
from pathlib import Path

import pytest

from config.demo import preflight, supervisor
from config.demo.problem import DemoProblem
from config.embedded.process import Child
from tests.processes import wait_until


def child(log: Path, program: str) -> Child:
    return Child("part", [sys.executable, "-c", program], log=log, folder=log.parent)


def test_port_in_use_is_one_line_that_names_another() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(DemoProblem) as caught:
            preflight.check_port("127.0.0.1", port)

    assert str(caught.value) == (
        f"Port {port} on 127.0.0.1 cannot be used (Address already in use): "
        f"stop what uses it, or run `make demo PORT={port + 1}`."
    )


def test_watch_restarts_a_child_and_gives_up_when_it_keeps_ending(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ending = child(tmp_path / "log", "print('no luck')")
    ending.start()

    with pytest.raises(DemoProblem, match="part keeps ending: no luck"):
        supervisor.watch([(ending, ending.start)])

    ending.stop()
    assert capsys.readouterr().out.count("part ended and is started again") == 3


def test_running_stops_its_children_whatever_ends_it(tmp_path: Path) -> None:
    sleeping = child(tmp_path / "log", "import time; time.sleep(60)")

    with contextlib.suppress(supervisor.StopRequested), supervisor.running([sleeping]):
        assert sleeping.runs()
        raise supervisor.StopRequested

    assert not sleeping.runs()


def test_stop_ends_the_grandchildren_too(tmp_path: Path) -> None:
    program = "import os, time; os.fork(); print(os.getpid(), flush=True); time.sleep(60)"
    parent = child(tmp_path / "log", program)
    parent.start()
    wait_until(lambda: (tmp_path / "log").read_text().count("\n") == 2)

    parent.stop()

    pids = [int(word) for word in (tmp_path / "log").read_text().split()]
    wait_until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in pids))


def test_stoppable_turns_a_signal_into_a_request_once() -> None:
    before = {each: signal.getsignal(each) for each in supervisor.STOP_SIGNALS}
    try:
        with pytest.raises(supervisor.StopRequested), supervisor.stoppable():
            os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
