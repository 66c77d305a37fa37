"""What crawlers and agents ask for first: robots.txt, llms.txt and the site map."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.services import sitemaps
from comparisons.views.conditional import unless_same
from comparisons.views.known import address

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return _text(request, "machine/robots.txt", "text/plain")


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    return _text(request, "machine/llms.txt", "text/markdown")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of shards."""
    lines = (
        f"<sitemap>{_entry(address('sitemap_shard', shard.kind, str(shard.number)), shard.changed)}"
        "</sitemap>"
        for shard in sitemaps.shards()
    )
    return _xml(request, "sitemapindex", lines)


@require_safe
def shard(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """At most 50,000 addresses; 404 where there are none."""
    if kind not in sitemaps.KINDS:
        raise Http404("There is no such site map.")
    lines = [
        f"<url>{_entry(address(place.route, *place.of), place.changed)}</url>"
        for place in sitemaps.places(kind, number)
    ]
    if not lines:
        raise Http404("There is no such site map.")
    return _xml(request, "urlset", iter(lines))


def _entry(found: str, changed: datetime | None) -> str:
    day = changed.astimezone(UTC).isoformat(timespec="seconds") if changed else ""
    return f"<loc>{escape(found)}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "")


def _xml(request: HttpRequest, root: str, lines: Iterator[str]) -> HttpResponse:
    written = f"{HEAD}<{root} {SPACE}>\n" + "\n".join(lines) + f"\n</{root}>\n"
    stamp = sha256(written.encode()).hexdigest()[:32]
    answer = HttpResponse(written, content_type="application/xml; charset=utf-8")
    return unless_same(request, stamp, lambda: answer)


def _text(request: HttpRequest, template: str, kind: str) -> HttpResponse:
    context = {"site_url": settings.SITE_URL, "rank_name": settings.RANK_NAME}
    answer = render(request, template, context, content_type=f"{kind}; charset=utf-8")
    return unless_same(request, sha256(answer.content).hexdigest()[:32], lambda: answer)
