"""The settings of a server that reranks."""

from dataclasses import dataclass, field

from index.servers.address import ServerAddress


@dataclass(frozen=True)
class RerankingServer:
    """A server that speaks one of the two conventions, "/v1/rerank" or that of text-embeddings-inference.

    Args:
        url: its address, with or without the path; a user and a password in it are shown nowhere.
        key: a bearer token; "" for none.
        model: the name of the model to ask for; "" where the server has only one.
    """

    url: str = field(repr=False)
    key: str = field(default="", repr=False)
    model: str = ""

    @property
    def address(self) -> ServerAddress:
        return ServerAddress(self.url, self.key)

    def __str__(self) -> str:
        return f"{self.model} ({self.address})" if self.model else str(self.address)
