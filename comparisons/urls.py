"""The public pages. Addresses are for good: whatever is renamed redirects."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from comparisons.views import (
    alternatives,
    artifact,
    browse,
    cards,
    changes,
    compare,
    crawlers,
    feedback,
    history,
    home,
    methodology,
    missing,
    organizations,
    plots,
    prices,
    search,
    styleguide,
    twins,
    vocabulary,
)


class WordConverter(StringConverter):
    """Letters, digits, dots and hyphens: what slugs and keys are made of, and near misses."""

    regex = r"[\w.\-]+"


register_converter(WordConverter, "word")

urlpatterns = [
    path("", home.home, name="home"),
    path("artifacts/", browse.browse, name="browse"),
    path("artifacts/<slug:slug>/", artifact.artifact, name="artifact"),
    path("artifacts/<slug:slug>/history.csv", history.history_csv, name="history_csv"),
    path("artifacts/<slug:slug>/history.svg", history.history_svg, name="history_svg"),
    path("artifacts/<slug:slug>/prices.csv", prices.prices_csv, name="prices_csv"),
    path("artifacts/<slug:slug>/prices.svg", prices.prices_svg, name="prices_svg"),
    path("compare/", compare.choose, name="compare_choose"),
    path("compare/<word:pair>/", compare.compare, name="compare"),
    path("search/", search.search, name="search"),
    path("search/missing/", missing.missing, name="missing"),
    path("search/feedback/", feedback.feedback, name="feedback"),
    path("types/", vocabulary.types, name="types"),
    path("types/<slug:key>/", vocabulary.type_page, name="type"),
    path("categories/", vocabulary.categories, name="categories"),
    path("categories/<slug:slug>/", vocabulary.category_page, name="category"),
    path("capabilities/", vocabulary.capabilities, name="capabilities"),
    path("capabilities/<word:key>/", vocabulary.capability_page, name="capability"),
    path("methodology/", methodology.methodology, name="methodology"),
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/<slug:slug>/", organizations.organization, name="organization"),
    path("artifacts/<slug:slug>/alternatives/", alternatives.alternatives, name="alternatives"),
    path("changes/", changes.changes, name="changes"),
    path("changes/feed.atom", changes.changes, {"form": "atom"}, name="changes_atom"),
    path("changes/feed.json", changes.changes, {"form": "json"}, name="changes_json"),
    path("artifacts/<slug:slug>/changes/", changes.artifact_changes, name="artifact_changes"),
    path(
        "artifacts/<slug:slug>/changes/feed.atom",
        changes.artifact_changes,
        {"form": "atom"},
        name="artifact_changes_atom",
    ),
    path(
        "artifacts/<slug:slug>/changes/feed.json",
        changes.artifact_changes,
        {"form": "json"},
        name="artifact_changes_json",
    ),
    # Other forms of the same, for programs.
    path("artifacts/<slug:slug>.md", twins.artifact, name="artifact_twin"),
    path("compare/<word:pair>.md", twins.comparison, name="compare_twin"),
    path("artifacts/<slug:slug>/card.png", cards.artifact, name="artifact_card"),
    path("compare/<word:pair>/card.png", cards.comparison, name="compare_card"),
    path("compare/<word:pair>/components.svg", plots.components_svg, name="components_svg"),
    path("compare/<word:pair>/components.csv", plots.components_csv, name="components_csv"),
    path("compare/<word:pair>/capabilities.svg", plots.overlap_svg, name="overlap_svg"),
    path("compare/<word:pair>/capabilities.csv", plots.overlap_csv, name="overlap_csv"),
    path("types/<slug:key>/price-and-rank/", plots.price_and_rank, name="price_and_rank"),
    path(
        "types/<slug:key>/price-and-rank.svg", plots.price_and_rank_svg, name="price_and_rank_svg"
    ),
    path(
        "types/<slug:key>/price-and-rank.csv", plots.price_and_rank_csv, name="price_and_rank_csv"
    ),
    path("robots.txt", crawlers.robots, name="robots"),
    path("llms.txt", crawlers.llms, name="llms"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("sitemap-<slug:kind>-<int:number>.xml", crawlers.shard, name="sitemap_shard"),
]
