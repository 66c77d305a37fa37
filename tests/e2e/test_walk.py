"""The way most visitors take, from the first page to an address they share."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, Site
from tests.e2e.test_pages import CODER


def test_from_home_to_a_comparison_that_is_shared(page: Page, browser: Browser, site: Site) -> None:
    page.goto("/")
    page.locator("#home-q").fill("complete code in an editor")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    page.get_by_role("link", name="Qwen3 Coder 480B A35B").first.click()
    expect(page).to_have_url(f"{site.url}{CODER}")

    panel = page.get_by_role("region", name="Compare it")
    panel.get_by_role("listitem").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/compare/[\w.-]+-vs-[\w.-]+/$"))

    page.locator("#additions a").first.click()
    expect(page).to_have_url(re.compile(r"-vs-.+-vs-"))
    names = page.get_by_role("heading", level=1).inner_text()

    page.get_by_label("Differences only").check()
    expect(page).to_have_url(re.compile(r"differences=1"))

    form = page.get_by_role("form", name="Your workload")
    form.get_by_label("Tokens in").fill("1000")
    form.get_by_label("Tokens out").fill("300")
    form.get_by_label("Requests").fill("5000")
    form.get_by_role("button", name="Work out the cost").click()
    expect(page).to_have_url(re.compile(r"differences=1.*in=1000&out=300"))
    told = page.locator("section.cost").inner_text()
    assert "a month" in told.lower()

    shared = browser.new_context(viewport=PHONE).new_page()
    shared.goto(page.url)
    assert shared.get_by_role("heading", level=1).inner_text() == names
    assert shared.locator("section.cost").inner_text() == told
    assert shared.url == page.url
    shared.context.close()


@pytest.mark.parametrize("form", ["artifacts/qwen3-coder-480b-a35b.md", "llms.txt", "sitemap.xml"])
def test_programs_find_their_forms(page: Page, site: Site, form: str) -> None:
    answer = page.request.get(f"{site.url}/{form}")

    assert answer.ok
    assert "qwen3-coder" in answer.text() or form != "artifacts/qwen3-coder-480b-a35b.md"
