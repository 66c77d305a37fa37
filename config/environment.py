"""Reads settings from environment variables and remembers what is wrong with them.

A bad value never raises here: it is recorded as a `Problem`, a usable stand-in is
returned, and `config.checks` reports every problem at once with a hint.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf.locale import LANG_INFO

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})
POSTGRES_SCHEMES = ("postgres", "postgresql")
RATE = re.compile(r"[1-9][0-9]{0,8}/(second|minute|hour|day)", re.ASCII)
REDIS_SCHEMES = ("redis", "rediss", "unix")


@dataclass(frozen=True)
class Problem:
    """One environment variable that cannot be used as it stands."""

    variable: str
    message: str
    hint: str


@dataclass
class Environment:
    """Typed access to environment variables; `problems` fills up as values are read."""

    variables: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(name, "").strip() or default

    def flag(self, name: str, default: bool) -> bool:
        if name not in self.variables:
            return default
        word = self.variables[name].strip().lower()
        if word not in TRUE_WORDS | FALSE_WORDS:
            self._reject(name, "is neither true nor false.", f"Set {name}=1 or {name}=0.")
            return default
        return word in TRUE_WORDS

    def integer(self, name: str, default: int, *, low: int, high: int) -> int:
        written = self.text(name, str(default))
        if written.isascii() and written.isdecimal() and low <= int(written) <= high:
            return int(written)
        self._reject(
            name, f"is {written!r}, not a number from {low} to {high}.", f"Try {name}={default}."
        )
        return default

    def rate(self, name: str, default: str) -> str:
        """Requests per period, like 600/minute; an empty text where it is switched off."""
        written = self.text(name, default)
        if written.lower() in FALSE_WORDS:
            return ""
        if RATE.fullmatch(written):
            return written
        self._reject(
            name, f"is {written!r}, not a number per period.", f"Try {name}={default}, or off."
        )
        return default

    def names(self, name: str, default: str = "") -> list[str]:
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]

    def languages(self, name: str, default: str) -> list[tuple[str, str]]:
        """Codes of languages, with commas, each with what the language calls itself."""
        found = []
        for code in dict.fromkeys(self.names(name, default)):
            if code in LANG_INFO and "name_local" in LANG_INFO[code]:
                found.append((code, str(LANG_INFO[code]["name_local"])))
            else:
                self._reject(name, f"names {code!r}, no language.", f"Try {name}=en,de.")
        return found or self.languages("", default)

    def networks(self, name: str) -> list[IPv4Network | IPv6Network]:
        """Networks and single addresses, with commas."""
        found = []
        for part in self.names(name):
            try:
                found.append(ip_network(part, strict=False))
            except ValueError:
                self._reject(
                    name,
                    f"holds {part!r}, which is no address and no network.",
                    f"Write it like {name}=10.0.0.0/8,192.0.2.7.",
                )
        return found

    def database(self, default: str) -> dict[str, Any]:
        """DATABASE_URL as the connection part of a Django database setting."""
        example = "postgresql://user@host/name"
        url = urlsplit(self._address("DATABASE_URL", default, POSTGRES_SCHEMES, example))
        query = dict(parse_qsl(url.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")) or "lineup",
            "USER": query.pop("user", "") or unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": query.pop("host", "") or unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "OPTIONS": query,
        }

    def redis(self, default: str) -> str:
        """REDIS_URL in redis-py's spelling: redis://, rediss:// or unix://."""
        return self._address("REDIS_URL", default, REDIS_SCHEMES, "redis://host:6379/0")

    def _address(self, name: str, default: str, schemes: tuple[str, ...], example: str) -> str:
        written = self.text(name, default)
        if _is_address(written, schemes):
            return written
        self._reject(
            name,
            f"is not an address that starts with {' or '.join(s + '://' for s in schemes)}.",
            f"Write it like {example}, or unset it to use the embedded server.",
        )
        return default

    def _reject(self, name: str, message: str, hint: str) -> None:
        self.problems.append(Problem(name, f"{name} {message}", hint))


def _is_address(written: str, schemes: tuple[str, ...]) -> bool:
    try:
        url = urlsplit(written)
        return url.scheme in schemes and bool(url.port is None or url.port > 0)
    except ValueError:
        return False


def broker_url(redis_url: str) -> str:
    """The same server in Celery's spelling, which differs for Unix sockets.

    >>> broker_url("unix:///tmp/valkey.sock?db=1")
    'redis+socket:///tmp/valkey.sock?virtual_host=1'
    """
    if not redis_url.startswith("unix://"):
        return redis_url
    url = urlsplit(redis_url)
    database = dict(parse_qsl(url.query)).get("db", "0")
    return f"redis+socket://{url.path}?virtual_host={database}"
