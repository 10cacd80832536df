from collections.abc import Iterator

import pytest

from tests.index.ingestion.fetching.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running
