"""How words, meaning and names are put together."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchgraph.retrieval import fusion
from matchgraph.retrieval.fusion import Evidence, Meaning, Word
from matchgraph.retrieval.hits import Why
from matchgraph.retrieval.lexical import Held
from matchgraph.retrieval.names import Called
from matchgraph.retrieval.reasons import reasons_of

RARE, COMMON = Word("zebra", 4.0, {1: 1.0}), Word("model", 3.0, {2: 1.0})
QUERY = [RARE, COMMON]
IMPACTS = st.dictionaries(st.integers(0, 1), st.floats(0, 2200), max_size=2)
COSINES = st.floats(-1, 1)


def test_idf_is_that_of_bm25() -> None:
    assert fusion.idf_of(99, 9) == pytest.approx(log(1 + 90.5 / 9.5))
    assert fusion.idf_of(0, 0) == 0.0


@given(st.integers(1, 10**6), st.data())
def test_rarer_words_tell_more(documents: int, data: st.DataObject) -> None:
    holding = data.draw(st.integers(0, documents - 1))

    assert fusion.idf_of(documents, holding) > fusion.idf_of(documents, holding + 1) > 0


def test_word_score_is_the_sum_over_the_query_divided_by_its_length() -> None:
    assert fusion.word_score(QUERY, {0: 2000.0, 1: 1000.0}) == pytest.approx((4 * 2 + 3) / 5)


def test_word_score_of_a_query_without_words_is_nothing() -> None:
    assert fusion.word_score([], {}) == 0.0


@given(IMPACTS, st.integers(1, 5))
def test_word_score_is_the_same_for_a_query_of_the_same_words_rarer(
    worths: dict[int, float], times: int
) -> None:
    rarer = [Word(word.text, word.idf * times, word.terms) for word in QUERY]

    assert fusion.word_score(rarer, worths) == pytest.approx(fusion.word_score(QUERY, worths))


@given(IMPACTS, COSINES, COSINES, st.floats(0, 1))
def test_more_of_anything_never_lowers_the_score(
    worths: dict[int, float], whole: float, best: float, name: float
) -> None:
    less = fusion.score(QUERY, Evidence(worths, Meaning(whole, best), name))
    closer = fusion.score(QUERY, Evidence(worths, Meaning(whole, 1.0), name))
    named = fusion.score(QUERY, Evidence(worths, Meaning(whole, best), 1.0))

    if less is not None:
        assert closer is not None
        assert closer >= less
        assert named is not None
        assert named >= less


def test_what_only_sounds_a_little_alike_is_no_hit() -> None:
    assert fusion.score(QUERY, Evidence(meaning=Meaning(0.1, 0.1))) is None
    assert fusion.score(QUERY, Evidence(meaning=Meaning(0.4, 0.4))) == pytest.approx(0.7)
    assert fusion.score(QUERY, Evidence({0: 100.0}, Meaning(0.0, 0.0))) is not None


def test_closeness_is_half_the_whole_and_half_its_best_part() -> None:
    assert Meaning(0.2, 0.6).closeness == pytest.approx(0.4)


@given(IMPACTS, COSINES, st.floats(0, 1))
def test_strength_lies_between_none_and_whole(
    worths: dict[int, float], cosine: float, name: float
) -> None:
    assert 0 <= fusion.strength(QUERY, Evidence(worths, Meaning(cosine, cosine), name)) <= 1


def test_covered_is_the_share_of_what_the_words_tell() -> None:
    assert fusion.covered(QUERY, {0: 1.0}) == pytest.approx(4 / 7)


def test_order_of_equals_is_by_id() -> None:
    assert fusion.ordered([(3, 2.0), (1, 2.0), (2, 5.0)]) == [(2, 5.0), (1, 2.0), (3, 2.0)]


def test_what_is_worth_far_less_than_the_best_is_left_out() -> None:
    assert fusion.ordered([(1, 1.0), (2, 0.31), (3, 0.29)]) == [(1, 1.0), (2, 0.31)]
    assert fusion.ordered([]) == []


@pytest.mark.parametrize(
    ("places", "why"),
    [
        ([0b000001], (Why.NAME,)),
        ([0b000010, 0b000100], (Why.SUMMARY, Why.CAPABILITY)),
        ([0b001000], (Why.CAPABILITY,)),
        ([0b100000], (Why.TEXT,)),
    ],
)
def test_reasons_name_where_words_were_found(places: list[int], why: tuple[Why, ...]) -> None:
    held = [Held(0, 1, 1.0, place) for place in places]

    assert reasons_of(held, None, Meaning(0.9, 0.9)) == why


def test_reasons_tell_meaning_only_where_nothing_plainer_is() -> None:
    assert reasons_of([], None, Meaning(0.5, 0.5)) == (Why.MEANING,)
    assert reasons_of([], Called(0.6, is_alike=True), Meaning(0.5, 0.5)) == (Why.SPELLED_ALIKE,)
    assert reasons_of([], Called(1.0, is_alike=False), None) == (Why.NAME,)
