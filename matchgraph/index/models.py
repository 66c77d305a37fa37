"""What search reads. No foreign keys: a row whose artifact is gone is taken away by the next drain.

One document an artifact holds all it says of itself, words and where they stand; the postings are
the same turned around, the weightiest first, so that a search need not read every document that
holds a common word.
"""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Now
from pgvector.django import HalfVectorField, HnswIndex

if TYPE_CHECKING:
    Numbers = ArrayField[list[int], list[int]]


def numbers(field: "models.Field[int, int]") -> "Numbers":
    return ArrayField(field, default=list)


class SearchStatistics(models.Model):
    """One row: how many documents there are, and the usual length of each field in words.

    Lengths stay as they were when the index was built, so that a document's figures do not depend
    on when it was written.
    """

    documents = models.PositiveIntegerField(default=0)
    usual_lengths = numbers(models.PositiveIntegerField())

    class Meta:
        verbose_name_plural = "search statistics"
        constraints = [
            models.CheckConstraint(
                name="search_statistics_once",
                condition=Q(id=1),
                violation_error_message="There is one row of statistics.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.documents} documents"


class SearchTerm(models.Model):
    """A stem, how many documents hold it, and what is left of it without one or two letters."""

    id = models.AutoField(primary_key=True)
    word = models.TextField(unique=True)
    documents = models.PositiveIntegerField(default=0)
    variants = ArrayField(models.TextField(), default=list)

    class Meta:
        ordering = ["word"]
        indexes = [GinIndex(fields=["variants"], name="searchterm_variants", fastupdate=False)]

    def __str__(self) -> str:
        return self.word


class SearchDocument(models.Model):
    """An artifact's words: `terms` rising, each with its weight in thousandths and its places.

    `places` has a bit for each field that holds the word.
    """

    artifact_id = models.BigIntegerField(primary_key=True)
    terms = numbers(models.IntegerField())
    impacts = numbers(models.IntegerField())
    places = numbers(models.SmallIntegerField())
    lengths = numbers(models.IntegerField())
    name = models.TextField()
    demand = models.PositiveBigIntegerField(default=0, help_text="Decayed visitor-days, ppm.")

    class Meta:
        ordering = ["artifact_id"]
        indexes = [models.Index(F("demand").desc(), "name", name="searchdocument_popular")]

    def __str__(self) -> str:
        return self.name


class SearchPosting(models.Model):
    """How much a document is about a word, in thousandths of what one mention of it is worth."""

    pk = models.CompositePrimaryKey("term_id", "impact", "artifact_id")
    term_id = models.IntegerField()
    impact = models.IntegerField()
    artifact_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.term_id} in {self.artifact_id}"


class NameKind(models.IntegerChoices):
    NAME = 0, "Name"
    ALIAS = 1, "Alias"
    LATER_WORD = 2, "From a later word of the name"


class SearchName(models.Model):
    """What an artifact is called, without case, accents and separators."""

    artifact_id = models.BigIntegerField()
    form = models.TextField(db_collation="C")
    kind = models.SmallIntegerField(choices=NameKind)
    variants = ArrayField(models.TextField(), default=list)
    demand = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["artifact_id", "kind", "form"]
        indexes = [
            models.Index(fields=["form"], name="searchname_form"),
            # So many names begin with a letter or two that the first of them must not need a sort.
            *(
                models.Index(
                    Left("form", length),
                    F("demand").desc(),
                    "kind",
                    "form",
                    name=f"searchname_begun_{length}",
                )
                for length in (1, 2, 3)
            ),
            models.Index(fields=["artifact_id"], name="searchname_artifact"),
            GinIndex(fields=["variants"], name="searchname_variants", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.form


class SearchCapability(models.Model):
    """The words of one capability of an artifact."""

    artifact_capability_id = models.BigIntegerField(primary_key=True)
    artifact_id = models.BigIntegerField()
    terms = numbers(models.IntegerField())
    in_name = numbers(models.IntegerField())

    class Meta:
        ordering = ["artifact_capability_id"]
        verbose_name_plural = "search capabilities"
        indexes = [models.Index(fields=["artifact_id"], name="searchcapability_artifact")]

    def __str__(self) -> str:
        return f"{self.artifact_capability_id} of {self.artifact_id}"


class PartKind(models.IntegerChoices):
    WHOLE = 0, "The artifact with all it can do"
    OWN = 1, "Name and summary"
    CAPABILITY = 2, "A capability"


def table_of(embedding: str) -> str:
    """The table that holds an embedding's vectors."""
    return f"matchgraph_{embedding}vector"


class Vector(models.Model):
    """What a part of an artifact means, as a direction. `part_id` is a capability's row, or 0."""

    artifact_id = models.BigIntegerField()
    kind = models.SmallIntegerField(choices=PartKind)
    part_id = models.BigIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["artifact_id", "kind", "part_id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.artifact_id}"


class WordllamaVector(Vector):
    embedding = HalfVectorField(dimensions=256)

    class Meta(Vector.Meta):
        indexes = [
            models.Index(fields=["artifact_id"], name="wordllama_artifact"),
            HnswIndex(fields=["embedding"], name="wordllama_nearest", opclasses=["halfvec_ip_ops"]),
        ]


class MinilmVector(Vector):
    embedding = HalfVectorField(dimensions=384)

    class Meta(Vector.Meta):
        indexes = [
            models.Index(fields=["artifact_id"], name="minilm_artifact"),
            HnswIndex(fields=["embedding"], name="minilm_nearest", opclasses=["halfvec_ip_ops"]),
        ]


class EmbeddingState(models.Model):
    """Which embeddings the index holds. One is searched with once every document has it."""

    name = models.CharField(primary_key=True, max_length=20)
    done_until = models.BigIntegerField(
        default=0, help_text="Artifacts up to this id have its vectors."
    )
    complete = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SearchDirty(models.Model):
    """An artifact whose texts changed: written by triggers, deleted by the drain that read it."""

    artifact_id = models.BigIntegerField()
    reason = models.CharField(max_length=30)
    marked_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        verbose_name = "search mark"
        indexes = [models.Index(fields=["artifact_id"], name="searchdirty_artifact")]

    def __str__(self) -> str:
        return f"{self.artifact_id}: {self.reason}"
