"""A third artifact, the differences alone, one taken away: the address keeps it, in a browser."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.conftest import Site
from tests.e2e.test_pages import NARROW, PAIR

SLUGS = ["deepseek-v3-2", "qwen3-coder-480b-a35b", "the-stack-v2"]
THREE = f"/compare/{'-vs-'.join(SLUGS)}/"
MOST = "?differences=1&rows=type,rank,cost,capabilities,record,specs"


def test_visitor_adds_a_third_chooses_rows_and_removes_one(page: Page, site: Site) -> None:
    page.goto(f"{PAIR}?weights=equal")
    box = page.get_by_role("combobox", name="Add another to this comparison")
    box.press_sequentially("deepseek v3")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}{THREE}?weights=equal")

    facts = page.get_by_role("region", name="facts side by side")
    expect(facts.get_by_role("rowheader", name="Times matched")).to_be_visible()
    page.get_by_label("Differences only").check()
    expect(facts.get_by_role("rowheader", name="Times matched")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Left out")).to_contain_text("Times matched")
    expect(page).to_have_url(f"{site.url}{THREE}?differences=1&weights=equal")

    page.locator("summary", has_text="Choose rows").click()
    page.get_by_label("Publisher", exact=True).uncheck()
    expect(page).to_have_url(f"{site.url}{THREE}{MOST}&weights=equal")
    page.get_by_role("link", name="Remove The Stack v2").click()

    expect(page).to_have_url(f"{site.url}/compare/{'-vs-'.join(SLUGS[:2])}/{MOST}&weights=equal")
    expect(page.get_by_label("Differences only")).to_be_checked()
    expect(page.get_by_label("Publisher", exact=True)).not_to_be_checked()


def test_rows_are_chosen_without_a_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(THREE)
    page.get_by_label("Differences only").check()
    page.get_by_role("button", name="Show these rows").click()

    expect(page).to_have_url(f"{site.url}{THREE}?differences=1#glance")
    context.close()


@pytest.mark.parametrize("address", [PAIR, THREE])
def test_table_stays_a_table_with_its_headings_in_sight(
    browser: Browser, site: Site, address: str
) -> None:
    context = browser.new_context(base_url=site.url, viewport=NARROW, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    facts = page.get_by_role("region", name="facts side by side")
    assert violations(page) == []
    number = len(address.split("-vs-")) + 1

    expect(facts.get_by_role("columnheader")).to_have_count(number)
    row = facts.get_by_role("row", name="Licence")
    expect(row.get_by_role("rowheader")).to_have_count(1)
    expect(row.get_by_role("cell")).to_have_count(number - 1)
    facts.focus()
    row.get_by_role("cell").last.scroll_into_view_if_needed()
    expect(facts.get_by_role("columnheader").last).to_be_in_viewport()
    expect(row.get_by_role("rowheader")).to_be_in_viewport()
    context.close()
