"""The contract of every reader, whatever the bytes."""

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.ingestion import layout, readers
from index.ingestion.readers import READERS, parse_bytes
from index.model.errors import ReadError
from index.model.records import ParsedArticle

# With these, a module could open a file or a connection by itself.
OPENERS = {"os", "socket", "ssl", "urllib.request", "httpcore", "httpx", "shutil", "tempfile", "subprocess"}
BEGINNINGS = [b"", b"---\n", b"{", b"<html><body><p>", b"\xef\xbb\xbf", b"\xff\xfe"]


@pytest.mark.parametrize("suffix", sorted(READERS))
@given(beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
@settings(deadline=None, max_examples=25)
def test_any_bytes_are_articles_and_errors(suffix: str, beginning: bytes, rest: bytes) -> None:
    results = list(parse_bytes(beginning + rest, f"source{suffix}"))
    assert results
    for result in results:
        if isinstance(result, ReadError):
            assert result.details["source"] == f"source{suffix}"
        else:
            assert isinstance(result, ParsedArticle)
            assert result.title
            assert result.paragraphs


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_a_source_larger_than_the_limit_is_an_error(suffix: str) -> None:
    (error,) = parse_bytes(b"a" * 101, f"source{suffix}", limit=100)
    assert isinstance(error, ReadError)


def modules() -> list[Path]:
    return [path for package in (readers, layout) for path in Path(package.__path__[0]).glob("*.py")]


@pytest.mark.parametrize("path", modules(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_parsing_opens_no_file_and_no_connection(path: Path) -> None:
    syntax = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(syntax) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(syntax) if isinstance(node, ast.ImportFrom)}
    called = {
        getattr(node.func, "id", getattr(node.func, "attr", ""))
        for node in ast.walk(syntax)
        if isinstance(node, ast.Call)
    }
    assert not imported & OPENERS
    assert not {name for name in imported if name.startswith("index.ingestion.fetching")}
    assert not called & {"open", "read_bytes", "read_text"}
