"""An editor's Markdown inside a document of ours: no HTML, no images, headings below ours."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from comparisons.twins.text import inline, link

READER = MarkdownIt("commonmark", {"html": False, "linkify": False})
SHIFT, LOWEST = 2, 6
FENCE = "```"
CODE = ("fence", "code_block")


def prose(markdown: str) -> str:
    """Paragraphs, headings, lists, code and links stay; anything else is told as text."""
    return "\n\n".join(block for block in _blocks(READER.parse(markdown)) if block)


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """A list item's first line begins with its mark, two spaces deeper for every list around."""
    lead, level = "", 0
    for token in tokens:
        if token.type == "heading_open":
            lead = f"{'#' * min(int(token.tag[1]) + SHIFT, LOWEST)} "
        elif token.type == "list_item_open":
            lead = f"{'  ' * (level - 1)}- "
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            level += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            level -= 1
        elif token.type in CODE:
            yield _code(token.content)
        elif token.type == "inline":
            yield f"{lead}{_line(token.children or [])}"
            lead = ""


def _code(content: str) -> str:
    fence = FENCE
    while fence in content:
        fence += "`"
    return f"{fence}\n{content.rstrip()}\n{fence}"


def _line(children: Sequence[Token]) -> str:
    """Text with its links; emphasis and code are told by their words alone."""
    told, words, url = [], "", ""
    for child in children:
        if child.type == "link_open":
            told.append(_spaced(words))
            words, url = "", str(child.attrGet("href") or "")
        elif child.type == "link_close":
            told.append(link(words, url))
            words, url = "", ""
        else:
            words += " " if child.type in {"softbreak", "hardbreak"} else child.content
    return "".join((*told, _spaced(words))).strip()


def _spaced(words: str) -> str:
    """With a space where it had any, towards a link before or after it."""
    before, after = (" " if end.isspace() else "" for end in (words[:1], words[-1:]))
    return f"{before}{inline(words)}{after}" if words.strip() else before
