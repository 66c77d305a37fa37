"""Labelled search sets in the BEIR layout: loaded as a catalog, and scored."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from random import Random
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from catalog.enums import EditorialState, SourceKind, TypeGroup
from catalog.models import Artifact, ArtifactType, Category, Organization, Source

LONGEST_NAME, LONGEST_SUMMARY, LONGEST_CATEGORY = 200, 300, 100
DEPTH = 10
NO_TEXT = "."  # a record needs a summary; this one holds no word
RESAMPLES = 1_000


@dataclass(frozen=True)
class LabelledSet:
    """`relevant` gives, by query, the documents that answer it with how well they do."""

    name: str
    documents: list[dict[str, Any]]
    queries: dict[str, str]
    relevant: dict[str, dict[str, int]]


@dataclass(frozen=True)
class Scores:
    """Of each query: how well the first ten are ordered, how many of those wanted are among them,
    and one over the place of the first."""

    ndcg: list[float]
    recall: list[float]
    reciprocal: list[float]


def read_set(folder: Path) -> LabelledSet:
    """Raises ValueError where the folder is none of that layout."""
    qrels = next((file for file in _qrels(folder) if file.is_file()), None)
    if qrels is None or not (folder / "corpus.jsonl").is_file():
        raise ValueError(f"{folder} holds no corpus.jsonl, queries.jsonl and qrels.tsv")
    relevant: dict[str, dict[str, int]] = {}
    with qrels.open(newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if int(row["score"]) > 0:
                relevant.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    queries = {str(row["_id"]): row["text"] for row in _rows(folder / "queries.jsonl")}
    asked = {key: text for key, text in queries.items() if key in relevant}
    return LabelledSet(folder.name, list(_rows(folder / "corpus.jsonl")), asked, relevant)


@transaction.atomic
def load_catalog(labelled: LabelledSet) -> dict[int, str]:
    """Each document as a published artifact; its own id by the artifact's."""
    maker = Organization.objects.create(slug="documents", name="Documents")
    kind = {"name": "Document", "plural": "Documents", "group": TypeGroup.HOSTED}
    ArtifactType.objects.get_or_create(key="document", defaults=kind)
    source = Source.objects.create(slug="documents", title="Documents", kind=SourceKind.EDITOR)
    rows = [
        _artifact(number, document, maker, source)
        for number, document in enumerate(labelled.documents)
    ]
    artifacts = Artifact.objects.bulk_create(rows)
    _sort(artifacts, labelled.documents)
    pairs = zip(artifacts, labelled.documents, strict=True)
    return {artifact.pk: str(document["_id"]) for artifact, document in pairs}


def score(found: Mapping[str, Sequence[str]], labelled: LabelledSet) -> Scores:
    """`found` has the documents of each query, best first."""
    scores = Scores([], [], [])
    for key, wanted in labelled.relevant.items():
        if key not in labelled.queries:
            continue
        first = list(found[key])[:DEPTH]
        ideal = _gain(sorted(wanted.values(), reverse=True)[:DEPTH])
        scores.ndcg.append(_gain([wanted.get(one, 0) for one in first]) / ideal)
        scores.recall.append(sum(one in wanted for one in first) / len(wanted))
        places = [place for place, one in enumerate(first, start=1) if one in wanted]
        scores.reciprocal.append(1 / places[0] if places else 0.0)
    return scores


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """The mean, and between what 95 in 100 means of queries drawn anew lie."""
    random = Random(20261125)
    size = len(values)
    means = sorted(sum(random.choices(values, k=size)) / size for _ in range(RESAMPLES))
    return sum(values) / size, means[RESAMPLES // 40], means[-RESAMPLES // 40]


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / log2(place + 1) for place, grade in enumerate(grades, start=1))


def _qrels(folder: Path) -> Iterator[Path]:
    """Where the layout keeps what is relevant: one file, or one a split."""
    yield folder / "qrels.tsv"
    yield folder / "qrels" / "test.tsv"


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _artifact(number: int, document: dict[str, Any], maker: Any, source: Any) -> Artifact:
    title, text = document.get("title", "").strip(), document.get("text", "").strip()
    moment = now()
    return Artifact(
        slug=f"document-{number}",
        name=(title or text)[:LONGEST_NAME] or f"Document {number}",
        type_id="document",
        publisher=maker,
        source=source,
        summary=text[:LONGEST_SUMMARY] or NO_TEXT,
        description=text if len(text) > LONGEST_SUMMARY else "",
        state=EditorialState.PUBLISHED,
        published_at=moment,
    )


def _sort(artifacts: Sequence[Artifact], documents: Sequence[dict[str, Any]]) -> None:
    names = sorted({document["category"] for document in documents if document.get("category")})
    rows = [
        Category(slug=f"category-{number}", name=name[:LONGEST_CATEGORY])
        for number, name in enumerate(names)
    ]
    made = dict(zip(names, Category.objects.bulk_create(rows), strict=True))
    through = Artifact.categories.through
    through.objects.bulk_create(
        through(artifact=artifact, category=made[document["category"]])
        for artifact, document in zip(artifacts, documents, strict=True)
        if document.get("category")
    )
