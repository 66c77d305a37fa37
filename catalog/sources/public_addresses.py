"""Which addresses are on the public internet, whatever form they are written in."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

GLOBAL_UNICAST = IPv6Network("2000::/3")
TRANSLATED = IPv6Network("64:ff9b::/96")
# What `is_global` of the standard library lets through, in one version of Python or another.
NOT_PUBLIC_4 = (
    IPv4Network("168.63.129.16/32"),  # a cloud's own services, on an address that looks public
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv4Network("224.0.0.0/4"),  # multicast
)
NOT_PUBLIC_6 = (
    IPv6Network("2001::/23"),
    IPv6Network("2001:db8::/32"),
    IPv6Network("3fff::/20"),
)


def is_public(address: Address) -> bool:
    """Whether the address belongs to the public internet, and so does one it stands for.

    Private, loopback, link-local, shared, reserved, multicast and unspecified addresses do not;
    nor do their IPv4-mapped, 6to4 and NAT64 forms.
    """
    plain = address if isinstance(address, IPv4Address) else _carried(address)
    if isinstance(plain, IPv4Address):
        return plain.is_global and not any(plain in network for network in NOT_PUBLIC_4)
    is_global = plain in GLOBAL_UNICAST and plain.is_global
    return is_global and not any(plain in network for network in NOT_PUBLIC_6)


def _carried(address: IPv6Address) -> Address:
    """The IPv4 address that the other one only leads to, or the other one itself."""
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address
