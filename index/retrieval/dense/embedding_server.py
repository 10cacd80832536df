"""The settings of a server that embeds texts."""

from dataclasses import dataclass, field

from index.servers.address import ServerAddress


@dataclass(frozen=True)
class EmbeddingServer:
    """A server that speaks OpenAI's convention, "/v1/embeddings".

    Args:
        url: its address, with or without the path; a user and a password in it are shown nowhere.
        key: a bearer token; "" for none.
        model: the name of the model to ask for; "" where the server has only one.
        query_prefix: stands before each question, with a space between; "" for a model that needs none.
        passage_prefix: the same for each paragraph.
        batch: the most texts that are sent at once.
        question_seconds: how long a question may wait for its vector.
    """

    url: str = field(repr=False)
    key: str = field(default="", repr=False)
    model: str = ""
    query_prefix: str = ""
    passage_prefix: str = ""
    batch: int = 16
    question_seconds: float = 2.0

    @property
    def address(self) -> ServerAddress:
        return ServerAddress(self.url, self.key)

    def __str__(self) -> str:
        return f"{self.model} ({self.address})" if self.model else str(self.address)
