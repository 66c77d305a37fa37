"""What each component weighs and how fast each type ages."""

from catalog.language import gettext_noop
from ranking.formula.types import FALLBACK_TYPE

COMPONENTS = ("adoption", "quality", "ecosystem", "match", "freshness")
LABELS = {
    "adoption": gettext_noop("Adoption"),
    "quality": gettext_noop("Quality"),
    "ecosystem": gettext_noop("Ecosystem"),
    "match": gettext_noop("Match graph"),
    "freshness": gettext_noop("Freshness"),
}
# The one component that sleeps, type by type, until enough of a type's artifacts have evidence.
SLEEPS = "match"
SLEEPING = gettext_noop("not enough searches yet")
AWAKE_FROM = 100_000

_PER_CENT = {
    ("agent", "product", "webapp", "app", "platform"): (25, 25, 10, 30, 10),
    ("model", "finetune"): (35, 20, 10, 25, 10),
    ("dataset",): (30, 25, 15, 20, 10),
    ("framework", "repo", "cli", "extension"): (30, 25, 15, 15, 15),
    ("mcp",): (20, 25, 15, 25, 15),
    ("api",): (20, 25, 15, 30, 10),
    ("benchmark",): (15, 40, 20, 15, 10),
    ("prompt",): (10, 25, 5, 50, 10),
    ("skill", "workflow", "template"): (15, 25, 5, 45, 10),
}
WEIGHTS: dict[str, dict[str, int]] = {
    key: {name: 100 * share for name, share in zip(COMPONENTS, shares, strict=True)}
    for keys, shares in _PER_CENT.items()
    for key in keys
}

_DAYS = {
    120: ("mcp",),
    180: (
        *("agent", "product", "webapp", "app", "platform"),
        *("api", "cli", "extension", "framework", "repo"),
    ),
    365: ("model", "finetune", "prompt", "skill", "workflow", "template"),
    540: ("benchmark",),
    730: ("dataset",),
}
HALF_LIVES: dict[str, int] = {key: days for days, keys in _DAYS.items() for key in keys}


def weights_of(type_key: str) -> dict[str, int]:
    """Basis points by component. A type nobody weighed yet goes by the default profile."""
    return WEIGHTS.get(type_key, WEIGHTS[FALLBACK_TYPE])


def half_life_of(type_key: str) -> int:
    return HALF_LIVES.get(type_key, HALF_LIVES[FALLBACK_TYPE])
