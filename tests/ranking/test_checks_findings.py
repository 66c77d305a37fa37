from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.checks.findings import Finding, Link, finding
from ranking.checks.outcomes import History, Outcome

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FAILED_ONCE = History(failing_since=NOON, failed_at=NOON, failures=1)
DEAD = History(failing_since=NOON - 2 * DAY, failed_at=NOON, failures=2)
PAGE = "https://acme.example/"


def link(outcome: Outcome | None = None, **fields: Any) -> Link:
    """A link never tried, unless an outcome is given."""
    return Link(
        **{"address": PAGE, "tried_at": NOON if outcome else None, "outcome": outcome} | fields
    )


def alive(at: datetime = NOON, **fields: Any) -> Link:
    return link(Outcome.ANSWERED, status=200, **{"history": History(answered_at=at)} | fields)


def dead(**fields: Any) -> Link:
    return link(Outcome.FAILED, status=404, **{"history": DEAD} | fields)


links = st.lists(
    st.builds(
        Link,
        address=st.sampled_from([PAGE, "https://b.example/", "https://c.example/"]),
        history=st.sampled_from([History(), History(answered_at=NOON), FAILED_ONCE, DEAD]),
        tried_at=st.sampled_from([None, NOON, NOON + HOUR]),
        outcome=st.sampled_from(Outcome),
        status=st.sampled_from([None, 200, 404]),
        led_to=st.sampled_from(["", "https://d.example/"]),
        note=st.sampled_from(["", "No answer within 10 seconds"]),
    ),
    max_size=5,
)


def test_without_links_there_is_nothing_to_say() -> None:
    assert finding([]) is None


def test_before_the_first_attempt_there_is_nothing_to_say() -> None:
    assert finding([link()]) is None
    assert finding([link(), dead()]) is None


def test_a_link_that_answered_is_alive_since_it_did() -> None:
    assert finding([alive(NOON - DAY)]) == Finding(1000, f"{PAGE} answered", NOON - DAY)


def test_where_it_led_is_told() -> None:
    found = finding([alive(led_to="https://www.acme.example/en/")])
    assert found
    assert found.evidence == f"{PAGE} answered, at https://www.acme.example/en/"


def test_one_living_link_is_enough_and_the_latest_answer_counts() -> None:
    found = finding([dead(), alive(NOON - DAY), alive(NOON - HOUR, address="https://b.example/")])
    assert found == Finding(1000, "https://b.example/ answered", NOON - HOUR)


def test_a_first_failure_leaves_what_was_known_and_is_told() -> None:
    history = History(NOON - 3 * DAY, NOON, NOON, 1)
    found = finding([link(Outcome.FAILED, status=500, history=history)])
    assert found == Finding(
        1000, f"{PAGE} answered; lately {PAGE}: answered 500, since 2026-06-01", NOON - 3 * DAY
    )


def test_never_answered_and_failed_once_is_not_known() -> None:
    found = finding([link(Outcome.FAILED, status=500, history=FAILED_ONCE)])
    assert found == Finding(
        None,
        f"{PAGE}: answered 500, since 2026-06-01; counts if it still fails a day later",
        NOON,
    )


def test_all_dead_is_dead_since_the_failure_seen_longest_ago() -> None:
    earlier = History(failing_since=NOON - 5 * DAY, failed_at=NOON - DAY, failures=3)
    other = dead(address="https://b.example/", history=earlier)
    assert finding([dead(), other]) == Finding(
        0,
        "https://b.example/: answered 404, since 2026-05-27; 1 more of its links fail",
        NOON - DAY,
    )


def test_dead_beside_one_not_known_is_not_known() -> None:
    barred = link(Outcome.BARRED, status=403, address="https://b.example/")
    assert finding([dead(), barred]) == Finding(
        None,
        "https://b.example/ wants a login or turns programs away: answered 403",
        NOON,
    )


@pytest.mark.parametrize(
    ("outcome", "fields", "evidence"),
    [
        (Outcome.LATER, {"status": 429}, f"{PAGE}: answered 429"),
        (
            Outcome.REFUSED,
            {"note": "acme.example is a private address"},
            f"{PAGE}: acme.example is a private address",
        ),
        (Outcome.OFFLINE, {"note": "Nothing else answered"}, f"{PAGE}: Nothing else answered"),
    ],
)
def test_what_is_no_evidence_is_not_known_and_said_so(
    outcome: Outcome, fields: dict[str, Any], evidence: str
) -> None:
    assert finding([link(outcome, **fields)]) == Finding(None, evidence, NOON)


def test_a_rename_says_where_it_leads() -> None:
    moved = link(
        Outcome.MOVED,
        address="https://github.com/acme/tool",
        led_to="https://github.com/other/gadget",
        status=200,
        history=DEAD,
    )
    assert finding([moved]) == Finding(
        0, "github.com/acme/tool leads to github.com/other/gadget since 2026-05-30", NOON
    )


def test_dead_and_turned_away_since_stays_dead() -> None:
    found = finding([link(Outcome.BARRED, status=403, history=DEAD)])
    assert found == Finding(0, f"{PAGE} has not answered since 2026-05-30", NOON)


def test_long_evidence_is_cut() -> None:
    found = finding([alive(address="https://acme.example/" + "x" * 1000)])
    assert found
    assert len(found.evidence) == 500


@given(links, st.randoms(use_true_random=False))
def test_order_does_not_matter_for_what_counts(found: list[Link], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    one, other = finding(found), finding(shuffled)
    assert (one and (one.permille, one.checked_at)) == (
        other and (other.permille, other.checked_at)
    )


@given(links)
def test_one_more_living_link_is_always_alive(found: list[Link]) -> None:
    more = finding([*found, alive()])
    assert more
    assert more.permille == 1000


@given(links)
def test_one_more_dead_link_brings_nothing_to_life(found: list[Link]) -> None:
    before, after = finding(found), finding([*found, dead()])
    assert (
        after is None or after.permille != 1000 or (before is not None and before.permille == 1000)
    )


@given(links)
def test_dead_only_if_every_link_is(found: list[Link]) -> None:
    said = finding(found)
    if said and said.permille == 0:
        assert all(one.history.is_dead for one in found)
    if said:
        assert len(said.evidence) <= 500
