"""What an editor saves on the desk reaches the rank, its explanation and the public pages.

The waits end before the sweep that would find a lost nudge, so that they show the nudge at work.
"""

import re

import httpx
import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Site
from tests.processes import wait_until

SLUG = "qwen3-coder-480b-a35b"
COMPARISON = f"/compare/{SLUG}-vs-the-stack-v2/"
BEFORE_THE_SWEEP = 12.0


def change(page: Page, site: Site, fields: dict[str, str]) -> None:
    """Fill fields of the artifact's page in the admin, and save it."""
    (number,) = site.query("SELECT id FROM catalog_artifact WHERE slug = %s", SLUG)[0]
    page.goto(f"/admin/catalog/artifact/{number}/change/")
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(lambda url: "/change/" not in url)


def total(site: Site) -> object:
    return site.query(
        "SELECT s.total FROM ranking_score s JOIN catalog_artifact a ON a.id = s.artifact_id"
        " WHERE a.slug = %s",
        SLUG,
    )[0][0]


def shown_points(site: Site) -> list[str]:
    """The rank as the comparison page, the artifact page and the API give it."""
    score = httpx.get(f"{site.url}/api/v1/scores/{SLUG}/").json()
    points = f"{score['tenths'] / 10:.1f}"
    pages = [httpx.get(site.url + path).text for path in (COMPARISON, f"/artifacts/{SLUG}/")]
    return [points, *(points if re.search(rf"\b{points}\b", text) else "other" for text in pages)]


def first_cell(html: str, row: str) -> str:
    """The words of the first artifact's cell in a row of the comparison's table."""
    cell = re.search(rf">\s*{row}\s*</th>\s*<td[^>]*>(.*?)</td>", html, re.DOTALL)
    assert cell, f"no row {row}"
    return " ".join(re.sub(r"<[^>]+>", " ", cell[1]).split())


CHANGES = [
    ({"licence_spdx": ""}, "Licence", "? Unknown"),
    ({"licence_spdx": "Apache-2.0"}, "Licence", "Apache-2.0"),
    ({"released_on": "2026-11-01"}, "Released", "November 2026"),
    ({"released_on": "2025-07-01"}, "Released", "July 2025"),
]


@pytest.mark.parametrize(("fields", "row", "words"), CHANGES)
def test_field_changed_on_the_desk_moves_rank_and_pages(
    editor_page: Page, site: Site, fields: dict[str, str], row: str, words: str
) -> None:
    before = total(site)

    change(editor_page, site, fields)

    wait_until(lambda: total(site) != before, seconds=BEFORE_THE_SWEEP)
    assert first_cell(httpx.get(site.url + COMPARISON).text, row).startswith(words)
    assert len(set(shown_points(site))) == 1


def test_figure_written_by_raw_sql_is_found_by_the_sweep(site: Site) -> None:
    before = total(site)

    site.query(
        "INSERT INTO catalog_observation (artifact_id, metric, subject, value, observed_at,"
        " source_id, state, note) SELECT a.id, 'hub_likes', '', 999999, now(), s.id, 'observed', ''"
        " FROM catalog_artifact a, catalog_source s WHERE a.slug = %s"
        " AND s.slug = 'huggingface-hub'",
        SLUG,
    )

    wait_until(lambda: total(site) != before, seconds=40)
    assert len(set(shown_points(site))) == 1


def test_reverse_order_of_a_comparison_redirects(site: Site) -> None:
    answer = httpx.get(f"{site.url}/compare/the-stack-v2-vs-{SLUG}/")

    assert (answer.status_code, answer.headers["Location"]) == (301, COMPARISON)
