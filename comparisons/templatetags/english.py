"""`translate` that costs nothing where pages are English alone: it is settled when parsed."""

from django import template
from django.conf import settings
from django.template.base import Node, Parser, TextNode, Token, VariableNode
from django.templatetags import i18n

register = template.Library()


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """Django's own tag; in English alone, the text or the variable itself."""
    node = i18n.do_translate(parser, token)
    if settings.USE_I18N or node.asvar:
        return node
    expression = node.filter_expression
    literal = getattr(expression.var, "literal", None)
    if isinstance(literal, str) and not expression.filters:
        return TextNode(literal)
    return VariableNode(expression)
