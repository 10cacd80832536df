"""A reader on top of the installed model, with random weights."""

from pathlib import Path

import pytest

from index.encoder.e5_file import E5File
from index.ranking.reranking.reader import Reader
from tests.index.ranking.reranking.made import write_made


@pytest.fixture(scope="session")
def reader_path(base: E5File, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_made(tmp_path_factory.mktemp("reader") / "reader.bin", base)


@pytest.fixture(scope="session")
def reader(reader_path: Path) -> Reader:
    return Reader(reader_path)
