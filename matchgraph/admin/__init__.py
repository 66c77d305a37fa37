"""The match graph on the editors' desk. Importing its modules registers their classes."""

from matchgraph.admin import bias, held

__all__ = ["bias", "held"]
