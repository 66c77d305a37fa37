"""The fonts of the cards: Inter (SIL Open Font License), out of the package that carries the desk.

It has the Latin, Greek and Cyrillic letters. Lines are laid out without shaping, so that they are
the same whatever libraries a machine has; scripts that need it are not in the font anyway.
"""

from functools import cache
from importlib.resources import as_file, files

from PIL import ImageFont

FOLDER = "static/unfold/fonts/inter"
REGULAR, STRONG = "Inter-Regular.woff2", "Inter-SemiBold.woff2"
NOTHING = "\U0010ffff"


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("unfold").joinpath(FOLDER, name)) as path:
        return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str) -> bool:
    """Whether the font has every letter of the text."""
    return all(map(_has, set(text)))


@cache
def _missing() -> bytes:
    return bytes(font(STRONG, 32).getmask(NOTHING))


def _has(letter: str) -> bool:
    return letter.isspace() or bytes(font(STRONG, 32).getmask(letter)) != _missing()
