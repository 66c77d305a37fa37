"""Tokens say what was signed, to nobody but who can show them in time."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.signing import Signer
from hypothesis import given
from hypothesis import strategies as st

from matchgraph.identity import Surface
from matchgraph.tokens import BadToken, Hit, read_token, token_of
from tests.builders import NOON

HIT = Hit(UUID(int=7 << 76), 12, 34, 5, Surface.PAGE, NOON)


@given(
    st.uuids(),
    st.integers(1, 2**63 - 1),
    st.none() | st.integers(1, 2**63 - 1),
    st.integers(1, 65_535),
    st.sampled_from(Surface),
)
def test_token_gives_back_what_was_signed(
    search: UUID, artifact: int, capability: int | None, position: int, surface: Surface
) -> None:
    hit = Hit(search, artifact, capability, position, surface, NOON)

    token = token_of(hit)

    assert read_token(token, now=NOON) == hit
    assert len(token) <= 100


@pytest.mark.parametrize("place", [0, 20, 51, 60, 95])
def test_token_with_any_letter_changed_is_not_ours(place: int) -> None:
    token = token_of(HIT)
    changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]

    with pytest.raises(BadToken, match="not a token"):
        read_token(changed, now=NOON)


@pytest.mark.parametrize("text", ["", "x", ":", "a:b", "é" * 500, Signer().sign("AAAA")])
def test_text_that_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(BadToken):
        read_token(text, now=NOON)


def test_other_things_we_sign_are_no_tokens() -> None:
    with pytest.raises(BadToken):
        read_token(Signer(salt="matchgraph.hit").sign("AAAA"), now=NOON)


def test_token_lasts_a_day() -> None:
    token = token_of(HIT)

    assert read_token(token, now=NOON + timedelta(hours=24)) == HIT
    with pytest.raises(BadToken, match="too old"):
        read_token(token, now=NOON + timedelta(hours=24, seconds=1))
