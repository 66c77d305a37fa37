from typing import Annotated, Any, TypedDict

from comparisons.method.shapes import Methodology


class MethodologyAnswer(TypedDict):
    """How ranks are made: what the methodology page tells, as figures."""

    html_url: str
    method: Methodology
    definition: Annotated[
        dict[str, Any],
        "The formula's whole record. The sha256 of it, written with sorted keys and without"
        " spaces, is `method.formula.sha256`. Empty until a formula is at work.",
    ]
