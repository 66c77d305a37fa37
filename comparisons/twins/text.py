"""Markdown from texts that must stay texts."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit

from comparisons.sources import Mention
from ranking.explanation import SourceMention

SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
# What begins a heading, a list, a rule or an underlined heading at the start of a line.
LEADING = re.compile(r"^(#{1,6}|[-+](?=\s|$)|[-=+]{2,}|=)")
NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")
SCHEMES = {"http", "https", "mailto"}
ADDRESS = "/:?#@!$&'()*+,;=%~[]"


def inline(text: object) -> str:
    """The text on one line with nothing in it that Markdown would read."""
    flat = " ".join(UNSEEN.sub("", str(text)).split())
    escaped = SPECIAL.sub(r"\\\1", flat)
    return NUMBERED.sub(r"\1\\\2", LEADING.sub(r"\\\1", escaped))


def link(text: object, url: str) -> str:
    """The text, leading to the address where that is one of the web."""
    address = quote(UNSEEN.sub("", url).strip(), safe=ADDRESS)
    if not inline(text) or not _leads_outward(address):
        return inline(text)
    return f"[{inline(text)}](<{address}>)"


def mention(source: Mention | SourceMention | None) -> str:
    return link(source.title, source.url) if source else ""


def heading(level: int, text: object) -> str:
    return f"{'#' * level} {inline(text)}"


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def table(head: Sequence[object], rows: Iterable[Sequence[str]]) -> str:
    """`head` is escaped here; `rows` hold Markdown already."""
    lines = [[inline(one) or " " for one in head], ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def joined(parts: Iterable[str], between: str = "; ") -> str:
    return between.join(part for part in parts if part)


def document(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _leads_outward(address: str) -> bool:
    try:
        return urlsplit(address).scheme in SCHEMES
    except ValueError:
        return False
