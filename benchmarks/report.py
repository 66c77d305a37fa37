"""Figures as Markdown, kept in docs/performance.md one section a benchmark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Section:
    """What one benchmark found: a paragraph on what was measured, a table of figures, and what
    else belongs to it."""

    title: str
    method: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    more: Sequence["Section"] = ()

    def markdown(self, level: int = 2) -> str:
        lines = [f"{'#' * level} {self.title}", "", self.method, "", _row(self.header)]
        lines += [_row(["---"] * len(self.header))]
        lines += [_row(row) for row in self.rows]
        for section in self.more:
            lines += ["", section.markdown(level + 1)]
        return "\n".join(lines)


def keep(path: Path, name: str, section: Section, machine: str) -> None:
    """Put a section into the page in place of its older self, or at the end."""
    text = path.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    block = f"{begin}\n{section.markdown()}\n\n{machine}\n{end}"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if pattern.search(text):
        text = pattern.sub(lambda _: block, text)
    else:
        text = f"{text.rstrip()}\n\n{block}\n"
    path.write_text(text, encoding="utf-8")


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
