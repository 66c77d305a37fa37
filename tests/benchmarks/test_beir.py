"""Labelled sets as catalogs, on a small one of our own."""

import json
from math import log2
from pathlib import Path

import pytest
from django.core.management import call_command

from benchmarks.beir import LabelledSet, interval, load_catalog, read_set, score
from catalog.models import Artifact
from matchgraph.retrieval import search

DOCUMENTS = [
    {"_id": "post", "title": "Postman", "text": "Sends letters and parcels.", "category": "Mail"},
    {"_id": "map", "title": "Atlas", "text": "Shows maps of every country. " * 20},
    {"_id": "bare", "title": "Bare", "text": ""},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    queries = [{"_id": "q1", "text": "send a parcel"}, {"_id": "q2", "text": "unjudged"}]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, DOCUMENTS)) + "\n")
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)) + "\n")
    rows = ["query-id\tcorpus-id\tscore", "q1\tpost\t2", "q1\tmap\t0"]
    (tmp_path / "qrels.tsv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_a_folder_is_read_with_what_was_judged(folder: Path) -> None:
    labelled = read_set(folder)

    assert labelled.queries == {"q1": "send a parcel"}
    assert labelled.relevant == {"q1": {"post": 2}}
    assert len(labelled.documents) == 3


def test_a_folder_of_another_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"holds no corpus\.jsonl"):
        read_set(tmp_path)


@pytest.mark.django_db
def test_documents_become_artifacts_that_search_finds(folder: Path) -> None:
    labelled = read_set(folder)
    names = load_catalog(labelled)
    call_command("rebuild_search_index", verbosity=0)

    found = [names[hit.artifact_id] for hit in search("send a parcel").hits]

    assert found[0] == "post"
    long = Artifact.objects.get(name="Atlas")
    assert (len(long.summary), len(long.description)) == (300, 579)


def test_scores_are_those_of_the_first_ten() -> None:
    labelled = LabelledSet("s", [], {"q": "text"}, {"q": {"a": 1, "b": 1}})

    scores = score({"q": ["x", "a", *"cdefghijk", "b"]}, labelled)

    assert scores.ndcg == [pytest.approx((1 / log2(3)) / (1 + 1 / log2(3)))]
    assert scores.recall == [0.5]
    assert scores.reciprocal == [0.5]


def test_the_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    values = [0.0, 1.0] * 50

    mean, low, high = interval(values)

    assert mean == 0.5
    assert 0.38 < low < mean < high < 0.62
    assert interval(values) == (mean, low, high)
