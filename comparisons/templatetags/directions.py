"""Sentences of ours that name what is written from right to left."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
# Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours, with their forms for presentation.
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
RUN = re.compile(rf"[{RIGHT_TO_LEFT}](?:[^\w<>&]*[{RIGHT_TO_LEFT}])*")


@register.filter
def isolated(text: str) -> SafeString:
    """With words from right to left apart, so that figures beside them keep their order."""
    escaped = conditional_escape(text)
    return mark_safe(RUN.sub(r"<bdi>\g<0></bdi>", escaped))  # noqa: S308 (escaped by the line above)
