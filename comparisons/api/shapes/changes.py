from datetime import datetime
from typing import Annotated, TypedDict

from comparisons.api.shapes.vocabulary import ArtifactReference, Reference
from comparisons.changes import Kind


class ChangeSource(TypedDict):
    title: str
    url: str | None


class ChangeEntry(TypedDict):
    """One change and what it came from."""

    id: Annotated[str, "Names it for good, as in the feeds."]
    kind: Kind
    at: Annotated[datetime, "When it took effect, or was recorded."]
    artifact: Annotated[ArtifactReference | None, "Null for the rules of all ranks."]
    what: Annotated[str, "The thing that changed, in words."]
    was: Annotated[str | None, "Null where nothing was before."]
    now: str
    cause: Annotated[str, "Why, in words."]
    source: Annotated[ChangeSource | None, "Where it was read."]
    html_url: str


class ChangeList(TypedDict):
    next: Annotated[str | None, "Older changes."]
    results: list[ChangeEntry]


class AlternativeCapability(Reference):
    partly: Annotated[bool, "The alternative has it in part only."]


class AlternativeEntry(TypedDict):
    """Another artifact, and why it is an alternative."""

    artifact: ArtifactReference
    fit: Annotated[int, "Parts per million: three quarters `overlap`, one quarter `searches`."]
    overlap: Annotated[int, "Ppm of the artifact's capabilities that both have; in part, half."]
    searches: Annotated[int | None, "Ppm of visitor-days of published searches; null: none."]
    same_type: bool
    is_successor: bool
    capabilities: Annotated[list[AlternativeCapability], "Those both have."]
    intents: Annotated[list[str], "Published searches that both answer."]
    why: str
    lifecycle: str
    tenths: Annotated[int | None, "Its rank in tenths of a point."]
    provisional: bool
    comparison_url: str
    comparison_html_url: str


class AlternativesAnswer(TypedDict):
    capabilities_count: Annotated[int, "Capabilities the artifact has, wholly or in part."]
    intents_count: Annotated[int, "Published searches that it answers."]
    results: Annotated[list[AlternativeEntry], "Successor first, then best fit; at most 20."]
    html_url: str
