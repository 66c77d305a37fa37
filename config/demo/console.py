"""What the demo tells the terminal: one line per step, with the time it took."""

import contextlib
import time
from collections.abc import Iterator


def say(line: str = "") -> None:
    print(line, flush=True)


@contextlib.contextmanager
def step(label: str) -> Iterator[None]:
    """Name the step before it begins, and add its seconds once it is done."""
    began = time.monotonic()
    print(f"  {label} ... ", end="", flush=True)
    try:
        yield
    except BaseException:
        say()
        raise
    say(f"{time.monotonic() - began:.1f} s")
