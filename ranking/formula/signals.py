"""What is measured, and what each figure weighs within its component."""

from dataclasses import dataclass
from enum import StrEnum

from catalog.language import gettext_noop
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
            gettext_noop("Publishers with a confirmed relation"),
            gettext_noop("Other publishers whose relation to it a source confirms: five earn all."),
            gettext_noop("Confirm a relation by a source"),
            derived=True,
        ),
        Metric(
            "curated_lists",
            gettext_noop("Curated lists"),
            gettext_noop("Lists of other publishers that it is recorded to stand in."),
            gettext_noop("Record a curated list it stands in"),
            derived=True,
        ),
        Metric(
            "data_uses",
            gettext_noop("Trained or evaluated on it"),
            gettext_noop("Published artifacts recorded as trained or evaluated on it."),
            gettext_noop("Record who trains on it"),
            derived=True,
        ),
        Metric(
            "demand",
            gettext_noop("Visitors who asked for it"),
            gettext_noop(
                "Visitors, once a day each, whose search it fitted before any ranking. Older days"
                " count less; fewer than five are not known."
            ),
            "",
            derived=True,
        ),
        Metric(
            "dependents",
            gettext_noop("Dependents"),
            gettext_noop("Projects that depend on its package, as a registry counts them."),
            gettext_noop("Record how many projects depend on it"),
        ),
        Metric(
            "hub_downloads_30d",
            gettext_noop("Hub downloads, 30 days"),
            gettext_noop(
                "Downloads the hub counted in the last 30 days. None at all, where 50 people like"
                " it, is taken as a fault of the counter."
            ),
            gettext_noop("Record its hub downloads"),
        ),
        Metric(
            "hub_likes",
            gettext_noop("Hub likes"),
            gettext_noop("Likes on the hub."),
            gettext_noop("Record its hub likes"),
        ),
        Metric(
            "installs",
            gettext_noop("Installs or copies"),
            gettext_noop("Installs or copies, as its registry counts them."),
            gettext_noop("Record its installs"),
        ),
        Metric(
            "likes",
            gettext_noop("Stars or likes"),
            gettext_noop("Stars or likes where it is kept."),
            gettext_noop("Record its likes"),
        ),
        Metric(
            "owners_in",
            gettext_noop("Publishers that build on it"),
            gettext_noop(
                "Other publishers whose artifacts are related to it, each counted by its strongest"
                " relation."
            ),
            gettext_noop("Record who builds on it"),
            derived=True,
            unit=Unit.THOUSANDTHS,
        ),
        Metric(
            "package_downloads_30d",
            gettext_noop("Package downloads, 30 days"),
            gettext_noop("Downloads of its verified packages in the last 30 days, summed."),
            gettext_noop("Record package downloads"),
        ),
        Metric(
            "providers",
            gettext_noop("Independent providers"),
            gettext_noop("Organizations other than its publisher that serve it now."),
            gettext_noop("Record who serves it"),
            derived=True,
        ),
        Metric(
            "published_results_365d",
            gettext_noop("Results, 365 days"),
            gettext_noop("Results published on it in the last 365 days."),
            gettext_noop("Record its results"),
        ),
        Metric(
            "repository_stars",
            gettext_noop("Repository stars"),
            gettext_noop("Stars of its repositories."),
            gettext_noop("Record its repository's stars"),
        ),
        Metric(
            "satisfaction",
            gettext_noop("What searches for it came to"),
            gettext_noop(
                "How often visitors who looked at it went on with it, against what is usual for the"
                " capability: the usual earns half, twice the usual all."
            ),
            "",
            derived=True,
            unit=Unit.SHARE,
        ),
        Metric(
            "sdk_downloads_30d",
            gettext_noop("SDK downloads, 30 days"),
            gettext_noop("Downloads of its SDK's packages in the last 30 days."),
            gettext_noop("Record its SDK's downloads"),
        ),
        Metric(
            "sdk_stars",
            gettext_noop("SDK repository stars"),
            gettext_noop("Stars of its SDK's repositories."),
            gettext_noop("Record its SDK's stars"),
        ),
        Metric(
            "types_in",
            gettext_noop("Kinds of artifacts that refer to it"),
            gettext_noop("Types of the artifacts whose relation counts: six earn all."),
            gettext_noop("Record relations from other kinds of artifacts"),
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
