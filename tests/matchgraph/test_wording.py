"""One spelling for a wording, and nothing where it asks for nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchgraph.wording import LONGEST_KEPT, is_meaningful, kept, normalise


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Text-to-Speech", "text to speech"),
        ("text_to  speech!", "text to speech"),
        ("ｔｅｘｔ to\tspeech?", "text to speech"),
        ("Find an MCP-server for the GPT-4.1 API!", "find mcp server for gpt 4.1 api"),
        ("C++, C# & .NET or node.js.", "c++ c# .net or node.js"),
        ("what’s the best SDK", "whats best sdk"),
        ("qwen3:480b", "qwen3 480b"),
        ("v1.2.3...", "v1.2.3"),
        ("(GPT-4)", "gpt 4"),
        ("STRASSE Straße", "strasse strasse"),
        ("हिन्दी अनुवाद", "हिन्दी अनुवाद"),
        ("https://github.com/org/repo", "github.com org repo"),
        ("R&D notes", "r&d notes"),
        ("😀 emoji 😀", "emoji"),
        ("", ""),
    ],
)
def test_spellings_of_one_wording_are_one(text: str, wording: str) -> None:
    assert normalise(text) == wording


@pytest.mark.parametrize(
    "text", ["the stack v2", "vitamin a", "plan a b test", "hepatitis a vaccine data", "an"]
)
def test_article_that_may_be_a_name_stays(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize("pair", [("gpt 4.1", "gpt 4.5"), ("qwen 2", "qwen 2.5"), ("v1", "v2")])
def test_versions_stay_apart(pair: tuple[str, str]) -> None:
    assert normalise(pair[0]) != normalise(pair[1])


@given(st.text(max_size=600))
def test_normalised_again_it_stays(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert len(once) <= LONGEST_KEPT


@given(st.text(st.sampled_from("athen .+#&-'"), max_size=60))
def test_articles_and_signs_are_settled_at_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=100))
def test_case_and_spaces_make_no_difference(text: str) -> None:
    assert normalise(f"  {text}\n") == normalise(text)
    assert normalise(text.casefold()) == normalise(text)


def test_long_wording_ends_with_a_whole_word() -> None:
    wording = normalise("transcription " * 40)

    assert wording == " ".join(["transcription"] * 14)


@given(st.text(max_size=600))
def test_what_is_kept_is_kept_again(text: str) -> None:
    wording = kept(text)

    assert wording is None or kept(wording) == wording


@pytest.mark.parametrize(
    "text",
    ["", "   ", "?!", "the", "a an the", "how do i", "x", "123", "3.5", "my mail is jo@x.org"],
)
def test_nothing_is_kept_of_what_asks_for_nothing(text: str) -> None:
    assert kept(text) is None


@pytest.mark.parametrize("text", ["ocr", "api", "email", "日本語", "c++ ai"])
def test_a_single_telling_word_is_kept(text: str) -> None:
    assert kept(text) == text


def test_words_that_announce_a_secret_tell_nothing_once_it_is_gone() -> None:
    assert is_meaningful("api key")
    assert not is_meaningful("api key", removed=True)
    assert kept("my api key: sk-proj-abcdefgh12345678") is None
