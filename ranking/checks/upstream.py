"""Where an outside id is found, and whether two addresses are of the same thing."""

import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

CRITERIA = {
    "homepage": "homepage_alive",
    "docs": "docs_alive",
    "repository": "source_linked",
    "package": "source_linked",
    "hub": "source_linked",
    "huggingface_model": "source_linked",
    "huggingface_dataset": "source_linked",
}
CODES = tuple(dict.fromkeys(CRITERIA.values()))
UPSTREAM = "source_linked"

HUB = "huggingface.co"
HUB_SECTIONS = ("datasets", "spaces")
DEPTHS = {"github.com": 2, "codeberg.org": 2, "bitbucket.org": 2, HUB: 2}


def address_of(kind: str, reference: str) -> str:
    """What to ask for a link or an outside id; "" where nobody knows where it is found.

    >>> address_of("repository", "acme/tool"), address_of("package", "acme-tool")
    ('https://github.com/acme/tool', '')
    """
    if "://" in reference:
        return reference
    place = _PLACES.get(kind)
    return place(reference) if place else ""


def host_of(address: str) -> str:
    """The host whose turn it is to be asked, "" for what is no address."""
    return _split(address)[0]


def identity(address: str) -> str:
    """What an address is a page of: two pages of one repository have the same identity.

    Spellings that registries take for one another (A_b, a-b) are one.

    >>> identity("https://www.GitHub.com/Acme/tool.git/"), identity("https://acme.example/A_b/")
    ('github.com/acme/tool', 'acme.example/a-b')
    """
    host, parts = _split(address)
    return "/".join([host, *_naming(host, parts)]).removesuffix(".git")


def is_same(asked: str, reached: str) -> bool:
    return identity(asked) == identity(reached)


def _split(address: str) -> tuple[str, list[str]]:
    try:
        split = urlsplit(address)
        host = (split.hostname or "").removeprefix("www.")
    except ValueError:
        return "", []
    return host, [part for part in unquote(split.path).casefold().split("/") if part]


def _naming(host: str, parts: list[str]) -> list[str]:
    """The parts of a path that name the thing; the others name a page of it."""
    if host in DEPTHS:
        section = host == HUB and parts[:1] and parts[0] in HUB_SECTIONS
        return parts[: DEPTHS[host] + bool(section)]
    if "-" in parts:  # GitLab puts it between a project and its pages
        parts = parts[: parts.index("-")]
    return [re.sub(r"[-_.]+", "-", part) for part in parts]


def _repository(reference: str) -> str:
    parts = reference.strip("/").split("/")
    if len(parts) == 2:
        return f"https://github.com/{quote('/'.join(parts))}"
    return f"https://{quote(reference)}" if len(parts) > 2 and "." in parts[0] else ""


_PLACES: dict[str, Callable[[str], str]] = {
    "huggingface_model": lambda name: f"https://huggingface.co/{quote(name)}",
    "huggingface_dataset": lambda name: f"https://huggingface.co/datasets/{quote(name)}",
    "repository": _repository,
}
