"""The signing key of a data folder: made once, readable by its owner alone."""

import os
import secrets
from pathlib import Path


def stored_secret(data_dir: Path, name: str = "secret-key") -> str:
    """The text kept in `data_dir`, or an empty one where there is none."""
    try:
        return (data_dir / name).read_text().strip()
    except OSError:
        return ""


def keep_secret(data_dir: Path, name: str = "secret-key", *, size: int = 50) -> str:
    """The kept text of `name`, made at random from `size` bytes where there is none."""
    if found := stored_secret(data_dir, name):
        return found
    made = secrets.token_urlsafe(size)
    handle = os.open(data_dir / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(f"{made}\n")
    return made
