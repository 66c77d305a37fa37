"""The pictures for previews: their words fit, their bytes are the same each time."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from catalog.models import Artifact
from comparisons.cards.facts import artifact_card, comparison_card
from comparisons.cards.fonts import drawable
from comparisons.cards.lines import wrapped
from comparisons.cards.paint import artifact_png, comparison_png
from comparisons.table import compare
from tests.comparisons.facts_builders import DATASET, capability, explanation, subject
from tests.comparisons.ranked import full_artifact, rank_all

ALPHA = subject("alpha", rank=explanation(), summary="What it is.")


@given(st.text("ab .-", max_size=80), st.integers(3, 40), st.integers(1, 4))
def test_lines_fit_and_lose_nothing_unless_they_say_so(text: str, width: int, most: int) -> None:
    lines = wrapped(text, width, len, most=most)

    assert len(lines) <= most
    assert max(map(len, lines), default=0) <= width
    if not "".join(lines).endswith("…"):
        assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("one two three", ("one two", "three")),
        ("one two three four five", ("one two", "three…")),
        ("abcdefghijkl", ("abcdefgh", "ijkl")),
        ("abcdefghijklmnopqrst", ("abcdefgh", "ijklmno…")),
    ],
)
def test_words_are_broken_and_shortened_where_they_must(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 8, len, most=2) == lines


@pytest.mark.parametrize(
    ("text", "known"), [("Größe Ωж …", True), ("通义千问", False), ("عربي", False), ("", True)]
)
def test_font_tells_which_letters_it_has(text: str, known: bool) -> None:
    assert drawable(text) is known


@pytest.mark.parametrize(
    ("name", "drawn"), [("Größe", "Größe"), ("مدل", "Alpha Two"), ("通义 1", "Alpha Two")]
)
def test_name_the_font_cannot_write_is_told_by_its_slug(name: str, drawn: str) -> None:
    card = artifact_card(subject("alpha-two", name=name), "Rank", drawable)

    assert card.side.name == drawn


def test_card_tells_rank_place_and_components() -> None:
    card = artifact_card(ALPHA, "Rank", drawable)

    assert (card.side.rank, card.side.place, card.footer) == (
        *("67.4", "among models", "Rank as of 1 June 2026"),
    )
    assert [(bar.label, bar.words, bar.share) for bar in card.bars] == [
        ("Adoption", "26.7 of 37.5", 711_374)
    ]


def test_card_of_different_types_says_that_each_stands_among_its_own() -> None:
    other = subject("beta", type=DATASET, rank=None, capabilities=(capability(),))
    card = comparison_card(compare([ALPHA, other]), "Rank", drawable)

    assert card.footer == "Rank as of 1 June 2026, each among its own type"
    assert [side.place for side in card.sides] == ["among models", "Not ranked yet"]


@pytest.mark.parametrize("number", [2, 6])
@pytest.mark.parametrize("name", ["A", "W" * 80, "Nine words " * 8])
def test_pictures_have_the_size_and_are_the_same_each_time(number: int, name: str) -> None:
    subjects = [subject(f"a-{n}", name=name, rank=explanation()) for n in range(number)]

    one = artifact_png(artifact_card(subjects[0], "Rank", drawable), "Lineup")
    several = comparison_png(comparison_card(compare(subjects), "Rank", drawable), "Lineup")

    assert [Image.open(BytesIO(png)).size for png in (one, several)] == [(1200, 630)] * 2
    assert one == artifact_png(artifact_card(subjects[0], "Rank", drawable), "Lineup")
    assert several == comparison_png(comparison_card(compare(subjects), "Rank", drawable), "Lineup")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/artifacts/alpha/card.png", "/compare/alpha-vs-beta/card.png"])
def test_picture_is_kept_until_a_fact_changes(client: Client, path: str) -> None:
    for slug in ("alpha", "beta"):
        full_artifact(slug)
    rank_all()
    first = client.get(path)
    assert (first.status_code, first["Content-Type"]) == (200, "image/png")
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(path).content == first.content

    Artifact.objects.filter(slug="alpha").update(name="Another name")
    then = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert then.status_code == 200
    assert then.content != first.content
    cache.clear()
    assert client.get(path).content == then.content


@pytest.mark.django_db
def test_unpublished_artifact_has_no_picture(client: Client) -> None:
    assert client.get("/artifacts/alpha/card.png").status_code == 404
    assert client.get("/compare/alpha-vs-beta/card.png").status_code == 404
