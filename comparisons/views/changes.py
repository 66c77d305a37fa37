"""What changed: as pages, a while at a time, and as feeds of the newest."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons import feeds
from comparisons.build import digest
from comparisons.changes import LABELS, Changes
from comparisons.forms.changes import Asked, asked
from comparisons.services.changed import changes as changes_of
from comparisons.services.lookup import find
from comparisons.views.conditional import unless_same

PER_PAGE = 50
PAGES = {"html": "changes", "atom": "changes_atom", "json": "changes_json"}


@require_safe
def changes(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Of the whole catalog, narrowed as the address says. Bad values narrow nothing."""
    return _answer(request, form, None)


@require_safe
def artifact_changes(request: HttpRequest, slug: str, form: str = "html") -> HttpResponse:
    """Of one artifact. 404 unless published; 301 from an earlier slug."""
    found = find([slug.lower()])
    if found.missing:
        raise Http404("No artifact is published at this address.")
    (shown,) = found.artifacts
    if shown.slug != slug:
        return HttpResponsePermanentRedirect(_path(form, shown))
    return _answer(request, form, shown)


def _answer(request: HttpRequest, form: str, artifact: Artifact | None) -> HttpResponse:
    given = asked(request.GET, artifact)
    shown = changes_of(given.wanted, now=timezone.now(), older=given.older, most=PER_PAGE)
    subject = (artifact.slug, artifact.name) if artifact else None
    stamp = digest(form, subject, shown, given.query, given.older, given.ignored, given.types)
    return unless_same(request, stamp, lambda: _made(request, form, artifact, given, shown))


def _made(
    request: HttpRequest, form: str, artifact: Artifact | None, given: Asked, shown: Changes
) -> HttpResponse:
    if form == "html":
        return render(request, "changes/page.html", _context(artifact, given, shown))
    page, own = (_with(_path(name, artifact), given.query) for name in ("html", form))
    subject = artifact or given.wanted.artifact
    title = f"Changes of {subject.name}" if subject else f"{settings.SITE_NAME}: changes"
    if form == "atom":
        return feeds.atom(request, title, shown, page, own)
    older = _older(own, given.query, shown)
    return feeds.json_feed(title, shown, page, own, older)


def _context(artifact: Artifact | None, given: Asked, shown: Changes) -> dict[str, Any]:
    path = _path("html", artifact)
    return {
        "artifact": artifact,
        "asked": given,
        "changes": shown,
        "kinds": LABELS,
        "path": path,
        "canonical": _with(path, given.query),
        "older": _older(_with(path, given.query), given.query, shown),
        "atom": _with(_path("atom", artifact), given.query),
        "json": _with(_path("json", artifact), given.query),
    }


def _path(form: str, artifact: Artifact | None) -> str:
    if artifact is None:
        return reverse(PAGES[form])
    return reverse(f"artifact_{PAGES[form]}", args=[artifact.slug])


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _older(path: str, query: str, shown: Changes) -> str:
    """The address of what follows, where anything does."""
    if shown.older is None:
        return ""
    return f"{path}{'&' if query else '?'}before={shown.older}"
