"""What visitors do on the public pages, in a real browser."""

import os

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.accessibility import violations
from tests.e2e.conftest import PHONE, Screenshot, Site

PAIR = "/compare/qwen3-coder-480b-a35b-vs-the-stack-v2/"
CODER = "/artifacts/qwen3-coder-480b-a35b/"
MODELS = ["deepseek-v3-2", "gpt-oss-120b", "qwen3-coder-480b-a35b"]
THREE = f"/compare/{'-vs-'.join(MODELS)}/"
SIX = f"/compare/{'-vs-'.join(['deepseek-r1', 'glm-4-7', 'kimi-k2-instruct', *MODELS])}/"
PAGES = {
    "home": "/",
    "browse": "/artifacts/",
    "artifact": f"{CODER}?on=2026-08-01",
    "comparison": PAIR,
    "browse-own": "/artifacts/?type=model&pricing=open_source&weights=40-30-10-10-10",
    "editorial": "/compare/codex-cli-vs-opencode/?weights=documentation",
    "search": "/search/?q=complete+code+in+an+editor",
    "search-narrowed": "/search/?q=code&type=model",
    "search-nothing": "/search/?q=trancription+zqa+zqb+zqc+zqd",
    "search-weak": "/search/?q=fold+laundry+quickly",
    "methodology": "/methodology/",
    "capability": "/capabilities/code.completion/",
    "type": "/types/model/",
    "organization": "/organizations/anthropic/",
    "alternatives": f"{CODER}alternatives/",
    "changes": "/changes/",
    "not-found": "/artifacts/none/",
    "types": "/types/",
    "price-and-rank": "/types/model/price-and-rank/",
    "categories": "/categories/",
    "category": "/categories/agents-automation/",
    "capabilities": "/capabilities/",
    "organizations": "/organizations/",
    "artifact-changes": f"{CODER}changes/",
    "choose": "/compare/",
    "choose-open": "/compare/?a=claude&b=code",
    "no-comparison": "/compare/none-vs-the-stack-v2/",
    "comparison-six": f"{SIX}?in=2000&out=500&cached=40&requests=100000",
    "comparison-rows": f"{THREE}?differences=1&rows=rank,cost",
    "comparison-wrong": f"{THREE}?in=-1&out=many&rows=none&weights=1-2",
    "search-open": "/search/",
    "styleguide": "/styleguide/",
}
NARROW: ViewportSize = {"width": 320, "height": 700}
# High enough that what sticks to the lower edge covers nothing.
TALL: ViewportSize = {"width": 1280, "height": 6000}


def test_reference_pair_shows_every_row_and_block(page: Page) -> None:
    page.goto(PAIR)

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Qwen3 Coder 480B A35B vs The Stack v2"
    )
    labels = ["Type", "Rank", "Adoption", "Quality", "Ecosystem", "Match graph", "Freshness"]
    labels += ["Pricing", "Starting price", "Capabilities", "Times matched", "Licence", "Released"]
    table = page.get_by_role("table", name="facts side by side")
    for label in labels:
        expect(table.get_by_role("rowheader", name=label, exact=True)).to_be_visible()
    expect(table).to_contain_text("$0.22 / 1M input tokens")
    expect(table).to_contain_text("12 described")
    expect(table).to_contain_text("11 described")
    expect(page.locator(".capability-text")).to_have_count(23)
    expect(page.get_by_role("heading", name="Verdict")).to_be_visible()
    expect(page.get_by_role("heading", name="Need something different?")).to_be_visible()


def test_reference_pair_declares_no_winner(page: Page) -> None:
    page.goto(PAIR)

    told = page.locator(".opening, .verdict").all_inner_texts()

    text = " ".join(told).lower()
    assert [word for word in ("better", "winner", "ranks higher than") if word in text] == []
    assert "belongs to a kind that is trained on data like" in text


def test_reverse_spelling_leads_to_the_same_page(page: Page, site: Site) -> None:
    page.goto("/compare/the-stack-v2-vs-qwen3-coder-480b-a35b/")

    assert page.url == f"{site.url}{PAIR}"


