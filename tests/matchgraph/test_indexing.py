"""The search index follows the catalog, whoever writes to it."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from catalog.models import Artifact, ArtifactAlias, ArtifactCapability, Category, Tag
from matchgraph.index.models import table_of
from matchgraph.models import (
    DemandWeek,
    EmbeddingState,
    SearchDirty,
    SearchDocument,
    SearchName,
    SearchPosting,
    SearchStatistics,
    SearchTerm,
    WordllamaVector,
)
from matchgraph.retrieval import search
from matchgraph.services.indexing import (
    USUAL_LENGTHS,
    drain_index,
    keep_statistics,
    refresh_demand,
)
from tests import builders

pytestmark = pytest.mark.django_db

WORDS = ["zebra", "lion", "draws", "writes", "code", "music", "Claude", "Qdrant", "speech"]


def marks() -> set[tuple[int, str]]:
    found = set(SearchDirty.objects.values_list("artifact_id", "reason"))
    SearchDirty.objects.all().delete()
    return found


def marked_by(change: Callable[[], Any]) -> set[tuple[int, str]]:
    marks()
    change()
    return marks()


def contents() -> dict[str, list[Any]]:
    """Everything the index holds, by words in place of numbers that depend on what came first."""
    words = dict(SearchTerm.objects.values_list("id", "word"))
    documents = [
        (
            one.artifact_id,
            one.name,
            one.lengths,
            sorted(zip((words[t] for t in one.terms), one.impacts, one.places, strict=True)),
        )
        for one in SearchDocument.objects.all()
    ]
    postings = SearchPosting.objects.values_list("term_id", "impact", "artifact_id")
    return {
        "documents": documents,
        "postings": sorted((words[term], impact, pk) for term, impact, pk in postings),
        "terms": list(
            SearchTerm.objects.filter(documents__gt=0).values_list("word", "documents", "variants")
        ),
        "names": list(SearchName.objects.values_list("artifact_id", "kind", "form", "variants")),
        "capabilities": list(capabilities(words)),
        "vectors": [
            (v.artifact_id, v.kind, v.part_id, list(v.embedding))
            for v in WordllamaVector.objects.all()
        ],
        "count": list(SearchStatistics.objects.values_list("documents", flat=True)),
    }


def capabilities(words: dict[int, str]) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM matchgraph_searchcapability ORDER BY 1")
        for pk, artifact, terms, in_name in cursor.fetchall():
            yield pk, artifact, sorted(words[t] for t in terms), sorted(words[t] for t in in_name)


def forget_everything() -> None:
    tables = "searchdocument searchposting searchname searchcapability searchterm wordllamavector"
    with connection.cursor() as cursor:
        for table in tables.split():
            cursor.execute(f"DELETE FROM matchgraph_{table}")  # noqa: S608  (ours)
        cursor.execute("UPDATE matchgraph_searchstatistics SET documents = 0")


def edit(random: Random, artifacts: list[int]) -> None:
    """One of the things that editors, importers and scripts do."""
    text = " ".join(random.choices(WORDS, k=random.randrange(1, 6)))
    one = Artifact.objects.filter(pk=random.choice(artifacts))
    kind = random.randrange(8)
    if kind == 0:
        artifacts.append(builders.published_artifact(name=text.title()[:50], summary=text).pk)
    elif kind == 1:
        one.update(summary=text or "Nothing.")
    elif kind == 2 and (artifact := one.first()):
        builders.artifact_capability(artifact=artifact, name=text[:100], description=text * 3)
    elif kind == 3:
        ArtifactCapability.objects.filter(artifact__in=one).update(description=text)
    elif kind == 4:
        one.update(state=random.choice(["archived", "published"]))
    elif kind == 5:
        ArtifactCapability.objects.filter(artifact__in=one).update(
            support=random.choice(["yes", "no"])
        )
    elif kind == 6 and (artifact := one.first()):
        artifact.delete()
    else:
        one.update(name=text.title()[:50])


@pytest.mark.parametrize("seed", [1, 2])
def test_incremental_is_full_after_random_edits(seed: int) -> None:
    random = Random(seed)
    artifacts = [builders.published_artifact().pk]
    for _ in range(60):
        edit(random, artifacts)
        if random.random() < 0.3:
            drain_index(batch=random.randrange(1, 5))
    drain_index()
    bit_by_bit = contents()
    forget_everything()

    call_command("rebuild_search_index", verbosity=0)

    # The catalog's usual lengths count from a rebuild on: so compare at those.
    SearchStatistics.objects.update(usual_lengths=list(USUAL_LENGTHS))
    SearchDirty.objects.bulk_create(SearchDirty(artifact_id=pk, reason="x") for pk in artifacts)
    drain_index()
    assert contents() == bit_by_bit
    assert bit_by_bit["documents"]


def test_draining_twice_writes_nothing() -> None:
    artifact = builders.published_artifact()
    builders.artifact_capability(artifact=artifact)
    drain_index()
    before = contents()
    SearchDirty.objects.create(artifact_id=artifact.pk, reason="again")

    assert drain_index().written == 0
    assert contents() == before


def test_an_artifact_is_marked_when_what_is_searched_changes() -> None:
    artifact = builders.published_artifact()
    update = Artifact.objects.filter(pk=artifact.pk).update

    assert marked_by(lambda: update(name="Other")) == {(artifact.pk, "artifact")}
    assert marked_by(lambda: update(name="Other")) == set()
    assert marked_by(lambda: update(licence_spdx="MIT")) == set()


def test_an_artifact_is_marked_by_what_belongs_to_it() -> None:
    artifact = builders.published_artifact()
    category, tag = (
        Category.objects.create(slug="c", name="C"),
        Tag.objects.create(slug="t", name="T"),
    )
    pk = artifact.pk

    assert marked_by(lambda: artifact.categories.add(category)) == {(pk, "artifact_categories")}
    assert marked_by(lambda: artifact.tags.add(tag)) == {(pk, "artifact_tags")}
    assert marked_by(lambda: Category.objects.update(name="D")) == {(pk, "category")}
    assert marked_by(lambda: Tag.objects.update(name="U")) == {(pk, "tag")}
    assert marked_by(
        lambda: ArtifactAlias.objects.create(artifact=artifact, kind="package", value="p")
    ) == {(pk, "artifactalias")}
    assert marked_by(lambda: builders.artifact_capability(artifact=artifact)) == {
        (pk, "artifactcapability")
    }


def test_renaming_a_type_a_publisher_or_a_capability_marks_who_has_it() -> None:
    skilled = builders.artifact_capability(artifact=builders.published_artifact())
    artifact, capability = skilled.artifact, skilled.capability
    builders.published_artifact(type_id="dataset")

    def rename(one: Any) -> Callable[[], Any]:
        return lambda: type(one).objects.filter(pk=one.pk).update(name="Renamed")

    assert marked_by(rename(artifact.type)) == {(artifact.pk, "artifacttype")}
    assert marked_by(rename(artifact.publisher)) == {(artifact.pk, "organization")}
    assert marked_by(rename(capability)) == {(artifact.pk, "capability")}


def test_an_artifact_that_is_unpublished_or_deleted_leaves_the_index() -> None:
    gone, archived = builders.published_artifact(name="Zebra"), builders.published_artifact()
    drain_index()
    gone.delete()
    Artifact.objects.filter(pk=archived.pk).update(state="archived")

    drain_index()

    assert not SearchDocument.objects.exists()
    assert not SearchPosting.objects.exists()
    assert not SearchName.objects.exists()
    assert not WordllamaVector.objects.exists()
    assert SearchTerm.objects.get(word="zebra").documents == 0
    assert SearchStatistics.objects.get().documents == 0


def test_usual_lengths_follow_the_catalog_and_index_everything_anew() -> None:
    artifact = builders.published_artifact(summary="word " * 40)
    drain_index()

    assert keep_statistics()
    assert SearchStatistics.objects.get().usual_lengths[1] == 40_000
    assert SearchDirty.objects.get().artifact_id == artifact.pk
    drain_index()
    assert not keep_statistics()


def test_demand_orders_an_empty_search_and_fades_by_the_week() -> None:
    wanted, more, never = (builders.published_artifact(name=name) for name in "BCA")
    drain_index()
    this_week = builders.NOON.date()
    DemandWeek.objects.create(artifact=wanted, week=this_week, visitor_days=10)
    DemandWeek.objects.create(
        artifact=more, week=this_week.replace(year=2025, month=6, day=2), visitor_days=20
    )

    refresh_demand(today=this_week)

    assert SearchDocument.objects.get(pk=wanted.pk).demand == 10_000_000
    assert [hit.artifact_id for hit in search("").hits] == [wanted.pk, more.pk, never.pk]
    assert search("").matched == ()


def test_what_is_published_before_the_index_is_there_is_indexed_by_the_first_drain() -> None:
    builders.published_artifact()
    SearchDirty.objects.all().delete()

    call_command("rebuild_search_index", verbosity=0)

    assert SearchDocument.objects.count() == 1


def test_a_new_embedding_is_written_beside_the_old_one_until_it_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from matchgraph.embedding import load  # noqa: PLC0415
    from matchgraph.services import embedding  # noqa: PLC0415

    first, second = builders.published_artifact(), builders.published_artifact()
    drain_index()
    wide = WideEmbedding()
    monkeypatch.setattr(embedding, "load", lambda name: wide if name == "minilm" else load(name))
    monkeypatch.setattr(embedding, "STEP", 1)

    done = [embedding.complete_step(wanted="minilm") for _ in range(2)]

    assert done == [False, False]
    assert set(EmbeddingState.objects.values_list("name", "complete")) == {
        ("wordllama", True),
        ("minilm", False),
    }
    assert size("minilm") == size("wordllama") == len({first.pk, second.pk})
    assert embedding.complete_embedding(wanted="minilm")
    assert list(EmbeddingState.objects.values_list("name", "complete")) == [("minilm", True)]
    assert (size("minilm"), size("wordllama")) == (2, 0)


def size(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table_of(name)}")  # noqa: S608  (ours)
        ((number,),) = cursor.fetchall()
    return int(number)


class WideEmbedding:
    """Vectors of as many dimensions as the larger model has."""

    dimensions = 384

    def embed(self, texts: Any) -> Any:
        import numpy as np  # noqa: PLC0415

        return np.eye(384, dtype=np.float32)[: len(texts)]
