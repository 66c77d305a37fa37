"""The statements of this room, read from the files beside this one."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def load(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text()
