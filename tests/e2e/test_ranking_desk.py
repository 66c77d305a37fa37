"""How the rank's method is run at the desk, in a real browser and with a real worker."""

import re

import httpx
import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Locator, Page, expect

from tests import builders
from tests.e2e.accessibility import desk_violations
from tests.e2e.conftest import PHONE, Site
from tests.processes import wait_until

PATIENCE = 60_000


@pytest.fixture
def boss_page(page: Page, site: Site) -> Page:
    """A page of an administrator, logged in."""
    name, password = f"boss-{builders.number()}", "a-long-password"
    ((person,),) = site.query(
        "INSERT INTO auth_user (username, password, is_superuser, is_staff, is_active, first_name,"
        " last_name, email, date_joined) VALUES (%s, %s, false, true, true, '', '', '', now())"
        " RETURNING id",
        name,
        make_password(password, hasher="pbkdf2_sha256"),
    )
    site.query(
        "INSERT INTO auth_user_groups (user_id, group_id)"
        " SELECT %s, id FROM auth_group WHERE name = 'administrator'",
        person,
    )
    page.goto("/admin/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page


def press(page: Page, button: str, **fields: str) -> None:
    """Opens the dialog of a button, fills it in and sends it."""
    page.get_by_role("link", name=re.compile(rf"\b{button}$")).click()
    dialog = page.locator("#dialog")
    expect(dialog).to_be_visible()
    for name, value in fields.items():
        dialog.locator(f"[name={name}]").fill(value)
    dialog.locator("button[type=submit]").click()
    expect(dialog).to_be_hidden()


def open_active_formula(page: Page, site: Site) -> None:
    ((number,),) = site.query("SELECT id FROM ranking_formula WHERE state = 'active'")
    page.goto(f"/admin/ranking/formula/{number}/change/")


def make_draft(page: Page, site: Site) -> None:
    open_active_formula(page, site)
    press(page, "Copy as a draft", note="Records count more for models.")
    expect(page.get_by_text("is a draft with the weights of")).to_be_visible()


def row_of(page: Page, type_name: str) -> Locator:
    head = page.get_by_role("rowheader", name=type_name, exact=True)
    return page.locator("tr[data-weights-row]").filter(has=head)


def weigh(row: Locator, column: str, per_cent: str) -> None:
    row.locator(f"input[name$='-{column}']").fill(per_cent)


def method_on_its_page(site: Site) -> str:
    return httpx.get(f"{site.url}/methodology/").text


def test_sum_of_the_weights_is_checked_as_you_type(boss_page: Page, site: Site) -> None:
    make_draft(boss_page, site)
    row = row_of(boss_page, "Model")
    told = row.locator("output")
    expect(told).to_have_text("100 %")

    weigh(row, "adoption", "30.25")
    expect(told).to_have_text("95.25 %: 4.75 % missing")
    expect(row.get_by_text("was 35")).to_be_visible()

    weigh(row, "quality", "26")
    expect(told).to_have_text("101.25 %: 1.25 % too much")

    weigh(row, "quality", "24.75")
    expect(told).to_have_text("100 %")

    weigh(row, "quality", "")
    expect(told).to_have_text("not a number of per cent everywhere")

    row.locator("select").select_option("dataset")
    expect(told).to_have_text("Same as Dataset")


def test_wrong_sum_is_refused_beside_what_was_typed(boss_page: Page, site: Site) -> None:
    make_draft(boss_page, site)
    weigh(row_of(boss_page, "Model"), "adoption", "30")

    boss_page.get_by_role("button", name="Save", exact=True).click()

    expect(boss_page.get_by_text("Model: The weights sum to 95 %: 5 % missing.")).to_be_visible()
    expect(row_of(boss_page, "Model").locator("input").nth(1)).to_have_value("30")
    assert desk_violations(boss_page) == []


def test_weights_are_tried_out_activated_and_taken_back(boss_page: Page, site: Site) -> None:
    page = boss_page
    ((version,),) = site.query("SELECT version FROM ranking_formula WHERE state = 'active'")
    make_draft(page, site)
    weigh(row_of(page, "Model"), "adoption", "30")
    weigh(row_of(page, "Model"), "quality", "25")
    assert desk_violations(page) == []
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    ((new,),) = site.query("SELECT version FROM ranking_formula ORDER BY id DESC LIMIT 1")

    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_text("left no trace")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("table", name="The largest moves")).to_be_visible()
    assert desk_violations(page) == []
    page.get_by_role("link", name=f"Formula {new}").click()

    press(page, "Prepare activation", reason="Agreed on.")
    page.wait_for_url("**/admin/ranking/epoch/*/change/")
    expect(page.get_by_text("It passed its checks and waits")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("cell", name="✓ passed")).to_have_count(5)
    assert desk_violations(page) == []
    assert f"Formula {version}" in method_on_its_page(site)

    press(page, "Switch")
    expect(page.get_by_text("What the switch was to change")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("cell", name="Switched.")).to_be_visible()
    assert f"Formula {new}" in method_on_its_page(site)

    ((earlier,),) = site.query("SELECT follows_id FROM ranking_epoch WHERE state = 'active'")
    page.goto(f"/admin/ranking/epoch/{earlier}/change/")
    press(page, "Go back to this epoch", reason="It was a try.")
    wait_until(lambda: f"Formula {version}" in method_on_its_page(site), seconds=60)


