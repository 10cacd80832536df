import pytest

from tests.botapi.server import BotApiServer, Chat, Person


@pytest.fixture
def channel(server: BotApiServer, ana: Person) -> Chat:
    """Ana's channel, of which the bot is an administrator."""
    return server.channels.make("Kabar Contoh", username="kabar", admins=[ana])
