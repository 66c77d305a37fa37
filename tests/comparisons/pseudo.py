"""A language made for tests: German by name, in which every message is put in brackets."""

import ast
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

ROOMS = ("catalog", "matchgraph", "ranking", "comparisons")
TEXT = r"u?'(?:\\.|[^'\\])*'|u?\"(?:\\.|[^\"\\])*\""
CALL = re.compile(rf"\b(n?p?gettext|_)\(((?:{TEXT})(?:, ?(?:{TEXT}))*)")
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
# A function's name, and the texts it was called with.
Called = tuple[str, list[str]]


def write_catalog(folder: Path) -> None:
    """`de/LC_MESSAGES/django.mo` with every message of the public site."""
    place = folder / "de" / "LC_MESSAGES"
    place.mkdir(parents=True)
    messages = {"": HEADER} | dict(map(_bracketed, [*_of_templates(), *_of_code()]))
    (place / "django.mo").write_bytes(_compiled(messages))


def _bracketed(called: Called) -> tuple[str, str]:
    name, texts = called
    context = f"{texts.pop(0)}\4" if "p" in name else ""
    forms = texts[:2] if name.startswith("n") else texts[:1]
    return context + "\0".join(forms), "\0".join(f"[{form}]" for form in forms)


def _of_templates() -> Iterator[Called]:
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        for name, texts in CALL.findall(templatize(path.read_text())):
            yield name, list(ast.literal_eval(f"({texts},)"))


def _of_code() -> Iterator[Called]:
    for path in (one for room in ROOMS for one in Path(settings.BASE_DIR, room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and (called := _called(node)):
                yield called


def _called(node: ast.Call) -> Called | None:
    name = getattr(node.func, "id", getattr(node.func, "attr", "")).removesuffix("_noop")
    name = "ngettext" if name == "plural" else name
    texts = [str(one.value) for one in node.args if isinstance(one, ast.Constant)]
    return (name, texts) if texts and re.fullmatch("n?p?gettext", name) else None


def _compiled(messages: dict[str, str]) -> bytes:
    """The file format of GNU gettext: two tables of lengths and places, then the texts."""
    texts = [one.encode() for one in sorted(messages)]
    texts += [messages[one].encode() for one in sorted(messages)]
    count = len(messages)
    place = 28 + 16 * count
    table = b""
    for text in texts:
        table += struct.pack("<II", len(text), place)
        place += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, place)
    return head + table + b"".join(text + b"\0" for text in texts)
