from typing import Annotated, TypedDict

from comparisons.api.shapes.vocabulary import Reference


class IntentEntry(TypedDict):
    """What many visitors searched for, in a wording several of them used."""

    key: Annotated[str, "Stable as long as the intent is listed."]
    label: str
    visitor_days: Annotated[int, "Visitors of 90 days, once a day each."]
    days: Annotated[int, "Days of the 90 on which anybody searched for it."]
    capabilities: Annotated[list[Reference], "What it asks for, in the shared vocabulary."]
