"""Addresses of people and machines: mail, accounts, IP and MAC, and links that carry a secret."""

import re
from ipaddress import IPv6Address

# Also as people write it for people: "jo [at] example [dot] org".
_MAIL = re.compile(
    r"""(?:"[^"]*"|[^\s@]+)\s?@\s?[^\s@/]+(?:\s?\.\s?[^\W\d_]{2,})+\S*""", re.UNICODE
)
_AT, _DOT = r"\s?[\[({<]\s?at\s?[\])}>]\s?", r"\s?[\[({<]\s?(?:dot|\.)\s?[\])}>]\s?"
_SPELT = re.compile(rf"\S+{_AT}\S+(?:{_DOT}\S+)*|\S+ at \S+(?: dot \w+)+", re.IGNORECASE)
# react@18.2.0, @scope/package and @scope/package@latest are packages.
_PACKAGE = re.compile(
    r"@[\w.-]+/[\w.-]+(?:@[\w.-]+)?"
    r"|[\w.-]*[^\W\d][\w.-]*@(?:v?\d+(?:\.\d+){0,2}(?:-[\w.]{1,12})?|latest|next)",
)
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://|^www\.|^data:|^mailto:|^tel:", re.IGNORECASE)
_HARMLESS_LINK = re.compile(
    r"(?:(?:https?|git|ssh)://)?[\w.-]+(?::\d{2,5})?(?:/[\w.~/+-]*)?", re.IGNORECASE
)
_QUERY = re.compile(r"[?&;#][\w.%-]+=\S")
_IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)")
_IPV6 = re.compile(
    r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\.\d+)*(?![\w:])", re.IGNORECASE
)
_MAC = re.compile(r"(?<![0-9a-f])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![0-9a-f])", re.IGNORECASE)
_AROUND = "\"'`“”‘’«»()[]{}<>,;:!?."


def without_mail(text: str) -> str:
    rest = _MAIL.sub(" ", text) if "@" in text else text
    return _SPELT.sub(" ", rest)


def is_address(word: str) -> bool:
    """Whether a word names a person's account or a machine, or is a link with more than a path."""
    bare = word.strip(_AROUND)
    if "@" in bare:
        return _PACKAGE.fullmatch(bare) is None
    if _QUERY.search(word) or (_LINK.search(bare) and not _HARMLESS_LINK.fullmatch(bare)):
        return True
    return bool(_MAC.search(word)) or _holds_ip(word)


def _holds_ip(word: str) -> bool:
    fours = (found[0].split(".") for found in _IPV4.finditer(word))
    if any(all(int(part) < 256 for part in four) for four in fours):
        return True
    return any(_is_ipv6(found[0]) for found in _IPV6.finditer(word))


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True
