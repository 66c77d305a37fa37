"""Every address of the site. The rooms bring their own lists."""

from django.contrib import admin
from django.urls import include, path

from config import health, icon

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("favicon.ico", icon.favicon),
    path("admin/", admin.site.urls),
    path("api/v1/", include("config.api")),
    path("", include("comparisons.urls")),
]
