"""Names of the tokens in `static/css/tokens.css`, without their hyphens."""

COLOURS = (
    *("paper", "sheet", "wash", "ink", "muted", "line", "line-strong", "link", "mark", "warn"),
    *("warn-wash", "good", "found", "focus", "bar"),
    *("first", "second", "third", "fourth", "fifth", "sixth"),
)
TEXTS = ("small", "dense", "text", "step-1", "step-2", "step-3", "step-4")
SPACES = tuple(f"space-{number}" for number in range(1, 11))
