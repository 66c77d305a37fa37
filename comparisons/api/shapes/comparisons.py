from typing import Annotated, TypedDict

from comparisons.api.shapes.vocabulary import ArtifactReference
from comparisons.table import Comparison


class Told(TypedDict):
    """The sentences of the comparison page."""

    lead: str
    verdict: Annotated[list[str], "Paragraphs: the verdict, what speaks against it, prices."]
    own_lead: Annotated[str | None, "Under the reader's own weights; null without them."]
    own_verdict: list[str]


class ComparisonAnswer(TypedDict):
    """Two to six artifacts side by side, alphabetically by slug."""

    url: Annotated[str, "This comparison in its one canonical spelling."]
    html_url: str
    title: str
    is_cross_type: Annotated[bool, "True where types are no substitutes: there is no winner then."]
    artifacts: Annotated[list[ArtifactReference], "The columns, in their order."]
    words: Told
    comparison: Comparison
