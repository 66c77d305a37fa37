"""Which wordings are one intent: the same groups in whatever order they came."""

import random
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchgraph.embedding import load
from matchgraph.grouping import Group, Likeness, Wording, grouped, planned
from matchgraph.likeness import ByTerms, stem, terms_of
from matchgraph.meaning import ByMeaning
from matchgraph.wording import normalise
from tests.matchgraph.paraphrases import WISHES

TEXTS = [
    "transcribe podcasts",
    "transcribe a podcast",
    "podcast transcribing",
    "generate images from text",
    "text to image generation",
    "postgres backup",
    "backup postgres database",
    "translate german letters",
]


def wording(text: str, intent: int = 1, **fields: bool) -> Wording:
    return Wording(digest=sha256(text.encode()).digest(), text=text, intent=intent, **fields)


def parts(groups: Sequence[Group]) -> set[frozenset[str]]:
    return {frozenset(one.text for one in group.members) for group in groups}


def test_wordings_of_the_same_terms_are_one_group() -> None:
    groups = grouped([wording(text, n) for n, text in enumerate(TEXTS)], ByTerms)

    assert frozenset({"transcribe podcasts", "transcribe a podcast", "podcast transcribing"}) in (
        parts(groups)
    )
    assert frozenset({"translate german letters"}) in parts(groups)


@given(st.permutations(TEXTS), st.randoms())
def test_groups_do_not_depend_on_order_nor_on_where_wordings_are(
    texts: list[str], chance: random.Random
) -> None:
    usual = grouped([wording(text, n) for n, text in enumerate(TEXTS)], ByTerms)

    again = grouped([wording(text, chance.randrange(5)) for text in texts], ByTerms)

    assert parts(again) == parts(usual)
    assert [group.first for group in again] == [group.first for group in usual]


def test_wordings_an_editor_placed_stay_together_and_apart() -> None:
    wordings = [
        wording("transcribe podcasts", 7, by_hand=True),
        wording("legal advice", 7, by_hand=True),
        wording("transcribe a podcast", 8, by_hand=True),
        wording("podcast transcribing", 3),
    ]

    groups = grouped(wordings, ByTerms)

    by_home = {group.held: {one.text for one in group.members} for group in groups}
    assert {"transcribe podcasts", "legal advice"} <= by_home[7]
    assert "transcribe a podcast" in by_home[8]
    assert len(groups) == 2


def test_wording_that_may_be_told_leads() -> None:
    groups = grouped(
        [wording(text, tellable=text == "podcast transcribing") for text in TEXTS[:3]], ByTerms
    )

    assert [group.members[0].text for group in groups] == ["podcast transcribing"]


def test_group_is_the_intent_most_of_its_wordings_are_of() -> None:
    groups = [Group(members=[wording("a", 1), wording("b", 2), wording("c", 2)])]

    plan = planned(groups)

    assert (plan.homes, plan.merged, plan.split) == ([2], {1: 0}, frozenset())


def test_of_equals_the_older_intent_stays() -> None:
    plan = planned([Group(members=[wording("a", 5), wording("b", 4)])])

    assert (plan.homes, plan.merged) == ([4], {5: 0})


def test_intent_whose_wordings_part_is_split() -> None:
    plan = planned(
        [Group(members=[wording("a", 1), wording("b", 1)]), Group(members=[wording("c", 1)])]
    )

    assert (plan.homes, plan.merged, plan.split) == ([1, None], {}, frozenset({1}))


def test_editors_intent_is_not_merged_when_its_wordings_leave() -> None:
    groups = [Group(held=9, members=[wording("a", 9, by_hand=True), wording("b", 3)])]

    assert planned(groups, kept={3}).merged == {}
    assert planned(groups).merged == {3: 0}


