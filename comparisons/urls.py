"""The public pages. Addresses are for good: whatever is renamed redirects."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from comparisons.views import (
    artifact,
    browse,
    compare,
    feedback,
    history,
    home,
    methodology,
    missing,
    prices,
    search,
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
]
