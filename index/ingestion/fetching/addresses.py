"""Decide which addresses everybody can reach, by the registries of IANA."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from socket import inet_aton
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address

# https://www.iana.org/assignments/iana-ipv4-special-registry, all of it. The standard library knows most of these,
# but not all in every release of Python. The few that can be reached, such as relays, hold no web pages.
SPECIAL_IPV4 = tuple(
    IPv4Network(each)
    for each in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
        *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32"),
    )
)
# https://www.iana.org/assignments/iana-ipv6-special-registry, all of it, and the ranges that other documents set
# aside: multicast, site-local, and three that stand for addresses of IPv4.
SPECIAL_IPV6 = tuple(
    IPv6Network(each)
    for each in (
        *("::/128", "::1/128", "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48"),
        *("100::/64", "100:0:0:1::/64", "2001::/23", "2001::/32", "2001:1::1/128", "2001:1::2/128"),
        *("2001:1::3/128", "2001:2::/48", "2001:3::/32", "2001:4:112::/48", "2001:10::/28", "2001:20::/28"),
        *("2001:30::/28", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16"),
        *("fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
)
# The only part of IPv6 from which addresses are given out: https://www.iana.org/assignments/ipv6-address-space
_GIVEN_OUT = IPv6Network("2000::/3")


# Names that lead nowhere in the network of all: https://www.iana.org/assignments/special-use-domain-names
_PRIVATE_NAMES = frozenset({"localhost", "local", "internal", "invalid", "onion", "alt", "arpa", "lan"})


def leads_nowhere(url: str) -> bool:
    """Return whether a web address shows by itself that no public server is there: an address or a name at home.

    Numbers count as they do for a resolver: 2130706433 is 127.0.0.1. The name of any other server may lead there
    as well, which only connecting shows.
    """
    try:
        parts = urlsplit(url)
        host, _port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # brackets or a port that cannot be
        return True
    try:
        return not is_public(ip_address(host))
    except ValueError:
        pass
    try:
        return not is_public(IPv4Address(inet_aton(host)))
    except (OSError, ValueError):
        return "." not in host or host.rpartition(".")[2] in _PRIVATE_NAMES


def is_public(address: Address) -> bool:
    """Return whether everybody can reach this address."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in SPECIAL_IPV4)
    is_special = any(address in network for network in SPECIAL_IPV6)
    return address.is_global and address in _GIVEN_OUT and not is_special
