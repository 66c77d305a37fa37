"""Pages in another language than English, and what stays English."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.utils import formats, translation
from django.utils.translation import trans_real
from pytest_django import Settings

from catalog.language import speak
from config.language import DjangoTongue
from tests.comparisons import pseudo
from tests.comparisons.ranked import full_artifact, rank_all

pytestmark = pytest.mark.django_db
GERMAN = {"Accept-Language": "de-AT,de;q=0.9"}


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
    monkeypatch.setattr(translation, "_trans", type(translation._trans)())
    monkeypatch.setattr(trans_real, "_translations", {})
    formats.reset_format_cache()
    before = speak(DjangoTongue())
    yield
    speak(before)
    formats.reset_format_cache()


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
    assert left_out(page) == []
