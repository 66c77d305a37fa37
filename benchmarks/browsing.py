"""What a browser fetches for a page, and how soon and how steadily it shows it."""

import os
import shutil
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ROUNDS = 3
# Both entries come with their whole past when asked for it.
OBSERVE = """
window.shown = {lcp: 0, cls: 0};
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shown.lcp = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shown.cls += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@dataclass(frozen=True)
class Visit:
    """Bytes as sent, by kind of file; LCP in milliseconds; `elsewhere` are requests to others."""

    sent: dict[str, int]
    elsewhere: int
    lcp: float
    cls: float


def visits(port: int, paths: list[str], width: int) -> list[Visit]:
    """One for each path, with an empty cache; the middle one of a few by LCP."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            return [_middle(browser, f"http://localhost:{port}{path}", width) for path in paths]
        finally:
            browser.close()


def _middle(browser: Browser, url: str, width: int) -> Visit:
    seen = sorted((_visit(browser, url, width) for _ in range(ROUNDS)), key=lambda one: one.lcp)
    return seen[len(seen) // 2]


def _visit(browser: Browser, url: str, width: int) -> Visit:
    context = browser.new_context(viewport={"width": width, "height": 900})
    try:
        page = context.new_page()
        requests: list[Request] = []
        page.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108
        page.add_init_script(OBSERVE)
        page.goto(url, wait_until="networkidle")
        shown = page.evaluate("window.shown")
        sent: Counter[str] = Counter()
        for request in requests:
            sent[request.resource_type] += request.sizes()["responseBodySize"]
        here = urlsplit(url).netloc
        elsewhere = sum(urlsplit(one.url).netloc not in {here, ""} for one in requests)
        return Visit(dict(sent), elsewhere, shown["lcp"], shown["cls"])
    finally:
        context.close()
