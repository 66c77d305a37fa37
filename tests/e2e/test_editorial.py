"""A reviewer writes on two artifacts at the desk, and looks again when one of them changes."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import desk_violations
from tests.e2e.conftest import Site
from tests.e2e.test_desk import choose
from tests.processes import wait_until

ADD = "/admin/comparisons/editorialverdict/add/"
PAGE = "/compare/codex-cli-vs-goose/"
BEFORE_THE_SWEEP = 60.0


def write(page: Page) -> None:
    """From the desk's list to a saved verdict."""
    page.goto(ADD)
    choose(page, "first", "goose")
    choose(page, "second", "Codex CLI")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Choose Codex CLI if").fill("you have a ChatGPT plan or an API key.")
    page.get_by_label("Choose goose if").fill("you want to choose the model yourself.")
    page.get_by_label("Licence", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/editorialverdict/")


def state(site: Site) -> object:
    return site.query(
        "SELECT v.state FROM comparisons_editorialverdict v"
        " JOIN catalog_artifact a ON a.id = v.second_id WHERE a.slug = 'goose'"
    )[0][0]


def test_verdict_is_written_goes_stale_and_is_confirmed(editor_page: Page, site: Site) -> None:
    page = editor_page
    write(page)
    page.goto(PAGE)
    section = page.get_by_role("region", name="Editors’ verdict")
    expect(section).to_contain_text("you have a ChatGPT plan or an API key.")
    expect(section).to_contain_text("Demo editor")

    page.goto("/admin/catalog/artifact/?q=goose")
    page.get_by_role("link", name="goose", exact=True).click()
    page.fill("#id_licence_spdx", "MIT")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(lambda url: "/change/" not in url)
    wait_until(lambda: state(site) == "stale", seconds=BEFORE_THE_SWEEP)
    page.goto(PAGE)
    expect(section).to_contain_text("Licence of goose: was “Apache-2.0”, now “MIT”")

    page.goto("/admin/")
    page.get_by_role("link", name="Stale verdicts").click()
    page.get_by_role("link", name="Codex CLI vs goose").click()
    page.get_by_role("link", name="Still right").click()
    expect(page.get_by_text("resting on what both sides show today")).to_be_visible()
    page.locator("#dialog").get_by_role("button", name="Still right").click()
    expect(page.get_by_text("Confirmed.")).to_be_visible()
    assert state(site) == "current"
    page.goto(PAGE)
    expect(section).not_to_contain_text("Written before")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_desk_meets_the_accessibility_rules(editor_page: Page, site: Site, scheme: str) -> None:
    page = editor_page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    ids = site.query("SELECT id FROM catalog_artifact WHERE slug IN ('cline', 'browser-use')")
    (one,), (other,) = ids
    (demo,) = site.query("SELECT min(id) FROM comparisons_editorialverdict")[0]

    found: list[str] = []
    for address in (
        *(ADD, f"{ADD}?first={one}&second={other}"),
        *("/admin/comparisons/editorialverdict/",),
        *(f"/admin/comparisons/editorialverdict/{demo}/{name}/" for name in ("change", "history")),
    ):
        page.goto(address)
        found += desk_violations(page)

    assert found == []
