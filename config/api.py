"""The read API, version 1. A change that breaks a reader becomes the next version's list."""

from django.urls import include, path, re_path

from comparisons.api.views.index import UnknownAddress

app_name = "api"
urlpatterns = [
    path("", include("comparisons.api.urls")),
    # Ends in a slash, so that an address without one is still redirected to the one with it.
    re_path(r"^(?:[\s\S]*/)?$", UnknownAddress.as_view(), name="unknown"),
]
