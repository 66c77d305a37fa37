"""Reading without a mouse, without styles and at four times the size, in a real browser."""

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.test_pages import CODER, NARROW, PAGES, PAIR, SIX, THREE
from tests.linear import Linear, faults

# What is wider than the page and neither scrolls in a named region of its own nor is hidden.
WIDER = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .filter((one) => !one.closest('[role="region"][tabindex="0"], .unseen, svg, tr'))
  .map((one) => one.outerHTML.slice(0, 80))"""
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  const add = (list) => { for (const one of list.getEntries()) sum += one.value; };
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 200);
})"""
HEAVY = [PAIR, SIX, CODER, "/artifacts/", "/types/model/", "/styleguide/"]


def press(page: Page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def tab_to(page: Page, selector: str, most: int = 40) -> None:
    """Tab on until the element has the focus, as somebody without a mouse would."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{most} tabs do not lead to {selector}")


def test_every_table_reads_in_order_and_every_picture_has_its_size(page: Page) -> None:
    for address in PAGES.values():
        text = page.request.get(address).text()

        assert (address, faults(text), Linear(text).unsized) == (address, [], [])


def test_comparison_is_walked_through_by_keyboard(page: Page, site: Site) -> None:
    page.goto(PAIR)
    press(page, "Tab")
    press(page, "Enter")
    expect(page.locator("#content")).to_be_focused()

    tab_to(page, "#add")
    page.keyboard.type("deepseek v3")
    expect(page.get_by_role("option").first).to_be_visible(timeout=15_000)
    press(page, "ArrowDown")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("DeepSeek V3.2 vs Qwen3")

    tab_to(page, "[name=differences]")
    press(page, "Space")
    expect(page.locator("#row-count")).to_contain_text("Left out because they are alike")
    expect(page.get_by_label("Differences only")).to_be_focused()
    press(page, "Tab")
    press(page, "Enter")
    expect(page.get_by_role("group", name="Cost")).to_be_visible()

    tab_to(page, "#facts", most=60)
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    press(page, "Shift+Tab")

    page.goto(f"{THREE}#capabilities")
    tab_to(page, ".support > summary", most=90)
    press(page, "Enter")
    expect(page.locator("#support")).to_be_hidden()
    page.locator(".member a").first.press("Enter")
    expect(page).to_have_url(f"{site.url}{THREE.replace('deepseek-v3-2-vs-', '')}")


def test_search_is_walked_through_by_keyboard(page: Page, site: Site) -> None:
    page.goto("/search/")
    tab_to(page, "#search-q")
    page.keyboard.type("complete code in an editor")
    press(page, "Enter")
    expect(page.locator(".results-head")).to_contain_text("artifacts for “complete code")

    tab_to(page, ".facet a")
    press(page, "Enter")
    expect(page.get_by_role("link", name="Remove")).to_have_count(1)
    tab_to(page, ".hits h2 a", most=60)
    press(page, "Enter")

    expect(page.locator("article.artifact h1")).to_be_visible()


def test_nothing_scrolls_two_ways_at_four_times_the_size(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, viewport=NARROW)
    page = context.new_page()
    for address in HEAVY:
        page.goto(address)

        assert (address, page.evaluate(WIDER)) == (address, [])
        assert page.locator('.scroller:not([role="region"][tabindex="0"])').count() == 0
    context.close()


def test_nothing_shifts_and_nothing_comes_from_elsewhere(page: Page, site: Site) -> None:
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    for address in HEAVY:
        page.goto(address, wait_until="load")

        assert (address, page.evaluate(SHIFTS)) == (address, 0)
    assert [url for url in asked if not url.startswith(f"{site.url}/")] == []
