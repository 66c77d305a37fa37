from typing import Annotated, Literal, TypedDict

from comparisons.api.shapes.artifacts import ArtifactSummary
from comparisons.api.shapes.vocabulary import Reference

Reason = Literal["name", "summary", "capability", "text", "spelled_alike", "meaning", "popular"]


class SearchHit(TypedDict):
    """An artifact that matches, and what made it a hit."""

    artifact: ArtifactSummary
    in_text: Annotated[bool, "True where its name, summary or description matches."]
    why: Annotated[list[Reason], "What matched, the plainest reason first."]
    strength: Annotated[int, "How well it answers by itself, in percent: below 30 it is a guess."]
    capabilities: Annotated[list[Reference], "Its best matching capabilities, in its own words."]


class SearchAnswer(TypedDict):
    query: str
    respelled: Annotated[
        dict[str, str], "Words that no record has, with the stem that was looked for instead."
    ]
    complete: Annotated[bool, "False where time ran out, and there may be better answers."]
    results: Annotated[list[SearchHit], "Best first."]
    html_url: str


class SuggestionEntry(TypedDict):
    """Something that begins as what was typed."""

    kind: Literal["artifact", "capability"]
    key: Annotated[str, "Slug of an artifact, key of a capability."]
    name: str
    type: Annotated[str | None, "Key of an artifact's type."]
    url: str


class SuggestionAnswer(TypedDict):
    query: str
    results: Annotated[
        list[SuggestionEntry], "Artifacts first, those most looked for before others."
    ]
