"""What `make demo` says when it cannot start: one line that says what to do, and exit code 1."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT, free_port


def demo(**environment: str) -> tuple[int, str]:
    """The demo's exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "config.demo"],
        env={**os.environ, **environment},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.strip()


def test_taken_port_ends_the_demo_with_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        said = demo(PORT=str(port))

    assert said == (
        1,
        f"Port {port} on 127.0.0.1 cannot be used (Address already in use): "
        f"stop what uses it, or run `make demo PORT={port + 1}`.",
    )


@pytest.mark.parametrize(
    ("variable", "value", "line"),
    [
        ("PORT", "eighty", "PORT is 'eighty', not a number from 1 to 65535. Try PORT=8000."),
        (
            "REDIS_URL",
            "localhost:6379",
            "REDIS_URL is not an address that starts with redis:// or rediss:// or unix://. "
            "Write it like redis://host:6379/0, or unset it to use the embedded server.",
        ),
        (
            "HOST",
            "203.0.113.9",
            "HOST=203.0.113.9 is no address of this machine: try HOST=127.0.0.1.",
        ),
    ],
)
def test_unusable_setting_ends_the_demo_with_one_line(variable: str, value: str, line: str) -> None:
    assert demo(**{"PORT": str(free_port()), variable: value}) == (1, line)


def test_data_folder_that_is_a_file_ends_the_demo_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    code, said = demo(PORT=str(free_port()), DATA_DIR=str(tmp_path / "data"))

    assert (code, said.splitlines()[1:]) == (
        1,
        [
            f"The data folder {tmp_path / 'data'} cannot be used (Not a directory): "
            "give it to yourself, or set DATA_DIR to another folder."
        ],
    )
