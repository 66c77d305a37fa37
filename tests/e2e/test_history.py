"""The drawing of a rank's history in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.conftest import Site
from tests.e2e.test_pages import NARROW

SLUG = "the-stack-v2"
ARTIFACT = f"/artifacts/{SLUG}/"
MOVED = """
INSERT INTO ranking_scorehistory (
    artifact_id, as_of, recorded_at, total, tenths, formula_id, epoch_id, own, by_epoch, by_formula,
    by_hand
)
SELECT
    s.artifact_id, s.as_of, now() - make_interval(mins => %s), s.total + %s,
    (s.total + %s + 5000000) / 10000000, s.formula_id, s.epoch_id, %s, 0, 0, %s
FROM ranking_score s JOIN catalog_artifact a ON a.id = s.artifact_id
WHERE a.slug = %s
"""


@pytest.fixture(scope="module", autouse=True)
def moves(site: Site) -> Iterator[None]:
    """Two moves more than the demo has: two points by hand, and their end."""
    more, less = 200_000_000, -200_000_000
    site.query(MOVED, 2, more, more, 0, more, SLUG)
    site.query(MOVED, 1, 0, 0, 0, less, SLUG)
    touch = "UPDATE ranking_score SET revision = revision + 1 WHERE artifact_id = %s"
    ((artifact,),) = site.query("SELECT id FROM catalog_artifact WHERE slug = %s", SLUG)
    site.query(touch, artifact)
    yield
    site.query("DELETE FROM ranking_scorehistory WHERE artifact_id = %s AND by_hand <> 0", artifact)
    site.query(touch, artifact)


def test_history_is_drawn_and_told(page: Page) -> None:
    page.goto(ARTIFACT)
    section = page.get_by_role("region", name="Rank history")

    drawing = section.get_by_role("img")
    expect(drawing).to_be_visible()
    section.get_by_text("Every entry, with what it came from").click()
    expect(section.get_by_role("cell", name="adjustment by hand −2.0")).to_be_visible()
    whole, line = drawing.bounding_box(), section.locator(".plot-line").bounding_box()
    assert whole is not None
    assert line is not None
    end = whole["x"] + whole["width"] * 0.95
    assert line["x"] + line["width"] == pytest.approx(end, abs=3)


def test_file_of_the_drawing_wears_its_style(page: Page) -> None:
    """Its Content-Security-Policy lets the style inside apply, and nothing is refused."""
    page.goto(f"{ARTIFACT}history.svg")

    stroke = "getComputedStyle(document.querySelector('.plot-line')).strokeWidth"
    assert page.evaluate(stroke) == "2px"


def test_page_with_a_drawing_is_accessible_and_fits(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, viewport=NARROW)
    page = context.new_page()
    page.goto(ARTIFACT)
    page.get_by_text("Every entry, with what it came from").click()

    assert violations(page) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
    context.close()
