"""The editors' desk. One module a topic; importing them registers their classes."""

from django.contrib import admin

from catalog.admin import artifacts, facts, people, reviews, vocabulary
from catalog.admin.artifacts import ArtifactAdmin

admin.site.index_title = "What waits for you"

__all__ = ["ArtifactAdmin", "artifacts", "facts", "people", "reviews", "vocabulary"]
