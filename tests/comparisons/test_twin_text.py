"""Whatever a text of the catalog says, in Markdown it stays that text and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from comparisons.cells import UNKNOWN, Cell
from comparisons.sources import Mention
from comparisons.twins.cells import cell_text
from comparisons.twins.prose import prose
from comparisons.twins.text import inline, link, table
from tests.comparisons.facts_builders import AS_OF

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = "\\`*_[]<>|~&#+-=.)!(:;1a \n"
texts = st.text(st.sampled_from(MARKS)) | st.text(st.characters(exclude_categories=("Cc", "Cs")))


def told(tokens: list[Token]) -> str:
    return "".join(
        child.content
        for token in tokens
        if token.type == "inline"
        for child in token.children or []
    )


@given(texts)
def test_inline_reads_back_as_one_paragraph_of_the_same_words(text: str) -> None:
    tokens = READER.parse(inline(text))

    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {c.type for t in tokens for c in t.children or []} <= {"text", "text_special"}
    assert told(tokens).split() == text.replace("\ufffe", "").replace("\uffff", "").split()


@given(texts)
def test_cell_does_not_break_its_table(text: str) -> None:
    tokens = READER.parse(table(("One", "Two"), [[inline(text), "last"]]))

    assert [token.type for token in tokens].count("td_open") == 2
    assert [token.type for token in tokens].count("tr_open") == 2


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("3. Reich", r"3\. Reich"),
        ("67.4 / 100", "67.4 / 100"),
        ("# Title", r"\# Title"),
        ("- item", r"\- item"),
        ("<script>", r"\<script\>"),
        ("a | b", r"a \| b"),
        ("one\n\ntwo", "one two"),
        ("AT&amp;T", r"AT\&amp;T"),
    ],
)
def test_inline_escapes_what_markdown_would_read(text: str, markdown: str) -> None:
    assert inline(text) == markdown


@pytest.mark.parametrize(
    ("url", "markdown"),
    [
        ("https://a.example/?q=1", "[A\\_b](<https://a.example/?q=1>)"),
        ("https://a.example/> x", "[A\\_b](<https://a.example/%3E%20x>)"),
        ("javascript:alert(1)", r"A\_b"),
        ("https://[", r"A\_b"),
        ("", r"A\_b"),
    ],
)
def test_link_leads_to_addresses_of_the_web_alone(url: str, markdown: str) -> None:
    assert link("A_b", url) == markdown


def test_cell_tells_notes_day_and_source() -> None:
    source = Mention("The hub", "https://hub.example/")
    cell = Cell("$0.22", notes=("at One",), as_of=AS_OF, source=source, disputed=True)

    told = "$0.22 (at One; sources disagree; 1 June 2026, [The hub](<https://hub.example/>))"
    assert cell_text(cell) == told
    assert cell_text(UNKNOWN) == "Unknown"


@pytest.mark.parametrize(
    ("markdown", "kept"),
    [
        ("# Title\n\nWords *and* more.", "### Title\n\nWords and more."),
        ("<img src=x onerror=alert(1)>", r"\<img src=x onerror=alert(1)\>"),
        ("![x](https://image.example/x.png)", "x"),
        ("- one\n- two\n  - deep", "- one\n\n- two\n\n  - deep"),
        ("See [it](https://a.example/), please", "See [it](<https://a.example/>), please"),
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
        ("```\n<b>\n```", "```\n<b>\n```"),
    ],
)
def test_prose_keeps_structure_and_drops_what_is_dangerous(markdown: str, kept: str) -> None:
    assert prose(markdown) == kept
