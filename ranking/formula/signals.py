"""What counts as adoption, by type."""

from dataclasses import dataclass

from ranking.formula.types import FALLBACK_TYPE


@dataclass(frozen=True)
class Metric:
    """`derived` figures are counted from the catalog's own rows: a count of 0 is unknown."""

    key: str
    label: str
    improve: str
    derived: bool = False


METRICS: dict[str, Metric] = {
    metric.key: metric
    for metric in (
        Metric("data_uses", "Trained or evaluated on it", "Record who trains on it", True),
        Metric("dependents", "Dependents", "Record how many projects depend on it"),
        Metric("hub_downloads_30d", "Hub downloads, 30 days", "Record its hub downloads"),
        Metric("hub_likes", "Hub likes", "Record its hub likes"),
        Metric("installs", "Installs or copies", "Record its installs"),
        Metric("likes", "Stars or likes", "Record its likes"),
        Metric("package_downloads_30d", "Package downloads, 30 days", "Record package downloads"),
        Metric("providers", "Independent providers", "Record who serves it", True),
        Metric("published_results_365d", "Results, 365 days", "Record its results"),
        Metric("repository_stars", "Repository stars", "Record its repository's stars"),
        Metric("sdk_downloads_30d", "SDK downloads, 30 days", "Record its SDK's downloads"),
        Metric("sdk_stars", "SDK repository stars", "Record its SDK's stars"),
    )
}
LAST_RELEASE = "last_release"

_BY_TYPES = {
    ("model", "finetune"): {"hub_downloads_30d": 45, "hub_likes": 25, "providers": 30},
    ("dataset",): {"hub_downloads_30d": 50, "hub_likes": 30, "data_uses": 20},
    ("framework", "repo", "mcp", "agent", "cli", "extension"): {
        "package_downloads_30d": 60,
        "repository_stars": 25,
        "dependents": 15,
    },
    ("product", "webapp", "app", "platform", "api"): {"sdk_downloads_30d": 50, "sdk_stars": 50},
    ("benchmark",): {
        "published_results_365d": 50,
        "repository_stars": 30,
        "hub_downloads_30d": 20,
    },
    ("prompt", "skill", "workflow", "template"): {"installs": 60, "likes": 40},
}
SIGNALS: dict[str, dict[str, int]] = {
    key: signals for keys, signals in _BY_TYPES.items() for key in keys
}


def signals_of(type_key: str) -> dict[str, int]:
    """Weight by metric, in the order of the keys."""
    return dict(sorted(SIGNALS.get(type_key, SIGNALS[FALLBACK_TYPE]).items()))
