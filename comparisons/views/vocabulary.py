"""The catalog by its shared words: types, categories, capabilities."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.models import Artifact, ArtifactType, Capability, Category
from comparisons.caching.marks import kept
from comparisons.ordering import BY_RANK
from comparisons.services import capability, listing

PER_PAGE = 50


@require_safe
@kept
def types(request: HttpRequest) -> HttpResponse:
    context = {"types": listing.types_with_counts()}
    return render(request, "vocabulary/types.html", context)


@require_safe
@kept
def type_page(request: HttpRequest, key: str) -> HttpResponse:
    shown = get_object_or_404(ArtifactType, pk=key)
    mine = Artifact.objects.published().filter(type=shown)
    context = {
        "type": shown,
        "group": shown.get_group_display(),
        "page": listing.page(mine, BY_RANK, request.GET.get("page"), PER_PAGE),
    }
    return render(request, "vocabulary/type.html", context)


@require_safe
@kept
def categories(request: HttpRequest) -> HttpResponse:
    context = {"categories": listing.categories_with_counts()}
    return render(request, "vocabulary/categories.html", context)


@require_safe
@kept
def category_page(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Category, slug=slug)
    mine = Artifact.objects.published().filter(categories=shown)
    context = {
        "category": shown,
        "page": listing.page(mine, BY_RANK, request.GET.get("page"), PER_PAGE),
    }
    return render(request, "vocabulary/category.html", context)


@require_safe
@kept
def capabilities(request: HttpRequest) -> HttpResponse:
    context = {"capabilities": listing.capabilities_with_counts()}
    return render(request, "vocabulary/capabilities.html", context)


@require_safe
@kept
def capability_page(request: HttpRequest, key: str) -> HttpResponse:
    """Who has this capability, in whose words, on what evidence, and who searches for it."""
    shown = get_object_or_404(Capability.objects.select_related("parent"), key=key)
    told = capability.profile(shown, request.GET.get("page"), today=timezone.now().date())
    return render(request, "vocabulary/capability.html", {"capability": shown, "told": told})
