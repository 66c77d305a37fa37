"""What tells one build's pages from another's."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

ROOMS = ("catalog", "matchgraph", "ranking", "comparisons", "templates", "static")
SHOWN = {".py", ".html", ".css", ".js", ".svg"}


@cache
def version() -> str:
    """A hash over code, templates and styles: the same in every process of one build."""
    build = hashlib.sha256(f"{settings.SITE_NAME}/{settings.RANK_NAME}".encode())
    base = Path(settings.BASE_DIR)
    for path in sorted(p for room in ROOMS for p in (base / room).rglob("*") if p.suffix in SHOWN):
        build.update(str(path.relative_to(base)).encode())
        build.update(path.read_bytes())
    for path in _catalogs():
        build.update(path.read_bytes())
    return build.hexdigest()


def _catalogs() -> list[Path]:
    """What pages are translated by, where they are."""
    if not settings.USE_I18N:
        return []
    return sorted(one for folder in settings.LOCALE_PATHS for one in Path(folder).rglob("*.mo"))


def digest(*parts: object) -> str:
    """A short hash over the build and values whose `repr` tells them apart."""
    return hashlib.sha256(repr((version(), *parts)).encode()).hexdigest()[:32]
