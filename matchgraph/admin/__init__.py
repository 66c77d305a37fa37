"""What visitors search for, on the editors' desk."""

from matchgraph.admin import cards, intents

__all__ = ["cards", "intents"]
