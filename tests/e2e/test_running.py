"""The site that `make demo` starts."""

import httpx
from playwright.sync_api import Page

from tests.e2e.conftest import Site


def test_demo_site_reaches_database_and_broker(site: Site) -> None:
    answer = httpx.get(f"{site.url}/readyz")

    assert answer.json() == {"database": "ok", "broker": "ok"}


def test_demo_serves_hashed_static_files_for_good(site: Site) -> None:
    page = httpx.get(f"{site.url}/").text
    style = page.partition('rel="stylesheet" href="')[2].partition('"')[0]

    answer = httpx.get(f"{site.url}{style}")

    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_demo_editor_can_log_in(editor_page: Page) -> None:
    assert editor_page.url.endswith("/admin/")


def test_unknown_address_is_answered_with_404(site: Site) -> None:
    assert httpx.get(f"{site.url}/artifacts/no-such-thing/").status_code == 404
