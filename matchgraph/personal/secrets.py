"""Keys, tokens and ids by their look: a known beginning, or letters and digits as chance has it."""

import re

SHORT_SECRET, SECRET, LONG_WORD = 10, 16, 28
SHORTEST_TOKEN, LONG_TOKEN = 20, 30

_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_PREFIX = re.compile(
    r"(?<![A-Za-z0-9])(?:sk|pk|rk|hf|gh[opusr]|github_pat|glpat|gl[a-z]{2,4}|xox[a-z]|xapp|npm|pypi"
    r"|dop_v1|shp(?:at|ss|ca|pa)|lin_api|r8|gsk|nvapi|tvly|pplx|key|whsec|sq0[a-z]{3}|EAA|SG|ya29|AC|SK)"
    r"[-_.]"
    r"(?=(?P<body>[\w.-]+))"
)
_CLOUD_KEY = re.compile(
    r"(?<![A-Za-z0-9])(?:A3T|AKIA|ABIA|ACCA|ASIA|AROA|AIDA)[A-Z0-9]{8,}", re.IGNORECASE
)
_MAPS_KEY = re.compile(r"(?<![A-Za-z0-9])AIza[\w-]{10,}")
_JWT = re.compile(r"(?<![A-Za-z0-9])eyJ[\w-]{6,}", re.IGNORECASE)
_PERSONS_ID = re.compile(r"(?<![a-z0-9])[a-z]{1,3}\d{6,}[a-z]?\d*(?![a-z0-9])", re.IGNORECASE)
_SEGMENT = re.compile(r"[A-Za-z0-9]+")
_LONGER_PARTS = re.compile(r"[A-Za-z0-9+/=_.~-]+")
_ALTERNATION = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_CLASS_CHANGE = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[a-z0-9])|(?<=[0-9])(?=[A-Za-z])")


def is_secret(word: str) -> bool:
    """Whether a word holds a key, a token or an id."""
    if any(look.search(word) for look in (_UUID, _CLOUD_KEY, _MAPS_KEY, _JWT, _PERSONS_ID)):
        return True
    if any(_is_body(found["body"]) for found in _PREFIX.finditer(word)):
        return True
    if any(_is_random(segment) for segment in _SEGMENT.findall(word)):
        return True
    return any(_is_mixed(part) for part in _LONGER_PARTS.findall(word))


def _is_body(body: str) -> bool:
    """What follows a known beginning: long, or short with a digit or both cases in it."""
    if len(body) >= SECRET:
        return True
    is_cased = body != body.lower() and body != body.upper()
    return len(body) >= SHORT_SECRET and (is_cased or any(sign.isdigit() for sign in body))


def _is_random(segment: str) -> bool:
    """Letters and digits without a sign between them that no name is made of."""
    has_both = not segment.isalpha() and not segment.isdigit()
    if len(segment) >= SHORT_SECRET and len(_ALTERNATION.findall(segment)) >= 4:
        return True
    if len(segment) >= SECRET and (has_both or _is_unspoken(segment)):
        return True
    return len(segment) >= LONG_WORD


def _is_unspoken(letters: str) -> bool:
    """Fewer vowels than any language has, or capitals all over."""
    vowels = sum(letter in "aeiouyAEIOUY" for letter in letters)
    return vowels * 5 < len(letters) or len(_CLASS_CHANGE.findall(letters)) * 3 > len(letters)


def _is_mixed(part: str) -> bool:
    """A longer part in which small letters, capitals and digits take turns faster than in names."""
    signs = sum(len(segment) for segment in _SEGMENT.findall(part))
    if signs < SHORTEST_TOKEN:
        return False
    changes = len(_CLASS_CHANGE.findall(part))
    return changes * 100 >= signs * (33 if len(part) >= LONG_TOKEN else 40)
