"""Spelling: what the many ways to write a word or a name have in common."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchgraph.retrieval import words

LETTERS = st.text(alphabet="abcdefgh", min_size=4, max_size=14)
ANY = st.text(max_size=80)


def test_examples_in_the_module_hold() -> None:
    assert doctest.testmod(words).failed == 0


@pytest.mark.parametrize(
    "written",
    ["Claude Code", "claude-code", "CLAUDE_CODE", "ClaudeCode", "claude.code", "Cláude Code"],
)
def test_compact_is_the_same_for_every_spelling_of_a_name(written: str) -> None:
    assert words.compact(written) == "claudecode"


@pytest.mark.parametrize(("name", "form"), [("C++", "c++"), ("C#", "c#"), ("++", ""), ("語", "")])
def test_compact_keeps_signs_that_tell_names_apart(name: str, form: str) -> None:
    assert words.compact(name) == form


@given(ANY)
def test_compact_of_what_is_compact_is_itself(text: str) -> None:
    assert words.compact(words.compact(text)) == words.compact(text)


@given(ANY)
def test_words_of_any_text_are_short_and_come_once(text: str) -> None:
    found = words.words_of(text)

    assert len(found) == len(set(found))
    assert all(0 < len(word) <= words.LONGEST_WORD for word in found)


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("qdrant", "qdrant", 0),
        ("qdarnt", "qdrant", 1),
        ("qdran", "qdrant", 1),
        ("qdrannt", "qdrant", 1),
        ("kdrant", "qdrant", 1),
        ("langrpah", "langgraph", 2),
        ("", "abc", 3),
    ],
)
def test_slips_counts_letters_added_lost_changed_and_swapped(
    one: str, other: str, number: int
) -> None:
    assert words.slips(one, other) == number


@given(LETTERS, LETTERS)
def test_slips_are_the_same_both_ways(one: str, other: str) -> None:
    assert words.slips(one, other) == words.slips(other, one)


@given(LETTERS, st.data())
def test_a_word_and_its_slip_have_a_variant_in_common(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcxyz"))
    swapped = word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
    changed = word[:place] + letter + word[place + 1 :]

    for slip in (swapped, changed):
        assert set(words.variants(word)) & set(words.variants(slip))


@pytest.mark.parametrize("word", ["abc", "gpt4", "c++", "x" * 41, "größe", ""])
def test_short_words_numbers_and_names_with_signs_are_not_respelled(word: str) -> None:
    assert words.variants(word) == []


def test_variants_of_a_long_word_are_few() -> None:
    assert len(words.variants("abcdefghijklmn")) == 1 + 14 + 91
    assert len(words.variants("abcdefghijklmnopqrstuvwxyz")) == 1 + 26


def test_nearest_prefers_fewer_slips_then_the_first_letter_then_use() -> None:
    known = [("crane", 9), ("plane", 3), ("plant", 5), ("planet", 1)]

    assert words.nearest("planr", known) == ("plant", 1)
    assert words.nearest("slane", [("plane", 3), ("slant", 1)]) == ("slant", 1)
    assert words.nearest("zlane", [("plane", 3)]) is None


def test_nearest_is_none_where_nothing_is_near() -> None:
    assert words.nearest("zebra", [("quartz", 5), ("ze", 9)]) is None


def test_spans_are_bounded() -> None:
    assert len(words.spans("word " * 300, 60)) == 5
    assert len(words.spans(" ".join(f"w{n}" for n in range(300)), 60)) == 60
