"""Each line of IANA's registries of special addresses is refused, and ordinary addresses are not."""

from ipaddress import IPv4Network, IPv6Network, ip_address

import pytest

from index.ingestion.fetching.addresses import SPECIAL_IPV4, SPECIAL_IPV6, is_public, leads_nowhere


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "2001:4860:4860::8888", "::ffff:8.8.8.8"]
)
def test_addresses_that_everybody_reaches_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("network", [*SPECIAL_IPV4, *SPECIAL_IPV6], ids=str)
def test_no_address_of_a_special_range_is_public(network: IPv4Network | IPv6Network) -> None:
    middle = network[network.num_addresses // 2]
    found = [address for address in (network[0], middle, network[-1]) if is_public(address)]
    public_by_their_ipv4 = [address for address in found if str(network) == "::ffff:0:0/96"]
    assert found == public_by_their_ipv4


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "192.0.0.9", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1"),
        *("fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
        *("::127.0.0.1", "::ffff:0:127.0.0.1", "fec0::1", "5f00::1", "3fff::1", "4000::1", "2001:db8::1"),
        *("64:ff9b::8.8.8.8", "2001:0:7f00:1::1"),
    ],
)
def test_addresses_that_stand_for_others_or_for_nobody_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    ("url", "nowhere"),
    [
        ("http://[::1]:22/", True),
        ("http://2130706433/", True),
        ("http://0x7f.1/", True),
        ("http://rusak", True),
        ("http://printer.local/a", True),
        ("http://[zz]/", True),
        ("http://kabar.example:99999/", True),
        ("http://10.0.0.1/", True),
        ("http://8.8.8.8/", False),
        ("https://kabar.example/berita", False),
        ("https://例え.jp/", False),
    ],
)
def test_an_address_that_shows_by_itself_that_no_public_server_is_there(url: str, nowhere: bool) -> None:
    assert leads_nowhere(url) is nowhere
