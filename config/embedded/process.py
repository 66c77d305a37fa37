"""Child processes: started tethered to us, in a session of their own, and always reaped."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.embedded.account import Account

TETHER = Path(__file__).with_name("tether.py")


@dataclass
class Child:
    """A process that can be started again the way it was first started."""

    name: str
    command: Sequence[str | Path]
    log: Path
    folder: Path
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 10.0
    environment: Mapping[str, str] | None = None
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, its output appended to the log.

        The session of its own keeps a terminal's Ctrl-C from reaching it before us.
        """
        self._end_session()
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [*_tether(self.stop_signal, self.account), *map(str, self.command)],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def ask_to_stop(self) -> None:
        if self._process and self.runs():
            self._process.send_signal(self.stop_signal)

    def stop(self) -> None:
        """Ask the process to end, wait, then end whatever is left of its session."""
        if self._process is None:
            return
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(self.stop_seconds)
        self._end_session()
        self._process.wait()

    def _end_session(self) -> None:
        """Kill what an earlier run left behind: children it started and did not end."""
        if self._process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def last_words(self) -> str:
        """The last line of the log, to quote where it failed."""
        try:
            lines = self.log.read_text(errors="replace").split("\n")
        except OSError:
            lines = []
        return next((line.strip() for line in reversed(lines) if line.strip()), "it wrote nothing")


def run(
    command: Sequence[str | Path], *, folder: Path, account: Account | None
) -> subprocess.CompletedProcess[str]:
    """Run `command` to its end and return its output, both streams in one."""
    return subprocess.run(
        [*_tether(signal.SIGTERM, account), *map(str, command)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _tether(death_signal: signal.Signals, account: Account | None) -> list[str]:
    uid, gid = (account.uid, account.gid) if account else (-1, -1)
    words = (os.getpid(), int(death_signal), uid, gid)
    return [sys.executable, "-I", "-S", str(TETHER), *map(str, words)]
