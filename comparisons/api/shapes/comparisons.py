from datetime import date
from typing import Annotated, Literal, TypedDict

from comparisons.api.shapes.costs import CostsOfAll
from comparisons.api.shapes.vocabulary import ArtifactReference
from comparisons.table import Comparison


class Told(TypedDict):
    """The sentences of the comparison page."""

    lead: str
    verdict: Annotated[list[str], "Paragraphs: the verdict, what speaks against it, prices."]
    own_lead: Annotated[str | None, "Under the reader's own weights; null without them."]
    own_verdict: list[str]


class DecidingRowEntry(TypedDict):
    key: Annotated[str, "As in the rows of the comparison; `capability:` before a capability's."]
    label: str
    html_url: Annotated[str, "The row on the page."]


class ChangedCell(TypedDict):
    """What one artifact shows in a deciding row now, and showed when the verdict was written."""

    row: str
    label: str
    artifact: Annotated[str, "Its slug."]
    was: str
    now: str


class EditorialEntry(TypedDict):
    """What a reviewer says of the two, beside the verdict computed from their figures."""

    state: Annotated[
        Literal["current", "stale"], "Stale once a deciding row no longer shows what it did."
    ]
    choose: Annotated[list[str], "When to choose each, in the order of the artifacts."]
    summary: Annotated[str | None, "Markdown."]
    deciding_rows: list[DecidingRowEntry]
    changed: list[ChangedCell]
    author: str
    as_of: date


class ComparisonAnswer(TypedDict):
    """Two to six artifacts side by side, alphabetically by slug."""

    url: Annotated[str, "This comparison in its one canonical spelling."]
    html_url: str
    title: str
    is_cross_type: Annotated[bool, "True where types are no substitutes: there is no winner then."]
    artifacts: Annotated[list[ArtifactReference], "The columns, in their order."]
    words: Told
    editorial: Annotated[EditorialEntry | None, "For pairs a reviewer wrote of."]
    alike: Annotated[list[str], "Labels of the rows that `differences` left out."]
    comparison: Comparison
    costs: Annotated[CostsOfAll | None, "Of the workload asked for; null without one."]
