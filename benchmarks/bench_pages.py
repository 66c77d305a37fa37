"""Our pages against bare Django views: kept and unchanged, made anew, and in a browser."""

import itertools
import os
import statistics
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from benchmarks.browsing import Visit, visits
from benchmarks.load import Load, Question, ask, fetch
from benchmarks.report import Section
from benchmarks.serving import Server, server, serving

COMPARISON = "/compare/qwen3-coder-480b-a35b-vs-the-stack-v2/"
PAGES = {
    "comparison": COMPARISON,
    "browse": "/artifacts/",
    "artifact": "/artifacts/qwen3-coder-480b-a35b/",
    "API comparison": "/api/v1/comparisons/?artifacts=qwen3-coder-480b-a35b,the-stack-v2",
}
ANEW = {name: PAGES[name] for name in ("comparison", "browse", "artifact")}
ROUNDS = 3
NUMBERS = itertools.count(1)
SECONDS = 1.5
METHOD = (
    "One granian process with one thread serves the demo catalog, another a Django view without "
    "middleware that returns the same bytes. One kept connection asks each in turn, as browsers do "
    f"(`Accept-Encoding: gzip`), {ROUNDS} rounds; the medians are given. “304” asks again with the "
    "page's own ETag, against the bare view's whole answers. Nothing is changed meanwhile: the "
    "answers are kept ones, checked against the database each time."
)
HEADER = (
    *("page", "bytes sent", "answers/s", "bare answers/s", "ratio", "304 ratio"),
    *("p99 to median, 4 connections", "bare"),
)
METHOD_ANEW = (
    "Each at an address that was never asked for, with packing and putting it away. The bare view "
    "renders the same template with all it shows at hand, and runs as many queries that ask "
    "nothing. Processor time of the web process for one answer."
)
HEADER_ANEW = (
    *("page", "queries", "ms processor", "bare ms", "ratio", "ms median"),
    "p99 to median, 4 connections",
)
METHOD_BROWSER = (
    "Chromium with an empty cache on the same machine, after a first visit has filled the site's; "
    "the middle of three visits by largest contentful paint (LCP). Kilobytes as sent. The last "
    "column counts requests to any other host."
)
HEADER_BROWSER = ("page", "width", "HTML kB", "CSS kB", "JS kB", "LCP ms", "CLS", "elsewhere")


def run() -> Section:
    call_command("load_demo", verbosity=0)
    call_command("recompute_ranks", "--full", verbosity=0)
    connection.close()
    with serving("config.wsgi:application", ALLOWED_HOSTS="localhost,127.0.0.1") as site:
        kept = _kept(site.port)
        browser = _browser(site.port)
    return Section("Pages", METHOD, HEADER, kept, more=(_anew(), browser))


def _kept(site: int) -> list[list[str]]:
    questions = {name: Question(path) for name, path in PAGES.items()}
    answers = {name: fetch(site, question) for name, question in questions.items()}
    with tempfile.TemporaryDirectory() as folder:
        for number, (body, _) in enumerate(answers.values()):
            Path(folder, str(number)).write_bytes(body)
        os.environ["BARE_FOLDER"] = folder
        with server("benchmarks.bare:application") as bare:
            return [
                _kept_row(name, site, bare, f"/{number}", answers[name][1]["etag"])
                for number, name in enumerate(PAGES)
            ]


def _kept_row(name: str, site: int, bare: int, bare_path: str, etag: str) -> list[str]:
    question, plainest = Question(PAGES[name]), Question(bare_path)
    conditional = Question(PAGES[name], etag=etag, status=b"304")
    ours: list[Load] = []
    baseline: list[Load] = []
    unchanged: list[Load] = []
    for _ in range(ROUNDS):
        ours.append(ask(site, question, seconds=SECONDS))
        baseline.append(ask(bare, plainest, seconds=SECONDS))
        unchanged.append(ask(site, conditional, seconds=SECONDS))
    rate, bare_rate = _median(ours), _median(baseline)
    return [
        name,
        f"{ours[0].size:,}",
        f"{rate:.0f}",
        f"{bare_rate:.0f}",
        f"{rate / bare_rate:.2f}",
        f"{_median(unchanged) / bare_rate:.2f}",
        f"{_spread(site, question):.1f}",
        f"{_spread(bare, plainest):.1f}",
    ]


def _anew() -> Section:
    with serving("config.wsgi:application") as site:
        rows = [_anew_row(name, path, site) for name, path in ANEW.items()]
    return Section("Made anew", METHOD_ANEW, HEADER_ANEW, rows)


def _anew_row(name: str, path: str, site: Server) -> list[str]:
    with serving("benchmarks.bare_page:application", BARE_PAGE=path) as bare:
        new = partial(_new_address, path)
        rounds = [(_cost(site, new), _cost(bare, lambda: "/bare")) for _ in range(ROUNDS)]
        _, headers = fetch(bare.port, Question("/bare"))
    ours, baseline = (statistics.median(costs) for costs in zip(*rounds, strict=True))
    load = ask(site.port, Question(new), seconds=SECONDS)
    return [
        name,
        headers["x-queries"],
        f"{1000 * ours:.1f}",
        f"{1000 * baseline:.1f}",
        f"{ours / baseline:.2f}",
        f"{load.median:.1f}",
        f"{_spread(site.port, Question(new)):.1f}",
    ]


def _new_address(path: str) -> str:
    """Of the same page, and never asked for before."""
    return f"{path}?n={next(NUMBERS)}"


def _cost(served: Server, path: Callable[[], str]) -> float:
    """Seconds of processor time for one answer."""
    fetch(served.port, Question(path))
    before, count = served.processor_seconds(), 30
    for _ in range(count):
        fetch(served.port, Question(path))
    return (served.processor_seconds() - before) / count


def _spread(port: int, question: Question) -> float:
    load = ask(port, question, seconds=SECONDS, connections=4)
    return load.p99 / load.median


def _browser(site: int) -> Section:
    rows = [
        _browser_row(name, width, visit)
        for width in (1280, 390)
        for name, visit in zip(ANEW, visits(site, list(ANEW.values()), width), strict=True)
    ]
    return Section("In a browser", METHOD_BROWSER, HEADER_BROWSER, rows)


def _browser_row(name: str, width: int, visit: Visit) -> list[str]:
    kinds = ("document", "stylesheet", "script")
    sizes = [f"{visit.sent.get(kind, 0) / 1000:.1f}" for kind in kinds]
    return [name, str(width), *sizes, f"{visit.lcp:.0f}", f"{visit.cls:.3f}", str(visit.elsewhere)]


def _median(loads: list[Load]) -> float:
    return statistics.median(load.rate for load in loads)
