"""Keeps children running until it is told to stop, then stops every one of them."""

import contextlib
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import NoReturn

from config.demo.console import say
from config.demo.problem import DemoProblem
from config.embedded.process import Child

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
POLL_SECONDS = 0.25
RESTARTS = 3
RESTART_WINDOW_SECONDS = 60.0


class StopRequested(BaseException):
    """A signal asked the demo to end; passes through everything that catches errors."""


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turns the first stop signal into `StopRequested`; the ones after it change nothing."""

    def request(_number: int, _frame: FrameType | None) -> NoReturn:
        for each in STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise StopRequested

    for each in STOP_SIGNALS:
        signal.signal(each, request)
    yield


@contextlib.contextmanager
def running(children: list[Child]) -> Iterator[None]:
    """Start the children, and stop all of them at the end whatever ends it."""
    try:
        for child in children:
            child.start()
        yield
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.stop()


def watch(children: Sequence[tuple[Child, Callable[[], None]]]) -> NoReturn:
    """Restart, by the function beside it, a child that ended; give up on one that keeps ending."""
    deaths: dict[str, list[float]] = defaultdict(list)
    while True:
        for child, restart in children:
            if not child.runs():
                _note_death(child, deaths[child.name])
                restart()
        time.sleep(POLL_SECONDS)


def _note_death(child: Child, times: list[float]) -> None:
    now = time.monotonic()
    times[:] = [earlier for earlier in times if now - earlier < RESTART_WINDOW_SECONDS]
    if len(times) >= RESTARTS:
        raise DemoProblem(f"{child.name} keeps ending: {child.last_words()} ({child.log})")
    times.append(now)
    say(f"  {child.name} ended and is started again; its log is {child.log}")
