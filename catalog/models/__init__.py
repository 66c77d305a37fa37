from catalog.models.artifacts import (
    Artifact,
    ArtifactAlias,
    ArtifactCategories,
    ArtifactLink,
    ArtifactQuerySet,
    ArtifactTags,
    Release,
)
from catalog.models.capabilities import ArtifactCapability, Capability
from catalog.models.evidence import Citation, NotApplicable, Observation
from catalog.models.lifecycle import LifecycleChange
from catalog.models.offerings import Offering, Price, PriceQuerySet
from catalog.models.relations import Relation
from catalog.models.reviews import ImportRun, ReviewItem
from catalog.models.vocabulary import (
    ArtifactType,
    Category,
    Organization,
    Source,
    SpecDefinition,
    Tag,
)

__all__ = [
    "Artifact",
    "ArtifactAlias",
    "ArtifactCapability",
    "ArtifactCategories",
    "ArtifactLink",
    "ArtifactQuerySet",
    "ArtifactTags",
    "ArtifactType",
    "Capability",
    "Category",
    "Citation",
    "ImportRun",
    "LifecycleChange",
    "NotApplicable",
    "Observation",
    "Offering",
    "Organization",
    "Price",
    "PriceQuerySet",
    "Relation",
    "Release",
    "ReviewItem",
    "Source",
    "SpecDefinition",
    "Tag",
]