def test_points_by_hand_reach_the_rank(boss_page: Page, site: Site) -> None:
    page = boss_page
    page.goto("/admin/ranking/adjustment/add/")
    page.locator("#id_artifact + .select2 .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").fill("FLEURS")
    page.locator(".select2-results__option", has_text="FLEURS").first.click()
    page.fill("#id_tenths", "-1.5")
    page.fill("#id_reason", "Counted twice by its hub.")

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("row", name="FLEURS")).to_contain_text("-1.5")
    wait_until(lambda: adjusted(site) == [(-150_000_000,)], seconds=30)
    page.get_by_role("row", name="FLEURS").get_by_role("link").first.click()
    press(page, "End it now", reason="The hub put it right.")
    wait_until(lambda: adjusted(site) == [(0,)], seconds=30)


def adjusted(site: Site) -> list[tuple[object, ...]]:
    return site.query(
        "SELECT s.adjustment FROM ranking_score s"
        " JOIN catalog_artifact a ON a.id = s.artifact_id WHERE a.slug = 'fleurs'"
    )


PAGES = ["formula", "epoch", "adjustment", "adjustment/add", "score", "normalisertable"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lists_and_forms_meet_the_accessibility_rules(boss_page: Page, scheme: str) -> None:
    boss_page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    found: dict[str, list[str]] = {}
    for name in PAGES:
        boss_page.goto(f"/admin/ranking/{name}/")
        found[name] = desk_violations(boss_page)

    assert found == {name: [] for name in PAGES}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_rows_meet_the_accessibility_rules(
    boss_page: Page, site: Site, scheme: str
) -> None:
    page = boss_page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    ((epoch, score),) = site.query(
        "SELECT e.id, s.artifact_id FROM ranking_epoch e, ranking_score s"
        " WHERE e.state = 'active' ORDER BY s.artifact_id LIMIT 1"
    )
    make_draft(page, site)
    found = desk_violations(page)
    page.set_viewport_size(PHONE)
    found += desk_violations(page)
    open_active_formula(page, site)
    found += desk_violations(page)
    for address in (f"epoch/{epoch}", f"score/{score}"):
        page.goto(f"/admin/ranking/{address}/change/")
        found += desk_violations(page)

    assert found == []


def test_draft_fits_a_phone(boss_page: Page, site: Site) -> None:
    make_draft(boss_page, site)
    boss_page.set_viewport_size({"width": 320, "height": 700})

    width = boss_page.evaluate("document.documentElement.scrollWidth")

    assert width <= 320
