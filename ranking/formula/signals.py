"""What is measured, and what each figure weighs within its component."""

from dataclasses import dataclass
from enum import StrEnum

from ranking.formula.types import FALLBACK_TYPE


class Unit(StrEnum):
    """How a raw figure is kept: as it is, in thousandths, in parts per million, or in days."""

    COUNT = "count"
    THOUSANDTHS = "thousandths"
    SHARE = "share"
    DAYS = "days"


@dataclass(frozen=True)
class Metric:
    """`help` says what is counted, `improve` what to do about a missing figure.

    `derived` figures are counted from the catalog's own rows: a count of 0 is unknown.
    """

    key: str
    label: str
    help: str
    improve: str
    derived: bool = False
    unit: Unit = Unit.COUNT


METRICS: dict[str, Metric] = {
    metric.key: metric
    for metric in (
        Metric(
            "confirmed_links",
            "Publishers with a confirmed relation",
            "Other publishers whose relation to it a source confirms: five earn all.",
            "Confirm a relation by a source",
            derived=True,
        ),
        Metric(
            "curated_lists",
            "Curated lists",
            "Lists of other publishers that it is recorded to stand in.",
            "Record a curated list it stands in",
            derived=True,
        ),
        Metric(
            "data_uses",
            "Trained or evaluated on it",
            "Published artifacts recorded as trained or evaluated on it.",
            "Record who trains on it",
            derived=True,
        ),
        Metric(
            "demand",
            "Visitors who asked for it",
            "Visitors, once a day each, whose search it fitted before any ranking. Older days"
            " count less; fewer than five are not known.",
            "",
            derived=True,
        ),
        Metric(
            "dependents",
            "Dependents",
            "Projects that depend on its package, as a registry counts them.",
            "Record how many projects depend on it",
        ),
        Metric(
            "hub_downloads_30d",
            "Hub downloads, 30 days",
            "Downloads the hub counted in the last 30 days. None at all, where 50 people like it,"
            " is taken as a fault of the counter.",
            "Record its hub downloads",
        ),
        Metric("hub_likes", "Hub likes", "Likes on the hub.", "Record its hub likes"),
        Metric(
            "installs",
            "Installs or copies",
            "Installs or copies, as its registry counts them.",
            "Record its installs",
        ),
        Metric("likes", "Stars or likes", "Stars or likes where it is kept.", "Record its likes"),
        Metric(
            "owners_in",
            "Publishers that build on it",
            "Other publishers whose artifacts are related to it, each counted by its strongest"
            " relation.",
            "Record who builds on it",
            derived=True,
            unit=Unit.THOUSANDTHS,
        ),
        Metric(
            "package_downloads_30d",
            "Package downloads, 30 days",
            "Downloads of its verified packages in the last 30 days, summed.",
            "Record package downloads",
        ),
        Metric(
            "providers",
            "Independent providers",
            "Organizations other than its publisher that serve it now.",
            "Record who serves it",
            derived=True,
        ),
        Metric(
            "published_results_365d",
            "Results, 365 days",
            "Results published on it in the last 365 days.",
            "Record its results",
        ),
        Metric(
            "repository_stars",
            "Repository stars",
            "Stars of its repositories.",
            "Record its repository's stars",
        ),
        Metric(
            "satisfaction",
            "What searches for it came to",
            "How often visitors who looked at it went on with it, against what is usual for the"
            " capability: the usual earns half, twice the usual all.",
            "",
            derived=True,
            unit=Unit.SHARE,
        ),
        Metric(
            "sdk_downloads_30d",
            "SDK downloads, 30 days",
            "Downloads of its SDK's packages in the last 30 days.",
            "Record its SDK's downloads",
        ),
        Metric(
            "sdk_stars",
            "SDK repository stars",
            "Stars of its SDK's repositories.",
            "Record its SDK's stars",
        ),
        Metric(
            "types_in",
            "Kinds of artifacts that refer to it",
            "Types of the artifacts whose relation counts: six earn all.",
            "Record relations from other kinds of artifacts",
            derived=True,
        ),
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
# Of adoption, by type.
SIGNALS: dict[str, dict[str, int]] = {
    key: signals for keys, signals in _BY_TYPES.items() for key in keys
}
# Of the components that every type shares.
ECOSYSTEM = {"confirmed_links": 10, "curated_lists": 15, "owners_in": 60, "types_in": 15}
MATCH = {"demand": 30, "satisfaction": 70}

# Signals read off a straight line that ends at a cap, and those that are a share already; all
# others go by a curve that every epoch fits anew.
CAPS = {"confirmed_links": 5, "types_in": 6}
FITTED_EVERYWHERE = ("curated_lists", "demand", "owners_in")


def signals_of(type_key: str) -> dict[str, int]:
    """Weight of adoption's signals by metric, in the order of the keys."""
    return dict(sorted(SIGNALS.get(type_key, SIGNALS[FALLBACK_TYPE]).items()))


def fitted_signals(type_key: str) -> list[str]:
    """Every signal of the type that goes by a fitted curve."""
    return sorted([*signals_of(type_key), *FITTED_EVERYWHERE])
