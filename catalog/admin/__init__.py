"""The editors' desk. One module a topic; importing them registers their classes."""

from catalog.admin import artifacts, facts, people, reviews, vocabulary
from catalog.admin.artifacts import ArtifactAdmin

__all__ = ["ArtifactAdmin", "artifacts", "facts", "people", "reviews", "vocabulary"]
