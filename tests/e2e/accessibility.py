"""What axe-core finds on a page: every rule in light, in dark again those about colour."""

from collections.abc import Mapping

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL: Mapping[str, object] = {"runOnly": WCAG}
OF_COLOUR: Mapping[str, object] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}


def violations(page: Page) -> list[str]:
    """Of a public page, in both schemes; by best practice too."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = _found(page, {"runOnly": [*WCAG, "best-practice"]})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return found + _found(page, OF_COLOUR)


def desk_violations(page: Page) -> list[str]:
    """Of a page of the desk, in the scheme it was opened in, since it chooses as it opens."""
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    return _found(page, OF_COLOUR if is_dark else ALL)


def _found(page: Page, options: Mapping[str, object]) -> list[str]:
    violations = Axe().run(page, options=dict(options)).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in violations for node in one["nodes"][:3]]
