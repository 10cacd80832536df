"""A library with a channel."""

import pytest

from index.library import Library
from tests.index.syncing.channels.posting import CHANNEL, OWN


@pytest.fixture
def connected(library: Library) -> Library:
    """Return an empty library with a channel that is connected to one chat."""
    library.source_stores.channels.connect(OWN, CHANNEL)
    return library
