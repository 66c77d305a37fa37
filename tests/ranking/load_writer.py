"""A writer in its own process: `python -m tests.ranking.load_writer SEED` edits until stopped."""

import signal
import sys
from itertools import count
from random import Random
from types import FrameType

import django

stopping = False


def stop(number: int, frame: FrameType | None) -> None:
    global stopping  # noqa: PLW0603 (a signal handler has nowhere else to leave word)
    stopping = True


def main(seed: int) -> None:
    django.setup()
    from django.core.exceptions import ObjectDoesNotExist  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415 (settings are read by the line above)

    from catalog.signals import notify_changed  # noqa: PLC0415
    from tests import builders  # noqa: PLC0415
    from tests.ranking.edits import edit  # noqa: PLC0415

    signal.signal(signal.SIGTERM, stop)
    # Names of its own: another writer counts from elsewhere.
    builders._numbers = count(seed * 1_000_000)
    random, done, lost = Random(seed), 0, 0
    while not stopping:
        try:
            edit(random)
            done += 1
        except (DatabaseError, LookupError, ObjectDoesNotExist):
            lost += 1  # another writer was there first: its rows are gone, or it holds them
        notify_changed()
    print(f"{done} edits, {lost} lost to others", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
