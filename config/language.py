"""The language a page is given in: one of `LANGUAGES`, by what the browser asks for.

Files, the API and the desk are English whoever asks: programs and editors rely on their words.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import formats, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

HEADER = "Accept-Language"
ENGLISH = "en"
ENGLISH_PATHS = ("/api/", "/admin/")


class DjangoTongue:
    """What pure modules speak by: the catalogs and formats of the language that is active."""

    gettext = staticmethod(translation.gettext)
    ngettext = staticmethod(translation.ngettext)
    pgettext = staticmethod(translation.pgettext)

    @property
    def is_english(self) -> bool:
        return translation.get_language() == ENGLISH

    def separators(self) -> tuple[str, str]:
        return (
            str(formats.get_format("DECIMAL_SEPARATOR")),
            str(formats.get_format("THOUSAND_SEPARATOR")),
        )


def page_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. Answers vary by what is asked for only where there is a choice."""

    def respond(request: HttpRequest) -> HttpResponse:
        has_choice = is_page(request.path) and len(settings.LANGUAGES) > 1
        language = chosen(request.headers.get(HEADER, "")) if is_page(request.path) else ENGLISH
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        if has_choice:
            patch_vary_headers(response, [HEADER])
        return response

    return respond


def is_page(path: str) -> bool:
    return path.endswith("/") and not path.startswith(ENGLISH_PATHS)


def chosen(accepted: str) -> str:
    """The best of the languages an `Accept-Language` names, else the first of `LANGUAGES`."""
    codes = [code for code, _ in settings.LANGUAGES]
    for wanted, _ in parse_accept_lang_header(accepted.lower()[:500]):
        for candidate in (wanted, wanted.partition("-")[0]):
            if candidate in codes:
                return candidate
    return codes[0]
