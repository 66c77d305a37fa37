"""What the script tells of a search hit, in a real browser; and that nothing needs it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.processes import wait_until

SEARCH = "/search/?q=complete+code+in+an+editor"
AGENT = "Mozilla/5.0 (X11; Linux x86_64) Lineup-Test/{}"


class Visits:
    """Pages of visitors of their own, and what was recorded of each."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site, self.opened = browser, site, list[Any]()

    def page(self, **options: Any) -> Page:
        """Of a browser that does not say that it is driven by a program."""
        agent = AGENT.format(len(self.opened))
        context = self.browser.new_context(
            **{"base_url": self.site.url, "user_agent": agent} | options
        )
        context.set_default_timeout(10_000)
        self.opened.append(context)
        return context.new_page()

    def kinds(self) -> list[object]:
        """What was done beyond being shown, on the latest search."""
        found = self.site.query(
            "SELECT kind FROM matchgraph_event WHERE kind <> 'impression' AND trusted"
            " AND search_id = (SELECT id FROM matchgraph_search ORDER BY at DESC LIMIT 1)"
            " ORDER BY kind"
        )
        return [kind for (kind,) in found]

    def searches(self) -> object:
        return self.site.query("SELECT count(*) FROM matchgraph_search")[0][0]


@pytest.fixture
def visits(browser: Browser, site: Site) -> Iterator[Visits]:
    made = Visits(browser, site)
    yield made
    for context in made.opened:
        context.close()


def come(visits: Visits, *kinds: str) -> None:
    wait_until(lambda: visits.kinds() == sorted(kinds), seconds=10)
    assert visits.kinds() == sorted(kinds)


def test_opening_a_hit_and_comparing_it_is_told(visits: Visits) -> None:
    page = visits.page()
    page.goto(SEARCH)
    page.locator(".hits a[data-hit]").first.click()
    page.wait_for_url("**/artifacts/**")

    expect(page.locator("#found-by-search")).to_be_visible()
    come(visits, "click")
    assert "data-hit" not in page.url
    page.locator("aside a[href^='/compare/']").first.click()

    come(visits, "click", "compare_add")


def test_thumb_thanks_in_place(visits: Visits) -> None:
    page = visits.page()
    page.goto(SEARCH)
    page.locator(".helped button[value=positive]").first.click()

    expect(page.get_by_role("status").filter(has_text="Thank you.")).to_be_visible()
    come(visits, "positive")


def test_thumb_works_without_scripts(visits: Visits) -> None:
    page = visits.page(java_script_enabled=False)
    page.goto(SEARCH)
    page.locator(".helped button[value=negative]").first.click()

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    come(visits, "negative")
    page.get_by_role("link", name="Back to where you were").click()
    expect(page.locator(".hits")).to_be_visible()


def test_artifacts_page_asks_nothing_of_who_did_not_search(visits: Visits) -> None:
    page = visits.page()
    page.goto("/artifacts/qwen3-coder-480b-a35b/")

    expect(page.locator("#found-by-search")).to_be_hidden()


def test_nothing_is_told_of_who_asks_not_to_be_tracked(visits: Visits) -> None:
    page = visits.page(extra_http_headers={"Sec-GPC": "1"})
    page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    before = visits.searches()

    page.goto(SEARCH)
    page.locator(".hits h2 a").first.click()
    page.wait_for_url("**/artifacts/**")

    expect(page.locator("#found-by-search")).to_be_hidden()
    assert visits.searches() == before
    assert [url for url in asked if "feedback/" in url] == []
