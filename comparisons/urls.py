"""The public pages. Addresses are for good: whatever is renamed redirects."""

from django.urls import path

from comparisons.views import artifact, browse, compare, home, methodology, search, vocabulary

urlpatterns = [
    path("", home.home, name="home"),
    path("artifacts/", browse.browse, name="browse"),
    path("artifacts/<slug:slug>/", artifact.artifact, name="artifact"),
    path("compare/", compare.choose, name="compare_choose"),
    path("compare/<str:pair>/", compare.compare, name="compare"),
    path("search/", search.search, name="search"),
    path("types/", vocabulary.types, name="types"),
    path("types/<slug:key>/", vocabulary.type_page, name="type"),
    path("categories/", vocabulary.categories, name="categories"),
    path("categories/<slug:slug>/", vocabulary.category_page, name="category"),
    path("capabilities/", vocabulary.capabilities, name="capabilities"),
    path("capabilities/<str:key>/", vocabulary.capability_page, name="capability"),
    path("methodology/", methodology.methodology, name="methodology"),
]
