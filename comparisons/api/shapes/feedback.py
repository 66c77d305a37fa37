from typing import Annotated, Literal, TypedDict

Kind = Literal[
    "click",
    "dwell_10",
    "dwell_30",
    "outbound",
    "compare_add",
    "positive",
    "negative",
    "api_success",
    "api_failure",
]


class Feedback(TypedDict):
    """What became of one hit of a search."""

    token: Annotated[str, "The `feedback_token` of the hit, no older than a day."]
    kind: Annotated[
        Kind,
        "What happened: it was opened, looked at for 10 or 30 seconds, left for its own site, put"
        " into a comparison, found to fit or not to fit; or, with a token of this API, its use"
        " succeeded or failed.",
    ]


class FeedbackAnswer(TypedDict):
    recorded: Annotated[
        bool,
        "False where nothing was kept: the sender asks for that (DNT, Sec-GPC), is not who made the"
        " search, or sends it before it can have happened.",
    ]