def test_visitor_gets_from_search_to_a_comparison_by_keyboard(page: Page, site: Site) -> None:
    page.goto("/")
    page.get_by_role("combobox").focus()
    page.keyboard.type("complete code in an editor")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Qwen3 Coder 480B A35B", exact=True).press("Enter")
    page.get_by_label("Name of the other artifact").focus()
    page.keyboard.type("The Stack v2")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site.url}{PAIR}")


def test_visitor_narrows_the_list_and_compares_two_of_it(page: Page) -> None:
    page.goto("/artifacts/")
    page.get_by_role("link", name="Datasets").click()
    page.get_by_role("link", name="Name", exact=True).click()
    boxes = page.get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Compare selected").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(" vs ")


def test_visitor_weighs_a_comparison_and_the_list_their_own_way(
    browser: Browser, site: Site
) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(PAIR)
    page.locator("summary", has_text="Weigh it your own way").click()
    for label, weight in (("Adoption", "0"), ("Quality", "30"), ("Freshness", "10")):
        page.get_by_role("spinbutton", name=label).fill(weight)
    page.get_by_role("spinbutton", name="Ecosystem").fill("0")
    page.get_by_role("spinbutton", name="Match graph").fill("0")
    page.get_by_role("button", name="Apply").click()

    expect(page).to_have_url(f"{site.url}{PAIR}?weights=0-75-0-0-25")
    expect(page.locator(".own-lead")).to_contain_text("(quality 75 % and freshness 25 %)")
    expect(page.locator(".as-ranked")).to_contain_text("As ranked:")

    page.goto("/artifacts/?type=dataset")
    page.locator("summary", has_text="Weigh it your own way").click()
    page.get_by_role("link", name="Freshness first").click()

    expect(page).to_have_url(f"{site.url}/artifacts/?type=dataset&weights=freshness")
    expect(page.get_by_role("columnheader", name="Under your own weights")).to_be_visible()
    page.get_by_role("link", name="As ranked").click()
    expect(page).to_have_url(f"{site.url}/artifacts/?type=dataset")
    context.close()


def test_skip_link_comes_first_and_leads_to_the_content(page: Page) -> None:
    page.goto(PAIR)

    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_number_leads_to_the_paragraph_that_explains_it(page: Page, site: Site) -> None:
    page.goto(CODER)
    figures = page.get_by_role("table", name="Adoption")
    expect(figures.get_by_role("columnheader", name="Points")).to_be_visible()

    figures.get_by_role("link", name="Hub downloads, 30 days").click()

    expect(page).to_have_url(f"{site.url}/methodology/#signal-hub_downloads_30d")
    expect(page.get_by_role("heading", name="Hub downloads, 30 days")).to_be_in_viewport()
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Places").click()
    expect(page.get_by_role("heading", name="Places")).to_be_in_viewport()


def test_figures_of_a_comparison_are_accessible_once_open(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, viewport=NARROW)
    page = context.new_page()
    page.goto(PAIR)
    for summary in page.locator("summary", has_text="Every figure behind it").all():
        summary.click()

    assert violations(page) == []
    assert page.locator(".signals").first.is_visible()
    context.close()


def test_pages_need_no_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()

    for address in PAGES.values():
        page.goto(address)
        assert page.locator("h1").count() == 1
    page.goto(PAIR)
    page.locator("summary", has_text="more of Qwen3 Coder").click()
    assert page.locator(".capability-text").count() == 23
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_narrow_phone_and_is_accessible(
    browser: Browser, site: Site, name: str
) -> None:
    context = browser.new_context(base_url=site.url, viewport=NARROW)
    page = context.new_page()

    page.goto(PAGES[name])

    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
    page.set_viewport_size(TALL)
    assert violations(page) == []
    context.close()


# All of them when pictures are wanted; each run sees that the two schemes differ.
SHOWN = ["home", "browse", "artifact", "comparison", "search"]


@pytest.mark.parametrize("name", SHOWN if "SCREENSHOTS" in os.environ else ["comparison"])
def test_screenshots(page: Page, screenshot: Screenshot, name: str) -> None:
    page.goto(PAGES[name])

    screenshot(page, name)
    page.set_viewport_size(PHONE)
    screenshot(page, f"{name}-phone")
