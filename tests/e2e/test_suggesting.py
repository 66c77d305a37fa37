"""Names suggested while one types, in a real browser: a combobox by keyboard, mouse and touch."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.e2e.accessibility import violations
from tests.e2e.conftest import Site
from tests.e2e.test_pages import NARROW

SCRIPT = Path(settings.BASE_DIR, "static", "js", "suggest.js")
ADDRESSES = ["/", "/search/", "/methodology/"]


def box(page: Page) -> Locator:
    return page.get_by_role("combobox")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def type_in(page: Page, text: str = "qwen3 co", address: str = "/methodology/") -> None:
    page.goto(address)
    box(page).press_sequentially(text)
    expect(options(page).first).to_be_visible()


def test_script_is_small() -> None:
    assert SCRIPT.stat().st_size < 3_500


@pytest.mark.parametrize("address", ADDRESSES)
def test_arrows_and_enter_lead_to_what_is_suggested(page: Page, site: Site, address: str) -> None:
    type_in(page, "qwen3 coder 4", address)
    expect(box(page)).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site.url}/artifacts/qwen3-coder-480b-a35b/")


def test_enter_searches_where_nothing_is_chosen(page: Page, site: Site) -> None:
    type_in(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site.url}/search/?q=qwen3+co")


def test_arrows_go_round(page: Page) -> None:
    type_in(page, "co")
    number = options(page).count()

    page.keyboard.press("ArrowUp")
    expect(options(page).nth(number - 1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")

    expect(box(page)).to_have_attribute("aria-activedescendant", "")
    assert number == 8


def test_escape_closes_and_keeps_what_was_typed(page: Page) -> None:
    type_in(page)

    page.keyboard.press("Escape")

    expect(page.locator("#suggestions")).to_be_hidden()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("qwen3 co")


def test_leaving_the_box_closes(page: Page) -> None:
    type_in(page)

    page.keyboard.press("Tab")

    expect(page.locator("#suggestions")).to_be_hidden()


def test_click_leads_to_a_capability(page: Page, site: Site) -> None:
    type_in(page, "code compl")

    options(page).filter(has_text="capability").first.click()

    expect(page).to_have_url(f"{site.url}/capabilities/code.completion/")


def test_typing_on_asks_once_and_drops_what_is_late(page: Page) -> None:
    asked = list[str]()

    def late(route: Route) -> None:
        asked.append(route.request.url.rpartition("?")[2])
        if len(asked) == 1:
            return  # never answered
        route.continue_()

    page.route("**/api/v1/suggestions/*", late)
    page.goto("/methodology/")
    with page.expect_request("**/api/v1/suggestions/*"):
        box(page).press_sequentially("clau", delay=10)
    with page.expect_event("requestfailed"):
        box(page).press_sequentially("de", delay=10)

    expect(options(page).first).to_be_visible()
    assert asked == ["q=clau&limit=8", "q=claude&limit=8"]


def test_without_an_answer_the_form_goes_on(page: Page, site: Site) -> None:
    page.route("**/api/v1/suggestions/*", lambda route: route.fulfill(status=200, body="{}"))
    page.goto("/methodology/")
    with page.expect_response("**/api/v1/suggestions/*"):
        box(page).press_sequentially("co")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site.url}/search/?q=co")


@pytest.fixture
def plain(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_box_is_a_plain_form_without_scripts(plain: Page, site: Site, address: str) -> None:
    plain.goto(address)
    plain.get_by_role("searchbox").fill("co")
    plain.keyboard.press("Enter")

    expect(plain).to_have_url(f"{site.url}/search/?q=co")


@pytest.mark.parametrize("address", ADDRESSES)
def test_open_list_has_no_accessibility_violations(page: Page, address: str) -> None:
    page.set_viewport_size(NARROW)
    type_in(page, "co", address)
    page.keyboard.press("ArrowDown")

    assert violations(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == 320
