"""What stands in the head of pages for programs that read them."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from comparisons.querystring import PAGE

register = template.Library()
# As JSON spells them, so that no text can end the element it stands in.
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def canonical(context: Context) -> str:
    """The address of this page without its parameters, but for the page of a whole list."""
    request = context.get("request")
    if request is None:
        return ""
    number = request.GET[PAGE] if set(request.GET) == {PAGE} else ""
    page = f"?{PAGE}={number}" if number.isascii() and number.isdigit() and number != "1" else ""
    address = f"{settings.SITE_URL}{request.path}{page}"
    return format_html('<link rel="canonical" href="{}">', address)


@register.filter
def linked_data(entry: dict[str, Any]) -> SafeString:
    """An object as JSON-LD. Data, not a script: the Content-Security-Policy has nothing against
    it."""
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)
    opened = '<script type="application/ld+json">'
    return mark_safe(f"{opened}{text}</script>")  # noqa: S308 (escaped by the line before)
