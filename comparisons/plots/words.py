"""Texts in drawings, where they cannot be wrapped and must be valid XML."""

MORE = "…"


def drawable(text: str) -> str:
    """Without the signs that no XML file may hold."""
    return "".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff")


def shortened(text: str, most: int) -> str:
    """At most `most` signs, the last an ellipsis where some are missing."""
    flat = drawable(" ".join(text.split()))
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}{MORE}"
