"""The editors' desk: its name, its colours and its way around. Read by the theme, django-unfold."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

TEAL = {
    "50": "oklch(97.9% .013 196)",
    "100": "oklch(94.8% .031 196)",
    "200": "oklch(90.2% .06 197)",
    "300": "oklch(84% .09 199)",
    "400": "oklch(75% .11 202)",
    "500": "oklch(64% .11 206)",
    "600": "oklch(50% .095 210)",
    "700": "oklch(43% .08 213)",
    "800": "oklch(37% .067 216)",
    "900": "oklch(32% .055 219)",
    "950": "oklch(24% .043 222)",
}
# The theme's own greys for quiet texts fall short of a 4.5 contrast on tinted rows.
FONT = {
    "subtle-light": "var(--color-base-600)",
    "subtle-dark": "var(--color-base-300)",
    "default-light": "var(--color-base-700)",
    "default-dark": "var(--color-base-200)",
    "important-light": "var(--color-base-900)",
    "important-dark": "var(--color-base-100)",
}
GROUPS: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("Catalog", [
        ("Artifacts", "deployed_code", "catalog.artifact"),
        ("Review queue", "rule", "catalog.reviewitem"),
        ("Imports", "download", "catalog.importrun"),
    ]),
    ("Facts, across artifacts", [
        ("Offerings", "storefront", "catalog.offering"),
        ("Prices", "payments", "catalog.price"),
        ("Observed figures", "monitoring", "catalog.observation"),
    ]),
    ("Vocabulary", [
        ("Organizations", "domain", "catalog.organization"),
        ("Capabilities", "bolt", "catalog.capability"),
        ("Categories", "category", "catalog.category"),
        ("Tags", "sell", "catalog.tag"),
        ("Sources", "menu_book", "catalog.source"),
        ("Types", "shapes", "catalog.artifacttype"),
        ("Specifications", "tune", "catalog.specdefinition"),
    ]),
    ("Rank", [
        ("Scores", "leaderboard", "ranking.score"),
        ("Checklist", "checklist", "ranking.qualitycriterion"),
        ("Check results", "task_alt", "ranking.qualityresult"),
        ("Link checks", "link", "ranking.linkcheck"),
        ("Adjustments by hand", "exposure", "ranking.adjustment"),
        ("Formulas", "function", "ranking.formula"),
        ("Epochs", "event_repeat", "ranking.epoch"),
    ]),
    ("Match graph", [
        ("Intents", "travel_explore", "matchgraph.intent"),
        ("Held-back evidence", "front_hand", "matchgraph.heldday"),
        ("Position bias", "visibility", "matchgraph.positionbias"),
    ]),
    ("Comparisons", [
        ("Editorial verdicts", "rate_review", "comparisons.editorialverdict"),
    ]),
]  # fmt: skip


def _viewable(label: str) -> Any:
    room, model = label.split(".")
    return lambda request: request.user.has_perm(f"{room}.view_{model}")


def _list_of(label: str) -> Any:
    return reverse_lazy(f"admin:{label.replace('.', '_')}_changelist")


def _accounts(request: HttpRequest) -> bool:
    return request.user.has_perm("auth.view_user")


def _navigation() -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = [
        {
            "title": title,
            "separator": True,
            "items": [
                {
                    "title": name,
                    "icon": icon,
                    "link": _list_of(label),
                    "permission": _viewable(label),
                }
                for name, icon, label in items
            ],
        }
        for title, items in GROUPS
    ]
    home = {"title": "Desk", "icon": "dashboard", "link": reverse_lazy("admin:index")}
    people = {
        "title": "People",
        "icon": "group",
        "link": reverse_lazy("admin:auth_user_changelist"),
        "permission": _accounts,
    }
    return [{"items": [home]}, *groups, {"title": "Accounts", "separator": True, "items": [people]}]


def desk(site_name: str) -> dict[str, Any]:
    """The theme's settings."""
    return {
        "SITE_TITLE": f"{site_name} desk",
        "SITE_HEADER": site_name,
        "SITE_SUBHEADER": "The editors' desk",
        "SITE_SYMBOL": "compare_arrows",
        "SITE_URL": "/",
        "SHOW_HISTORY": True,
        "SHOW_VIEW_ON_SITE": True,
        "SHOW_BACK_BUTTON": True,
        "BORDER_RADIUS": "6px",
        "COLORS": {"primary": TEAL, "font": FONT},
        "DASHBOARD_CALLBACK": "catalog.admin.dashboard.add_cards",
        "SCRIPTS": [lambda request: static("desk/desk.js")],
        "STYLES": [lambda request: static("desk/desk.css")],
        "SIDEBAR": {
            "show_search": True,
            "show_all_applications": False,
            "navigation": _navigation(),
        },
    }
