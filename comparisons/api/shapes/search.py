from typing import Annotated, TypedDict

from comparisons.api.shapes.artifacts import ArtifactSummary
from comparisons.api.shapes.vocabulary import Reference


class SearchHit(TypedDict):
    """An artifact that matches, and what made it a hit."""

    artifact: ArtifactSummary
    in_text: Annotated[bool, "True where its name or summary matches."]
    capabilities: Annotated[list[Reference], "Its best matching capabilities, in its own words."]
    feedback_token: Annotated[
        str | None,
        "What to send to `feedback` with what became of this hit, within a day. Null where the"
        " search was not recorded.",
    ]


class SearchAnswer(TypedDict):
    query: str
    results: Annotated[list[SearchHit], "Best first."]
    html_url: str
