from playwright.sync_api import Page

from tests.e2e.conftest import Site


def test_demo_site_is_ready(page: Page, site: Site) -> None:
    response = page.goto("/readyz")

    assert response is not None
    assert response.json() == {"database": "ok", "broker": "ok"}


def test_demo_editor_can_log_in(editor_page: Page) -> None:
    assert editor_page.url.endswith("/admin/")
