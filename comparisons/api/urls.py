from django.urls import path, re_path

from comparisons.api.views import (
    artifacts,
    comparisons,
    costs,
    documents,
    feedback,
    index,
    intents,
    methodology,
    offerings,
    scores,
    search,
    vocabulary,
)

urlpatterns = [
    path("", index.IndexView.as_view(), name="index"),
    path("problems/<slug:code>/", index.ProblemView.as_view(), name="problem"),
    path("artifacts/", artifacts.ArtifactList.as_view(), name="artifacts"),
    path("artifacts/<slug:slug>/", artifacts.ArtifactView.as_view(), name="artifact"),
    path("artifacts/<slug:slug>/cost/", costs.ArtifactCostView.as_view(), name="artifact_cost"),
    path("capabilities/", vocabulary.CapabilityList.as_view(), name="capabilities"),
    re_path(
        r"^capabilities/(?P<key>[\w.-]+)/$", vocabulary.CapabilityView.as_view(), name="capability"
    ),
    path("types/", vocabulary.TypeList.as_view(), name="types"),
    path("types/<slug:key>/", vocabulary.TypeView.as_view(), name="type"),
    path("categories/", vocabulary.CategoryList.as_view(), name="categories"),
    path("categories/<slug:slug>/", vocabulary.CategoryView.as_view(), name="category"),
    path("organizations/", vocabulary.OrganizationList.as_view(), name="organizations"),
    path("organizations/<slug:slug>/", vocabulary.OrganizationView.as_view(), name="organization"),
    path("offerings/", offerings.OfferingList.as_view(), name="offerings"),
    path("prices/", offerings.PriceList.as_view(), name="prices"),
    path("relations/", offerings.RelationList.as_view(), name="relations"),
    path("scores/", scores.ScoreList.as_view(), name="scores"),
    path("scores/<slug:slug>/", scores.ScoreView.as_view(), name="score"),
    path("scores/<slug:slug>/history/", scores.ScoreHistoryList.as_view(), name="history"),
    path("methodology/", methodology.MethodologyView.as_view(), name="methodology"),
    path("comparisons/", comparisons.ComparisonView.as_view(), name="comparisons"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("feedback/", feedback.FeedbackView.as_view(), name="feedback"),
    path("suggestions/", search.SuggestionView.as_view(), name="suggestions"),
    path("intents/", intents.IntentList.as_view(), name="intents"),
    path("schema/", documents.SchemaView.as_view(), name="schema"),
    path("docs/", documents.docs, name="docs"),
]