@given(st.lists(st.tuples(st.sampled_from(TEXTS), st.integers(1, 4)), max_size=8))
def test_planning_what_is_settled_changes_nothing(given_: list[tuple[str, int]]) -> None:
    wordings = [wording(text, intent) for text, intent in dict(given_).items()]
    groups = grouped(wordings, ByTerms)
    homes = [home if home is not None else 100 + n for n, home in enumerate(planned(groups).homes)]
    settled = [
        wording(one.text, home)
        for group, home in zip(groups, homes, strict=True)
        for one in group.members
    ]

    plan = planned(grouped(settled, ByTerms))

    assert (list(plan.homes), plan.merged, plan.split) == (homes, {}, frozenset())


def test_likeness_is_whole_of_the_same_terms_and_none_of_others() -> None:
    likeness = ByTerms(["transcribe podcasts", "podcast transcribe", "translate letters"])
    likeness.lead(0)

    assert likeness.nearest(1) == (0, 1_000_000)
    assert likeness.nearest(2) is None


def test_earlier_of_equal_leaders_is_nearest() -> None:
    likeness = ByTerms(["red cat", "blue cat", "cat"])
    likeness.lead(1)
    likeness.lead(0)

    nearest = likeness.nearest(2)

    assert nearest is not None
    assert nearest[0] == 0


@pytest.mark.parametrize("pair", [("gpt 4.1 price", "gpt 4.5 price"), ("llama 8b", "llama 70b")])
def test_other_versions_are_never_alike(pair: tuple[str, str]) -> None:
    for likeness in (ByTerms(pair), ByMeaning(pair, same_meaning)):
        likeness.lead(0)

        assert likeness.nearest(1) is None


def same_meaning(texts: Sequence[str]) -> list[list[float]]:
    return [[1.0, 0.0] for _ in texts]


def test_wordings_of_one_meaning_are_alike_without_a_common_word() -> None:
    likeness = ByMeaning(["automobile", "car"], same_meaning)
    likeness.lead(0)

    assert likeness.nearest(1) == (0, 1_000_000)


def test_common_words_count_where_meaning_says_little() -> None:
    texts = ["transcribe podcasts", "podcast transcribe", "letters"]
    likeness = ByMeaning(texts, lambda given: [[1.0, 0.0], [0.6, 0.8], [0.5, 0.866]])
    likeness.lead(0)

    assert likeness.nearest(1) == (0, 1_000_000)
    assert likeness.nearest(2) == (0, 500_000)


def test_nothing_is_near_where_nothing_leads() -> None:
    assert ByMeaning(["car"], same_meaning).nearest(0) is None
    assert ByTerms(["car"]).nearest(0) is None


@given(st.permutations(TEXTS))
def test_groups_by_meaning_do_not_depend_on_order(texts: list[str]) -> None:
    def likeness_of(given_: Sequence[str]) -> ByMeaning:
        return ByMeaning(given_, lambda all_: [[len(one) / 40, 0.3] for one in all_])

    usual = grouped([wording(text) for text in TEXTS], likeness_of)

    assert parts(grouped([wording(text) for text in texts], likeness_of)) == parts(usual)


def test_terms_leave_out_what_every_search_says() -> None:
    assert terms_of("find the best tools for images") == ["imag"]
    assert terms_of("best tool") == ["best", "tool"]
    assert [stem(word) for word in ("classes", "gpt4s", "news")] == ["class", "gpt4s", "news"]
    assert stem("generation") == stem("generates") == "generat"


def joined_pairs(likeness_of: Callable[[Sequence[str]], Likeness]) -> tuple[int, int, int]:
    """Pairs of paraphrases that were joined rightly, wrongly, and those that should have been."""
    wish = {normalise(text): n for n, texts in enumerate(WISHES) for text in texts}
    right = wrong = 0
    for group in grouped([wording(text) for text in wish], likeness_of):
        for one, other in combinations(group.members, 2):
            same = wish[one.text] == wish[other.text]
            right, wrong = right + same, wrong + (not same)
    return right, wrong, sum(comb(len(texts), 2) for texts in WISHES)


def test_paraphrases_are_seldom_joined_wrongly_by_their_words() -> None:
    assert joined_pairs(ByTerms) == (39, 1, 127)


def test_meaning_joins_more_of_them() -> None:
    embed = load("wordllama").embed

    assert joined_pairs(lambda texts: ByMeaning(texts, embed)) == (65, 3, 127)
