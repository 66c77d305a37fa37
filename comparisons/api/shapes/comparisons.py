from typing import Annotated, TypedDict

from comparisons.api.shapes.vocabulary import ArtifactReference
from comparisons.table import Comparison


class ComparisonAnswer(TypedDict):
    """Two to six artifacts side by side, alphabetically by slug."""

    url: Annotated[str, "This comparison in its one canonical spelling."]
    html_url: str
    title: str
    is_cross_type: Annotated[bool, "True where types are no substitutes: there is no winner then."]
    artifacts: Annotated[list[ArtifactReference], "The columns, in their order."]
    comparison: Comparison
