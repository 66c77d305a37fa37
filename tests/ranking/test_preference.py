"""What searchers chose: told only where there is enough of it, and named only where it is clear."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from ranking.preference import CapabilityEvidence, CapabilityFinding, findings
from tests.ranking.explained import evidence, evidences

KEY = "code.writing"


def favoured(one: CapabilityEvidence, other: CapabilityEvidence) -> int | None:
    (found,) = findings({KEY: one}, {KEY: other})
    return found.favours


def test_finding_tells_the_evidence_of_both() -> None:
    one = evidence(satisfaction=700_000)
    other = evidence(satisfaction=400_000, examinations=20_000, visitors=5)

    assert findings({KEY: one}, {KEY: other}) == (
        CapabilityFinding(KEY, "Code writing", (700_000, 400_000), (40_000, 20_000), (12, 5), 0),
    )


@pytest.mark.parametrize("scarce", [{"examinations": 19_999}, {"visitors": 4}])
def test_nothing_is_told_where_either_side_has_too_little(scarce: dict[str, Any]) -> None:
    enough, little = evidence(satisfaction=900_000), evidence(**scarce)

    assert findings({KEY: enough}, {KEY: little}) == ()
    assert findings({KEY: little}, {KEY: enough}) == ()


def test_nothing_is_told_of_what_one_side_alone_was_searched_for() -> None:
    assert findings({KEY: evidence()}, {"code.review": evidence()}) == ()


@pytest.mark.parametrize(
    ("difference", "favours"),
    [(1_281_552, 0), (1_281_551, None), (-1_281_552, 1), (-1_281_551, None), (0, None)],
)
def test_searchers_chose_one_from_ninety_per_cent_on(difference: int, favours: int | None) -> None:
    one = evidence(satisfaction=2_000_000 + difference, sd=600_000)
    other = evidence(satisfaction=2_000_000, sd=800_000)

    assert favoured(one, other) == favours


def test_ninety_per_cent_to_the_last_digit_is_enough() -> None:
    behind = evidence(satisfaction=0, sd=0)

    assert favoured(evidence(satisfaction=12_815_516, sd=10**7), behind) == 0
    assert favoured(evidence(satisfaction=12_815_515, sd=10**7), behind) is None


def test_equal_satisfaction_known_exactly_favours_nobody() -> None:
    assert favoured(evidence(sd=0), evidence(sd=0)) is None
    assert favoured(evidence(sd=0, satisfaction=500_001), evidence(sd=0)) == 0


def test_capability_has_one_name_whichever_side_comes_first() -> None:
    one, other = {KEY: replace(evidence(), name="Coding")}, {KEY: evidence()}

    assert [findings(*sides)[0].name for sides in ((one, other), (other, one))] == [
        "Code writing"
    ] * 2


@given(evidences, evidences)
def test_findings_mirror(
    one: dict[str, CapabilityEvidence], other: dict[str, CapabilityEvidence]
) -> None:
    there, back = findings(one, other), findings(other, one)

    assert [(f.key, f.name) for f in there] == [(f.key, f.name) for f in back]
    assert [f.visitors for f in there] == [f.visitors[::-1] for f in back]
    assert [f.favours for f in there] == [
        None if f.favours is None else 1 - f.favours for f in back
    ]
