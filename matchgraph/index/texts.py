"""What an artifact's index is made of, read from the catalog in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from catalog.enums import Support
from catalog.models import Artifact, ArtifactCapability
from matchgraph.index.models import NameKind
from matchgraph.retrieval.words import compact, later_forms, searchable, variants

MOST_DESCRIPTION = 20_000
HELD = (Support.YES, Support.PARTIAL)


class Place(IntEnum):
    """The fields of a document; a word's `places` has the bit 1 << place for each that holds it."""

    NAME = 0
    SUMMARY = 1
    CAPABILITY = 2
    CAPABILITY_TEXT = 3
    LABELS = 4
    DESCRIPTION = 5


@dataclass(frozen=True)
class Skill:
    """One capability: `text` is everything said of it besides its name."""

    pk: int
    name: str
    description: str
    text: str


@dataclass
class Texts:
    """Everything of one artifact that can be searched for."""

    artifact_id: int
    name: str
    summary: str
    description: str
    labels: str
    topics: str
    names: dict[str, NameKind] = field(default_factory=dict)
    skills: list[Skill] = field(default_factory=list)

    @cached_property
    def fields(self) -> list[tuple[Place, str]]:
        return [
            (Place.NAME, searchable(self.name)),
            (Place.SUMMARY, searchable(self.summary)),
            (Place.CAPABILITY, searchable(" . ".join(skill.name for skill in self.skills))),
            (Place.CAPABILITY_TEXT, searchable(" . ".join(skill.text for skill in self.skills))),
            (Place.LABELS, searchable(self.labels)),
            (Place.DESCRIPTION, searchable(self.description)),
        ]

    def own(self) -> str:
        """What the artifact means by itself."""
        return ". ".join(part for part in (self.name, self.summary, self.topics) if part)


def texts_of(artifact_ids: Sequence[int]) -> list[Texts]:
    """Of those of the artifacts that are published, in the order of their ids."""
    artifacts = (
        Artifact.objects.published()
        .filter(pk__in=artifact_ids)
        .select_related("type", "publisher")
        .prefetch_related("aliases", "categories", "tags")
        .order_by("pk")
    )
    texts = {artifact.pk: _texts(artifact) for artifact in artifacts}
    for skill in _skills(list(texts)):
        texts[skill.artifact_id].skills.append(
            Skill(skill.pk, skill.name, skill.description, _skill_text(skill))
        )
    return list(texts.values())


def name_rows(texts: Texts) -> list[tuple[str, NameKind, list[str]]]:
    """Each form the artifact is known by, and what a misspelling of it has in common with it."""
    rows = [(form, kind, variants(form)) for form, kind in texts.names.items()]
    later = [form for form in dict.fromkeys(later_forms(texts.name)) if form not in texts.names]
    return rows + [(form, NameKind.LATER_WORD, []) for form in later]


def _skills(artifact_ids: Sequence[int]) -> "list[ArtifactCapability]":
    rows = ArtifactCapability.objects.filter(artifact__in=artifact_ids, support__in=HELD)
    return list(rows.select_related("capability").order_by("artifact", "position", "pk"))


def _skill_text(skill: ArtifactCapability) -> str:
    said = [skill.description, *skill.intents, *skill.best_for, skill.capability.name]
    return " . ".join(text for text in said if text)


def _texts(artifact: Artifact) -> Texts:
    topics = sorted(category.name for category in artifact.categories.all())
    tags = sorted(tag.name for tag in artifact.tags.all())
    maker = [artifact.publisher.name] if artifact.publisher else []
    return Texts(
        artifact_id=artifact.pk,
        name=artifact.name,
        summary=artifact.summary,
        description=artifact.description[:MOST_DESCRIPTION],
        labels=" . ".join([*maker, artifact.type.name, *topics, *tags]),
        topics=". ".join(topics),
        names=_names(artifact),
    )


def _names(artifact: Artifact) -> dict[str, NameKind]:
    """An outside id counts by its last part too: `maker/thing` is known as `thing`."""
    found = {compact(artifact.name): NameKind.NAME, compact(artifact.slug): NameKind.ALIAS}
    found[compact(artifact.name)] = NameKind.NAME
    for alias in sorted(artifact.aliases.all(), key=lambda one: (one.kind, one.value)):
        for value in (alias.value, alias.value.rsplit("/", 1)[-1]):
            found.setdefault(compact(value), NameKind.ALIAS)
    found.pop("", None)
    return found
