"""`python -m tests.mutations [NUMBER ...]`: all of them, or those of some invariants.

Each breaks one place of the code, runs the tests that have to notice, and puts the place back.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.mutations.rules import MUTATIONS, Mutation

ROOT = Path(__file__).resolve().parents[2]


def main(numbers: list[int]) -> int:
    survived = 0
    for mutation in MUTATIONS:
        if numbers and mutation.number not in numbers:
            continue
        noticed = is_noticed(mutation)
        survived += not noticed
        state = "noticed" if noticed else "SURVIVED"
        print(f"{mutation.number:>3} {state}: {mutation.rule}", flush=True)  # noqa: T201
    return survived


def is_noticed(mutation: Mutation) -> bool:
    with broken(mutation):
        tests = [sys.executable, "-m", "pytest", "-x", "-q", *mutation.tests.split()]
        run = subprocess.run(tests, cwd=ROOT, capture_output=True, text=True, check=False)
    # 1 is a failed test; anything else would be a run that never came to it.
    return run.returncode == 1


@contextmanager
def broken(mutation: Mutation) -> Iterator[None]:
    path = ROOT / mutation.path
    text = path.read_text(encoding="utf-8")
    if text.count(mutation.old) != 1:
        raise SystemExit(f"{mutation.path} no longer holds {mutation.old!r} once.")
    path.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main([int(number) for number in sys.argv[1:]]))
