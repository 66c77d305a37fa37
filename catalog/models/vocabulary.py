from django.db import models
from django.db.models import Q

from catalog.enums import Better, SourceKind, SpecKind, TypeGroup
from catalog.models.history import tracked
from catalog.models.triggers import raises_revision

SLUG_FORM = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class ArtifactType(models.Model):
    """A kind of artifact; its key is the primary key, so `artifact.type_id` is a word."""

    key = models.SlugField(primary_key=True, max_length=20)
    name = models.CharField(max_length=50)
    plural = models.CharField(max_length=50)
    group = models.CharField(
        max_length=20,
        choices=TypeGroup,
        help_text="Only artifacts of one group are weighed against each other.",
    )
    schema_org_type = models.CharField(
        "schema.org type", max_length=50, help_text="For example SoftwareApplication or Dataset."
    )
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "key"]
        triggers = raises_revision(
            "SELECT a.id FROM catalog_artifact a JOIN {rows} ON a.type_id = r.key"
        )

    def __str__(self) -> str:
        return self.name


@tracked()
class Organization(models.Model):
    """Publisher of artifacts, or provider serving them, or both."""

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    website = models.URLField(max_length=500, blank=True)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["name", "slug"]
        constraints = [
            models.CheckConstraint(
                name="organization_slug_form",
                condition=Q(slug__regex=SLUG_FORM),
                violation_error_message="Use lower-case letters, digits and single hyphens.",
            )
        ]
        triggers = raises_revision(
            "SELECT a.id FROM catalog_artifact a JOIN {rows} ON a.publisher_id = r.id"
            " UNION SELECT o.artifact_id FROM catalog_offering o"
            " JOIN {rows} ON o.provider_id = r.id"
        )

    def __str__(self) -> str:
        return self.name


@tracked()
class Category(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=100)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "categories"
        triggers = raises_revision(
            "SELECT c.artifact_id FROM catalog_artifact_categories c"
            " JOIN {rows} ON c.category_id = r.id"
        )

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        triggers = raises_revision(
            "SELECT t.artifact_id FROM catalog_artifact_tags t JOIN {rows} ON t.tag_id = r.id"
        )

    def __str__(self) -> str:
        return self.name


@tracked()
class SpecDefinition(models.Model):
    """One typed specification that artifacts of a type may carry in their `specs`."""

    type = models.ForeignKey(ArtifactType, models.CASCADE, related_name="spec_definitions")
    key = models.SlugField(max_length=60)
    label = models.CharField(max_length=100)
    unit = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=10, choices=SpecKind)
    better = models.CharField(max_length=10, choices=Better, default=Better.NONE)
    help = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["type", "position", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["type", "key"],
                name="spec_definition_once_per_type",
                violation_error_message="This type has a specification of that key already.",
            )
        ]
        triggers = raises_revision(
            "SELECT a.id FROM catalog_artifact a JOIN {rows}"
            " ON a.type_id = r.type_id AND a.specs ? r.key"
        )

    def __str__(self) -> str:
        return f"{self.label} ({self.type_id})"


@tracked(exclude=["last_read_at"])
class Source(models.Model):
    """Where facts come from: a page, a document, a registry."""

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=1000, blank=True)
    kind = models.CharField(max_length=20, choices=SourceKind)
    publisher = models.CharField(max_length=200, blank=True, help_text="Who publishes it.")
    licence = models.CharField(max_length=100, blank=True)
    last_read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                name="source_has_an_address",
                condition=~Q(url="") | Q(kind=SourceKind.EDITOR),
                violation_error_message="Give the address of the source.",
            )
        ]

    def __str__(self) -> str:
        return self.title
