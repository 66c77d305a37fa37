"""What editors do at the desk, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import desk_violations
from tests.e2e.conftest import Screenshot, Site

CODER = "/admin/catalog/artifact/?q=qwen3-coder-480b-a35b"
TABS = ["General", "Capabilities", "Offerings and prices", "Citations", "Observed figures"]


def open_coder(page: Page) -> None:
    page.goto(CODER)
    page.get_by_role("link", name="Qwen3 Coder 480B A35B").click()
    expect(page.get_by_label("Slug", exact=False).first).to_have_value("qwen3-coder-480b-a35b")


def open_tab(page: Page, name: str) -> None:
    page.locator("#tabs-items").get_by_text(name, exact=True).click()


def choose(page: Page, field: str, words: str) -> None:
    """Picks a row in an autocomplete field by typing its words."""
    page.locator(f"#id_{field} + .select2 .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def test_offering_and_its_price_are_saved_together_and_the_next_price_closes_it(
    editor_page: Page, site: Site
) -> None:
    page = editor_page
    page.goto("/admin/catalog/artifact/add/")
    page.fill("#id_name", "Desk journey model")
    page.select_option("#id_type", "model")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("is a draft now")).to_be_visible()

    open_tab(page, "Offerings and prices")
    page.get_by_text("Add another Offering").click()
    choose(page, "offerings-0-provider", "OpenRouter")
    page.fill("#id_offerings-0-seen_on", "2026-11-01")
    enter_price(page, "0.50")
    page.get_by_role("button", name="Save and continue editing").click()
    open_tab(page, "Offerings and prices")
    expect(page.get_by_text("0.5 USD per 1 million tokens")).to_be_visible()
    enter_price(page, "0.40")
    page.get_by_role("button", name="Save and continue editing").click()
    open_tab(page, "Offerings and prices")

    expect(page.get_by_text("0.4 USD per 1 million tokens")).to_be_visible()
    expect(page.get_by_text("0.5 USD per 1 million tokens")).to_have_count(0)
    kept = site.query(
        "SELECT count(*), count(p.valid_to) FROM catalog_price p"
        " JOIN catalog_offering o ON o.id = p.offering_id"
        " JOIN catalog_artifact a ON a.id = o.artifact_id WHERE a.name = 'Desk journey model'"
    )
    assert kept == [(2, 1)]


def enter_price(page: Page, amount: str) -> None:
    page.locator("#offerings-0-new-data, [id='offerings-0-new-data']").get_by_text(
        "Add another New price"
    ).click()
    page.fill("#id_offerings-0-new-0-amount", amount)
    page.select_option("#id_offerings-0-new-0-per", "1000000")


def test_button_asks_before_it_acts(editor_page: Page) -> None:
    page = editor_page
    open_coder(page)

    page.locator("li a", has_text="More").last.click()
    page.get_by_role("link", name="Archive").last.click()

    expect(page.get_by_text("It is put away, not deleted")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_text("Published", exact=True)).to_be_visible()


def test_desk_asks_no_other_host(editor_page: Page, site: Site) -> None:
    asked: list[str] = []
    editor_page.on("request", lambda request: asked.append(request.url))

    open_coder(editor_page)
    editor_page.goto("/admin/")

    assert [url for url in asked if not url.startswith((site.url, "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_artifact_page_meets_the_accessibility_rules(editor_page: Page, scheme: str) -> None:
    editor_page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_coder(editor_page)

    found: list[str] = []
    for tab in TABS:
        open_tab(editor_page, tab)
        found += desk_violations(editor_page)

    assert found == []


@pytest.mark.parametrize("address", ["/admin/", "/admin/catalog/artifact/", "/admin/login/"])
def test_lists_meet_the_accessibility_rules(editor_page: Page, address: str) -> None:
    editor_page.goto(address)

    assert desk_violations(editor_page) == []


@pytest.mark.parametrize(
    ("name", "tab"), [("admin-artifact", "General"), ("admin-offerings", TABS[2])]
)
def test_screenshots_of_the_desk_in_both_schemes(
    editor_page: Page, screenshot: Screenshot, name: str, tab: str
) -> None:
    open_coder(editor_page)

    screenshot(editor_page, name, lambda page: open_tab(page, tab))
