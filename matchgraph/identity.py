"""Who asked, as far as counting has to know: keys that last a day, and no name, address or cookie.

A key is an HMAC under a salt that is thrown away, so that nobody can go back from it to an address,
and no two days' visitors can be told to be one. An IPv6 host stands for its /64: within that it
may choose a new address for every request.
"""

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

KEY_BYTES = 8
LONGEST_AGENT = 1_000
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# One maker of telephones writes its name so that it ends like a bot's.
BOT = re.compile(
    r"(?<!cu)bots?\b|crawl|spider|slurp|scrap(?:er|y)|headless|archiver|externalhit|preview"
    r"|lighthouse|monitor|\+https?:",
    re.IGNORECASE,
)
# Programs may well be those who use the API; on a page meant for people they are scripts.
PROGRAM = re.compile(
    r"^$|^(?:curl|wget|python|aiohttp|httpx|go-http|java|okhttp|libwww|node|axios|ruby|php)\b"
    r"|^python-|http-?client",
    re.IGNORECASE,
)


class Surface(StrEnum):
    PAGE = "page"
    API = "api"


class Doubt(StrEnum):
    """Why what a visitor does is kept and never counted."""

    BOT = "bot"
    STAFF = "staff"
    ELSEWHERE = "elsewhere"
    SEARCHES = "searches"
    CLICKS = "clicks"


@dataclass(frozen=True)
class Keys:
    visitor: bytes
    prefix: bytes


@dataclass(frozen=True)
class Visitor:
    """Whoever sent a request. Lives as long as the request does and is never stored."""

    address: Address
    agent: str
    surface: Surface = Surface.PAGE
    doubt: Doubt | None = None

    def keys(self, salt: bytes) -> Keys:
        """The same for the same visitor under the same salt, which means on the same day."""
        host = _host(self.address)
        agent = self.agent[:LONGEST_AGENT].encode(errors="replace")
        return Keys(
            visitor=_key(salt, b"visitor", host + b"\0" + agent),
            prefix=_key(salt, b"prefix", _prefix(self.address)),
        )


def visitor_of(
    headers: Mapping[str, str],
    peer: str,
    *,
    trusted: Sequence[Network],
    surface: Surface,
    is_staff: bool = False,
) -> Visitor | None:
    """Who sent these headers; nobody where they ask not to be recorded, where nobody looks at the
    answer, and where no address can be told."""
    if refuses(headers) or is_prefetched(headers):
        return None
    address = client_address(peer, headers.get("X-Forwarded-For", ""), trusted)
    if address is None:
        return None
    agent = headers.get("User-Agent", "")
    return Visitor(address, agent, surface, _doubt(headers, agent, surface, is_staff))


def refuses(headers: Mapping[str, str]) -> bool:
    """Whether the sender asks not to be tracked (DNT) or not to be sold (Sec-GPC)."""
    return "1" in (headers.get("DNT", "").strip(), headers.get("Sec-GPC", "").strip())


def is_prefetched(headers: Mapping[str, str]) -> bool:
    """Whether a browser loads this in case somebody may want to see it."""
    purpose = headers.get("Sec-Purpose", "") + headers.get("Purpose", "")
    return "prefetch" in purpose or "prerender" in purpose


def is_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether another site's page made the browser ask, without anybody following a link.

    Browsers say so. Programs say nothing of the kind, and are not doubted for it.
    """
    if headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}:
        return False
    followed = headers.get("Sec-Fetch-Mode") == "navigate"
    shown = headers.get("Sec-Fetch-Dest") == "document"
    return not (followed and shown and headers.get("Sec-Fetch-User") == "?1")


def declares_bot(agent: str, surface: Surface) -> bool:
    is_script = surface is Surface.PAGE and PROGRAM.search(agent) is not None
    return is_script or BOT.search(agent) is not None


def client_address(peer: str, forwarded: str, trusted: Sequence[Network]) -> Address | None:
    """The address of the visitor: that of the connection, unless a proxy we trust made it.

    `forwarded` is the X-Forwarded-For header. It is read from the right, one entry for each trusted
    proxy: what stands further left was sent by the visitor and proves nothing. None where a
    trusted proxy names no address.
    """
    entries = [entry.strip() for entry in forwarded.split(",")] if forwarded.strip() else []
    address = _parsed(peer)
    while address is not None and entries and _is_within(address, trusted):
        address = _parsed(entries.pop())
    return address


def _doubt(
    headers: Mapping[str, str], agent: str, surface: Surface, is_staff: bool
) -> Doubt | None:
    if is_staff:
        return Doubt.STAFF
    if declares_bot(agent, surface):
        return Doubt.BOT
    return Doubt.ELSEWHERE if is_from_elsewhere(headers) else None


def _parsed(text: str) -> Address | None:
    """An address, with or without a port; IPv4 inside IPv6 is IPv4."""
    bare = text.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_within(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def _host(address: Address) -> bytes:
    return address.packed if address.version == 4 else address.packed[:8]


def _prefix(address: Address) -> bytes:
    """The /24 of an IPv4 address, the /48 of an IPv6 one."""
    return address.packed[: 3 if address.version == 4 else 6]


def _key(salt: bytes, purpose: bytes, message: bytes) -> bytes:
    return hmac.digest(salt, purpose + b"\0" + message, "sha256")[:KEY_BYTES]
