"""A browser, and the whole site as `make demo` runs it, on a database of its own."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.processes import address_of, free_port, module_process, running, wait_until

DATABASE = "lineup_e2e"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
START_SECONDS = 300.0
Screenshot = Callable[..., None]


@dataclass(frozen=True)
class Site:
    """The running site."""

    url: str
    database_url: str
    password: str
    editor: str = "editor"

    def query(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of the site's database; a statement without rows gives an empty list."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            cursor = connection.execute(sql.encode(), values)
            return cursor.fetchall() if cursor.description else []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not found:
        pytest.skip("No Chromium found: install it, or set CHROMIUM to its path.")
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    port, log, database_url = free_port(), folder / "demo.log", _own_database()
    environment = {
        "PORT": str(port),
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": database_url,
        "REDIS_URL": re.sub(r"db=\d+", "db=7", os.environ["REDIS_URL"]),
        "STATIC_HASHED": "1",
    }
    with running(module_process("demo", "config.demo", log=log, environment=environment)) as demo:
        wait_until(
            lambda: not demo.runs() or "is running" in log.read_text(), seconds=START_SECONDS
        )
        assert demo.runs(), log.read_text()
        password = (folder / "data" / "editor-password").read_text().strip()
        yield Site(f"http://localhost:{port}", database_url, password)


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Closed before any other test runs: its event loop would keep Django from the database."""
    with sync_playwright() as playwright:
        # Chromium's sandbox needs rights that a container's root does not have.
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=site.url, viewport=DESK, locale="en-GB")
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test when the browser reports an error on it."""
    opened, errors = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else None
    )
    yield opened
    assert errors == []


@pytest.fixture
def editor_page(page: Page, site: Site) -> Page:
    """A page of the demo editor, logged in."""
    page.goto("/admin/")
    page.fill("input[name=username]", site.editor)
    page.fill("input[name=password]", site.password)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page


@pytest.fixture(scope="session")
def screenshot(pytestconfig: pytest.Config) -> Screenshot:
    """Saves `name`-light.png and `name`-dark.png; SCREENSHOTS names the folder.

    The page is opened anew in each scheme, since the desk's theme is chosen as it opens, and then
    brought to where it is wanted by `settle`.
    """
    folder = Path(os.environ.get("SCREENSHOTS") or pytestconfig.rootpath / "test-results")
    folder.mkdir(parents=True, exist_ok=True)

    def save(page: Page, name: str, settle: Callable[[Page], object] = lambda page: None) -> None:
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            page.reload(wait_until="networkidle")
            settle(page)
            page.screenshot(path=folder / f"{name}-{scheme}.png", full_page=True)
        assert (folder / f"{name}-dark.png").read_bytes() != (
            folder / f"{name}-light.png"
        ).read_bytes(), "both schemes look the same"

    return save


def _own_database() -> str:
    """A fresh database on this run's server; returns its address."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)".encode())
        connection.execute(f"CREATE DATABASE {DATABASE}".encode())
    return address_of(DATABASE)
