"""The match graph on the editors' desk. Importing its modules registers their classes."""

from matchgraph.admin import bias, cards, held, intents

__all__ = ["bias", "cards", "held", "intents"]
