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

# Packages are asked for at the interface made for programs: pages of some registries refuse them.
REGISTRIES = {
    "npm": "https://registry.npmjs.org/{}",
    "pypi": "https://pypi.org/pypi/{}/json",
    "crates": "https://crates.io/api/v1/crates/{}",
}
ALSO_CALLED = {"cargo": "crates"}
PAGES = {
    "npm": re.compile(r"^(?:npmjs\.com/package|registry\.npmjs\.org)/((?:@[^/]+/)?[^/]+)"),
    "pypi": re.compile(r"^pypi\.org/(?:project|pypi|simple)/([^/]+)"),
    "crates": re.compile(r"^crates\.io/(?:crates|api/v1/crates)/([^/]+)"),
}
HUB = "huggingface.co"
HUB_SECTIONS = ("datasets", "spaces")
DEPTHS = {"github.com": 2, "codeberg.org": 2, "bitbucket.org": 2, HUB: 2}


def address_of(kind: str, reference: str) -> str:
    """What to ask for a link or an outside id; "" where nobody knows where it is found.

    >>> address_of("repository", "acme/tool"), address_of("package", "npm:@acme/tool")
    ('https://github.com/acme/tool', 'https://registry.npmjs.org/@acme%2Ftool')
    """
    if "://" in reference:
        registry, _, name = identity(reference).partition(":")
        return _package("npm", name) if registry == "npm" else reference
    place = _PLACES.get(kind)
    return place(reference) if place else ""


def host_of(address: str) -> str:
    """The host whose turn it is to be asked, "" for what is no address."""
    return _split(address)[0]


def identity(address: str) -> str:
    """What an address is a page of: two pages of one repository have the same identity.

    >>> identity("https://www.GitHub.com/Acme/tool.git/"), identity("https://pypi.org/simple/A_b/")
    ('github.com/acme/tool', 'pypi:a-b')
    """
    host, parts = _split(address)
    page = "/".join([host, *parts])
    for registry, pattern in PAGES.items():
        if found := pattern.match(page):
            name = found[1]
            return f"{registry}:{_plain(name) if registry == 'pypi' else name}"
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
    if "-" in parts:  # GitLab puts it between a project and its pages
        return parts[: parts.index("-")]
    if host == HUB and parts[:1] and parts[0] in HUB_SECTIONS:
        return parts[: DEPTHS[host] + 1]
    return parts[: DEPTHS.get(host)]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name)


def _repository(reference: str) -> str:
    parts = reference.strip("/").split("/")
    if len(parts) == 2:
        return f"https://github.com/{quote('/'.join(parts))}"
    return f"https://{quote(reference)}" if len(parts) > 2 and "." in parts[0] else ""


def _package_id(reference: str) -> str:
    found = re.match(r"^(?:pkg:)?([a-z]+)[:/](.+)$", reference)
    return _package(found[1], found[2]) if found else ""


def _package(registry: str, name: str) -> str:
    pattern = REGISTRIES.get(ALSO_CALLED.get(registry, registry), "")
    return pattern.format(quote(name, safe="@"))


_PLACES: dict[str, Callable[[str], str]] = {
    "huggingface_model": lambda name: f"https://huggingface.co/{quote(name)}",
    "huggingface_dataset": lambda name: f"https://huggingface.co/datasets/{quote(name)}",
    "repository": _repository,
    "package": _package_id,
}
