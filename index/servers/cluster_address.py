"""The addresses of the nodes of a cluster, and the name of what is kept there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.servers.address import ServerAddress, is_server_address

INDEX_NAME = r"[a-z][a-z0-9]{0,49}([-_][a-z][a-z0-9]{0,49}){0,3}"
"""What an index may be called: a number at its end would be taken for that of a rebuilt one."""


@dataclass(frozen=True)
class ClusterAddress:
    """The addresses of one node or several, with users and passwords, which nothing shows.

    Args:
        urls: separated by commas.
        index: distinguishes the libraries that share a cluster.
    """

    urls: str = field(repr=False)
    index: str = "kutip"

    @property
    def nodes(self) -> Sequence[ServerAddress]:
        return [ServerAddress(url) for url in _parts(self.urls)]


def are_server_addresses(text: str) -> bool:
    """Return whether a text is a list of http or https addresses without queries, separated by commas."""
    return all(is_server_address(part) and not {"?", "#"} & {*part} for part in _parts(text))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]
