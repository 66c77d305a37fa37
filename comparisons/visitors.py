"""Who sent a request, as the match graph knows visitors."""

from django.conf import settings
from django.http import HttpRequest

from matchgraph.identity import Surface, Visitor, visitor_of


def visitor(request: HttpRequest, surface: Surface) -> Visitor | None:
    """Nobody where the sender asks not to be recorded, or for the head of an answer alone."""
    if request.method == "HEAD":
        return None
    return visitor_of(
        request.headers,
        str(request.META.get("REMOTE_ADDR", "")),
        trusted=settings.TRUSTED_PROXIES,
        surface=surface,
        is_staff=_is_staff(request),
    )


def _is_staff(request: HttpRequest) -> bool:
    """Asks for the session only of who brings one, so that all other answers stay the same."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and bool(
        getattr(request.user, "is_staff", False)
    )
