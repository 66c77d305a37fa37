"""Values as pages show them. Every filter takes a plain value and gives escaped text or HTML."""

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from comparisons import deciding, markup, prices, units
from comparisons.sources import Mention
from ranking.explanation import SourceMention
from ranking.scoring import tenths_of

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as HTML out of an allow-list of tags."""
    return mark_safe(markup.rendered(text))  # noqa: S308 (sanitised by the line it wraps)


@register.filter
def day(value: date | datetime | None) -> str:
    """22 July 2025 as a `time` element."""
    if value is None:
        return ""
    on = value.date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), units.day(on))


@register.filter
def row_anchor(key: str) -> str:
    """The id under which a deciding row stands on the page."""
    return deciding.anchor(key)


@register.filter
def points(tenths: int) -> str:
    return units.points(tenths)


@register.filter
def tenths(total: int) -> int:
    """An exact total in tenths of a point."""
    return tenths_of(total)


@register.filter
def per_cent(ppm: int) -> str:
    return units.per_cent(ppm)


@register.filter
def signed_points(tenths: int) -> str:
    return units.signed_points(tenths)


@register.filter
def of_hundred(ppm: int) -> str:
    return units.of_hundred(ppm)


@register.filter
def weight(basis_points: int) -> str:
    return units.weight(basis_points)


@register.filter
def figure(value: int) -> str:
    return f"{value:,}"


@register.filter
def short_day(value: date | None, precision: str) -> str:
    """As much of the day as is known, short enough for a column: 22 Jul 2025."""
    return units.short_day(value, precision) if value else ""


@register.filter
def rate(price: prices.Price) -> str:
    return prices.rate(price)


@register.filter
def price_label(price: prices.Price) -> str:
    return prices.label(price)


@register.filter
def claimed(text: str) -> str:
    """A claim as a reader takes it in: long numbers get their separators."""
    return f"{int(text):,}" if text.isascii() and text.isdigit() and len(text) > 4 else text


@register.simple_tag
def source(mention: Mention | SourceMention | None) -> str:
    """The source's title, linked where it has an address."""
    if mention is None:
        return ""
    if not mention.url:
        return format_html('<span class="source">{}</span>', mention.title)
    return format_html(
        '<a class="source" href="{}" rel="nofollow noopener">{}</a>', mention.url, mention.title
    )


@register.inclusion_tag("parts/bar.html")
def bar(share: int | None, tone: str = "") -> dict[str, Any]:
    """A bar of `share` ppm; the figure itself stands beside it as text."""
    return {"width": (share or 0) / 10_000, "tone": tone, "shown": share is not None}


@register.simple_tag
def site_name() -> str:
    return str(settings.SITE_NAME)


@register.simple_tag
def absolute(path: str) -> str:
    """The address under which the site is known, whatever host asked."""
    return f"{settings.SITE_URL}{path}"


@register.simple_tag
def at(values: Any, place: int) -> Any:
    """The value at a place counted from 0, or nothing."""
    return values[place] if 0 <= place < len(values) else None
