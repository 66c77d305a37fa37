"""The catalog by its shared words: types, categories, capabilities."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.models import Artifact, ArtifactType, Capability, Category
from comparisons import facets
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
        **_narrowing("type", key, mine),
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
        **_narrowing("category", slug, mine),
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
    context = {
        "capability": shown,
        "told": told,
        **_narrowing("capability", key, capability.holders(shown)),
    }
    return render(request, "vocabulary/capability.html", context)


def _narrowing(param: str, key: str, mine: QuerySet[Artifact]) -> dict[str, object]:
    """Facets of these artifacts, each choice an address of the browse page; two queries."""
    chosen = urlencode({param: key})
    counted = facets.facets(QueryDict(), lambda data: mine)
    return {
        "all": f"{reverse('browse')}?{chosen}",
        "base": f"{reverse('browse')}?{chosen}&",
        "facets": [one for one in counted if one.param != param],
    }
