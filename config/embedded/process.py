"""Child processes: started tethered to us, in a session of their own, and always reaped."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.embedded.account import Account

TETHER = Path(__file__).with_name("tether.py")


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    folder: Path,
    account: Account | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in `folder`, its output appended to `log`, as `account` if given.

    The session of its own keeps a terminal's Ctrl-C from reaching the child before us.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            [*_tether(death_signal, account), *map(str, command)],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


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


def stop(
    process: subprocess.Popen[bytes],
    *,
    seconds: float,
    stop_signal: signal.Signals = signal.SIGTERM,
) -> None:
    """Ask the process to end, wait, then end whatever is left of its session."""
    if process.poll() is None:
        process.send_signal(stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def last_line(log: Path) -> str:
    """The last line a child wrote, to quote where it failed."""
    with contextlib.suppress(OSError):
        lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
        return lines[-1].strip() if lines else "It wrote nothing."
    return "It wrote nothing."


def _tether(death_signal: signal.Signals, account: Account | None) -> list[str]:
    uid, gid = (account.uid, account.gid) if account else (-1, -1)
    words = (os.getpid(), int(death_signal), uid, gid)
    return [sys.executable, "-I", "-S", str(TETHER), *map(str, words)]
