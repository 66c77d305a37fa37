"""What reviewers say of comparisons, on the editors' desk."""

from comparisons.admin import elsewhere, verdicts

__all__ = ["elsewhere", "verdicts"]
