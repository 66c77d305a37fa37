from hypothesis import given
from hypothesis import strategies as st

from comparisons.alignment import align
from tests.comparisons.facts_builders import capability

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


def test_align_puts_the_same_capability_on_one_row() -> None:
    ours, theirs = capability("a"), capability("a")

    aligned = align([[ours, capability("b")], [capability("c"), theirs]])

    assert [(row.key, row.entries) for row in aligned.shared] == [("a", (ours, theirs))]
    assert [[fact.key for fact in facts] for facts in aligned.only] == [["b"], ["c"]]


def test_align_of_three_shares_what_two_have() -> None:
    aligned = align([[capability("a")], [capability("a")], [capability("b")]])

    assert [entry is None for entry in aligned.shared[0].entries] == [False, False, True]
    assert [len(facts) for facts in aligned.only] == [0, 0, 1]


@given(st.lists(KEYS, min_size=2, max_size=6))
def test_align_loses_and_repeats_nothing(lists: list[list[str]]) -> None:
    facts = [[capability(key) for key in keys] for keys in lists]

    aligned = align(facts)

    for place, keys in enumerate(lists):
        shown = [row.key for row in aligned.shared if row.entries[place]]
        shown += [fact.key for fact in aligned.only[place]]
        assert sorted(shown) == sorted(keys)


@given(KEYS, KEYS)
def test_align_mirrors(one: list[str], other: list[str]) -> None:
    facts, others = [capability(key) for key in one], [capability(key) for key in other]

    aligned, mirrored = align([facts, others]), align([others, facts])

    assert {row.key for row in aligned.shared} == {row.key for row in mirrored.shared}
    assert aligned.only == mirrored.only[::-1]
