"""The style guide: every component by the real templates, in each of its states."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from comparisons.styleguide import tokens
from comparisons.templatetags.directions import isolated
from tests.linear import Linear, faults

pytestmark = pytest.mark.django_db
STYLES = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')
SCRIPTS = re.compile(r'<script defer src="/static/([^"]+)"')
TOKEN = re.compile(r"--([\w-]+): (?:#|\d|clamp)")
STATES = {"unknown", "na", "none", "no", "pending"}
CSS_BUDGET, JS_BUDGET = 25_000, 20_000


@pytest.fixture
def page(client: Client) -> str:
    return client.get("/styleguide/").content.decode()


def compressed(names: list[str]) -> int:
    return sum(
        len(gzip.compress(Path(settings.BASE_DIR, "static", name).read_bytes())) for name in names
    )


def test_style_guide_is_kept_from_search_engines(client: Client) -> None:
    response = client.get("/styleguide/")

    assert response.headers["X-Robots-Tag"] == "noindex"
    assert b'<meta name="robots" content="noindex">' in response.content


def test_style_guide_shows_every_state(page: str) -> None:
    assert {state for state in STATES if f"state-{state}" not in page} == set()
    assert page.count('class="notice"') == 4
    assert page.count('class="problem"') == 3
    assert 'aria-busy="true"' in page
    assert "A name as long as any catalog would hold" in page
    assert "Only Forty of the left" in page


def test_tables_read_in_order_without_styles(page: str) -> None:
    assert faults(page) == []
    assert len(Linear(page).tables) == 14


def test_fault_of_a_table_is_found() -> None:
    assert faults("<table><tr><td>1</td></tr></table>") == [
        "no caption before [[Cell(tag='td', scope='', rows=1, text='1')]]"
    ]
    row = '<tr><td>1</td><th scope="row">One</th></tr>'
    assert faults(f"<table><caption>Figures</caption>{row}</table>") == [
        "Figures: before its row's header: 1"
    ]


def test_styles_and_scripts_of_the_heaviest_page_keep_their_budget(page: str) -> None:
    assert compressed(STYLES.findall(page)) <= CSS_BUDGET
    assert compressed(SCRIPTS.findall(page)) <= JS_BUDGET


def test_style_guide_shows_every_colour_and_size() -> None:
    defined = set(TOKEN.findall(Path(settings.BASE_DIR, "static/css/tokens.css").read_text()))
    layout = {"measure", "width", "radius", "radius-small", "radius-round"}

    shown = {*tokens.COLOURS, *tokens.TEXTS, *tokens.SPACES}

    assert defined - layout - {"on-mark", "link-strong"} == shown


def test_failure_has_a_page_that_needs_no_view(rf: RequestFactory) -> None:
    response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert "Something failed on our side" in response.content.decode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Alpha leads: $0.22", "Alpha leads: $0.22"),
        ("a < b", "a &lt; b"),
        ("نموذج لغوي: $0.22", "<bdi>نموذج لغوي</bdi>: $0.22"),
        ("<نموذج>", "&lt;<bdi>نموذج</bdi>&gt;"),
    ],
)
def test_words_from_right_to_left_stand_apart(text: str, shown: str) -> None:
    assert isolated(text) == shown
