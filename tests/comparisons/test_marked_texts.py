"""No text of a public template stands outside of what translators are given."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

TEMPLATES = Path(settings.BASE_DIR, "templates")
# What programs read stays English, and the desk is not a part of the site.
ENGLISH = ("admin/", "machine/", "api/")
# A sign in a formula, and code.
SIGNS = {"w", '"h4"'}
SHOWN = re.compile(r'\s(?:aria-label|placeholder|title|alt|data-label)="([^"]*)"')
HANDED_ON = re.compile(r'\w=("[^"]*[A-Z ][^"]*")|\|default:("[A-Za-z][^"]*")')
HOLE = "\0"


def public_templates() -> list[str]:
    names = (str(one.relative_to(TEMPLATES)) for one in TEMPLATES.rglob("*.html"))
    return sorted(name for name in names if not name.startswith(ENGLISH))


def without_marked(source: str) -> tuple[str, list[str]]:
    """The template with a hole for each tag and marked text, and the tags."""
    kept, tags, is_marked = [], [], False
    for token in Lexer(source).tokenize():
        if token.token_type is TokenType.TEXT:
            kept.append(HOLE if is_marked else token.contents)
            continue
        kept.append(HOLE)
        name = token.contents.split(" ")[0]
        if name in {"blocktranslate", "endblocktranslate"}:
            is_marked = name == "blocktranslate"
        elif name != "translate":
            tags.append(token.contents)
    return "".join(kept), tags


def unmarked(source: str) -> list[str]:
    rest, tags = without_marked(source)
    texts = [*re.split(r"<[^<>]*>", rest), *SHOWN.findall(rest)]
    words = [re.sub(r"&#?\w+;|<!doctype html>", "", text).replace(HOLE, " ") for text in texts]
    handed = [one or other for tag in tags for one, other in HANDED_ON.findall(tag)]
    found = [text.strip() for text in words if re.search(r"[^\W\d_]", text)]
    return [text for text in [*found, *handed] if text not in SIGNS]


@pytest.mark.parametrize("name", public_templates())
def test_every_text_is_marked_for_translation(name: str) -> None:
    assert unmarked((TEMPLATES / name).read_text()) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Not yet</p>", ["Not yet"]),
        ('<p title="Not yet">{{ one }}</p>', ["Not yet"]),
        ('{% include "a.html" with title="Not yet" only %}', ['"Not yet"']),
        ('<p>{{ one|default:"none" }}</p>', ['"none"']),
        ('<p>{{ one|default:_("none") }}</p>', []),
        ('<p class="code">{% translate "Now" %}&nbsp;·</p>', []),
        ("<p>{% blocktranslate trimmed %}Now {{ one }}{% endblocktranslate %}, or</p>", [", or"]),
    ],
)
def test_unmarked_texts_are_found_and_code_is_not(source: str, found: list[str]) -> None:
    assert unmarked(source) == found
