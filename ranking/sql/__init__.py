"""The statements of this room, read from the files beside this one."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def load(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text()


def filled_in(name: str, values: Mapping[str, str]) -> str:
    """The statement with each `/* key */` replaced by its value."""
    text = load(name)
    for key, value in values.items():
        text = text.replace(f"/* {key} */", value)
    return text
