"""Pages in another language than English, and what stays English."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client
from django.utils import formats, translation
from django.utils.translation import trans_real
from pytest_django import Settings

from catalog.language import in_english, speak
from comparisons import units
from comparisons.deciding import deciding_rows
from comparisons.services.comparing import comparison
from comparisons.services.lookup import find
from config.language import DjangoTongue
from tests.comparisons import pseudo
from tests.comparisons.ranked import full_artifact, rank_all

pytestmark = pytest.mark.django_db
GERMAN = {"Accept-Language": "de-AT,de;q=0.9"}
# What the catalog's records say, which is shown as it was written, and marks beside it.
DATA = re.compile(
    r"(○ |✓  “0” |, )?(Source|Organization|Skill) \d+,?(served-\d+)?"
    r"|UnfragileRank|Area|Models?( \d+)?|(\d )?(Alpha|Beta)|Alpha  Beta|How it works\.|\$0\.22 / 1M"
)


@pytest.fixture(scope="session")
def catalogs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    pseudo.write_catalog(folder)
    return folder


@pytest.fixture
def two_languages(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, catalogs: Path
) -> Iterator[None]:
    """The site as LANGUAGES=en,de starts it. What Django keeps of its settings is put aside."""
    settings.USE_I18N = True
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    settings.LOCALE_PATHS = [catalogs]
    settings.MIDDLEWARE = ["config.language.page_language", *settings.MIDDLEWARE]
    monkeypatch.setattr(translation, "_trans", type(translation._trans)())  # type: ignore[attr-defined]
    monkeypatch.setattr(trans_real, "_translations", {})
    formats.reset_format_cache()
    forget_templates()
    before = speak(DjangoTongue())
    yield
    speak(before)
    forget_templates()
    formats.reset_format_cache()


def forget_templates() -> None:
    """They are settled by the languages there are when they are parsed."""
    for loader in engines["django"].engine.template_loaders:  # type: ignore[attr-defined]
        loader.reset()


class Shown(HTMLParser):
    """The texts in the main part of a page, and those of attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.is_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_main = self.is_main or tag == "main"
        if self.is_main:
            self.texts += [
                f"{value}\n" for name, value in attrs if name in {"aria-label", "placeholder"}
            ]
            if tag not in {"a", "span", "strong", "i", "code", "time", "mark"}:
                self.texts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.is_main = self.is_main and tag != "main"

    def handle_data(self, data: str) -> None:
        if self.is_main:
            self.texts.append(re.sub(r"\s+", " ", data))


def left_out(page: str) -> list[str]:
    """What stands in the main part outside of brackets."""
    shown = Shown()
    shown.feed(page)
    text = "".join(shown.texts)
    while (shorter := re.sub(r"\[[^\[\]]*\]", "", text)) != text:
        text = shorter
    return [line.strip() for line in text.split("\n") if re.search(r"[^\W\d_]", line)]


@pytest.mark.parametrize("address", ["/", "/compare/alpha-vs-beta/", "/search/?q=alpha"])
def test_no_sentence_of_a_page_stays_english(
    client: Client, two_languages: None, address: str
) -> None:
    full_artifact("alpha")
    full_artifact("beta")
    rank_all()

    page = client.get(address, headers=GERMAN).content.decode()

    assert '<html lang="de">' in page
    assert [text for text in left_out(page) if not DATA.fullmatch(text)] == []


def test_page_follows_the_browser_and_says_so(client: Client, two_languages: None) -> None:
    german = client.get("/types/", headers=GERMAN)
    other = client.get("/types/", headers={"Accept-Language": "fr, pt;q=0.5"})

    assert "<h1>[Types]</h1>" in german.content.decode()
    assert (german.headers["Content-Language"], other.headers["Content-Language"]) == ("de", "en")
    assert "Accept-Language" in german.headers["Vary"].split(", ")
    assert "<h1>Types</h1>" in other.content.decode()


def test_languages_of_one_address_have_etags_of_their_own(
    client: Client, two_languages: None
) -> None:
    full_artifact("alpha")
    english = client.get("/artifacts/alpha/")

    asked = GERMAN | {"If-None-Match": english.headers["ETag"]}

    assert client.get("/artifacts/alpha/", headers=asked).status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/types/", "/artifacts/alpha.md", "/llms.txt"])
def test_what_programs_read_stays_english(
    client: Client, two_languages: None, address: str
) -> None:
    full_artifact("alpha")

    german, english = client.get(address, headers=GERMAN), client.get(address)

    assert german.content == english.content
    assert german.headers["Content-Language"] == "en"
    assert "Accept-Language" not in german.headers.get("Vary", "")


def test_one_language_leaves_answers_alike_for_all(client: Client) -> None:
    assert "Accept-Language" not in client.get("/types/", headers=GERMAN).headers.get("Vary", "")


@pytest.mark.usefixtures("two_languages")
def test_figures_and_days_follow_the_language() -> None:
    with translation.override("de"):
        german = (units.count(262_144), units.points(674), units.day(date(2026, 7, 22)))
        with in_english():
            kept = units.points(674)

    assert german == ("262.144", "67,4", "[22 [July] 2026]")
    assert kept == "67.4"


def test_what_decides_is_set_against_kept_texts_in_english(two_languages: None) -> None:
    full_artifact("alpha")
    full_artifact("beta")
    found = find(["alpha", "beta"]).artifacts
    english = deciding_rows(comparison(found))

    with translation.override("de"):
        german = deciding_rows(comparison(found))

    assert [row.texts for row in german] == [row.texts for row in english]
