"""The default embedding, from the weights in the package."""

import sys

import numpy as np
import pytest
from django.core.checks import run_checks
from pytest_django.fixtures import Settings

from matchgraph import embedding
from matchgraph.embedding import EmbeddingMissing, folder_of, load


def test_vectors_have_length_one_and_like_texts_are_close() -> None:
    one, other, far = load("wordllama").embed(
        ["Transcribe a meeting", "Turn recorded speech into text", "Draw a picture of a cat"]
    )

    assert [round(float(vector @ vector), 3) for vector in (one, other, far)] == [1.0, 1.0, 1.0]
    assert one @ other > one @ far


def test_a_text_that_says_nothing_has_no_direction() -> None:
    assert not load("wordllama").embed([""]).any()


def test_a_text_has_the_same_vector_alone_and_among_others() -> None:
    texts = ["Review code", "A longer text about something else entirely.", "x"]

    alone = np.vstack([load("wordllama").embed([text]) for text in texts])

    assert np.array_equal(alone, load("wordllama").embed(texts))


def test_weights_are_read_without_importing_the_package() -> None:
    load("wordllama")

    assert "wordllama" not in sys.modules


def test_an_embedding_whose_package_is_missing_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(embedding.PACKAGES, "minilm", "no_such_package")

    with pytest.raises(EmbeddingMissing, match="run `make minilm`"):
        folder_of("minilm")


def test_check_names_an_embedding_we_do_not_know(settings: Settings) -> None:
    settings.EMBEDDING = "word2vec"

    found = [message for message in run_checks() if message.id == "matchgraph.E001"]

    assert [message.hint for message in found] == ["Set EMBEDDING=wordllama or EMBEDDING=minilm."]
