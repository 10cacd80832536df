"""The codes beside an index: kept in files that other processes read, and never needed."""

from pathlib import Path

import pytest

from index.model.errors import EngineError
from index.retrieval.bm25.base import BODY, TITLE, Entry
from index.retrieval.bm25.code_files import CodeFiles
from index.retrieval.bm25.disk import DiskEngine


def entry(number: int, codes: bytes) -> Entry:
    return Entry(number, "shared", {BODY: ["kata"], TITLE: []}, codes)


def kept(files: CodeFiles, *entries: Entry) -> None:
    assert list(files.keeping(entries)) == list(entries)


def test_a_reader_sees_what_is_written_later(tmp_path: Path) -> None:
    reader, writer = CodeFiles(tmp_path), CodeFiles(tmp_path)
    assert reader.read([1]) == {}
    kept(writer, entry(1, b"satu"), entry(2, b""), entry(3, b"tiga"))
    assert reader.read([1, 2, 3, 4]) == {1: b"satu", 3: b"tiga"}
    kept(writer, entry(4000, b"empat"))
    assert reader.read([4000, 1]) == {4000: b"empat", 1: b"satu"}


def test_codes_of_a_removed_paragraph_are_overwritten(tmp_path: Path) -> None:
    files = CodeFiles(tmp_path)
    kept(files, entry(1, b"rahasia"), entry(2, b"dua"))
    files.erase([1, 7])
    assert files.read([1, 2]) == {2: b"dua"}
    assert b"rahasia" not in (tmp_path / "codes").read_bytes()


def test_a_shortened_file_loses_codes_and_raises_nothing(tmp_path: Path) -> None:
    kept(CodeFiles(tmp_path), entry(1, b"satu"), entry(2, b"dua"))
    with (tmp_path / "codes").open("r+b") as file:
        file.truncate(4)
    assert CodeFiles(tmp_path).read([1, 2])[1] == b"satu"
    (tmp_path / "places").write_bytes(b"")
    assert CodeFiles(tmp_path).read([1, 2]) == {}


def test_files_that_cannot_be_written_are_an_error_of_the_engine(tmp_path: Path) -> None:
    (tmp_path / "codes").mkdir()
    with pytest.raises(EngineError):
        list(CodeFiles(tmp_path).keeping([entry(1, b"satu")]))


def test_an_index_keeps_codes_and_a_rebuilt_one_has_its_own(tmp_path: Path) -> None:
    engine = DiskEngine(tmp_path, "1")
    engine.add([entry(1, b"satu"), entry(2, b"dua")])
    engine.mark(1)
    assert DiskEngine(tmp_path, "1").codes([1, 2]) == {1: b"satu", 2: b"dua"}
    engine.remove([2])
    engine.replace([entry(3, b"tiga")], 2)
    assert engine.codes([1, 2, 3]) == {3: b"tiga"}
    engine.close()


def test_an_index_of_an_earlier_release_has_none(tmp_path: Path) -> None:
    engine = DiskEngine(tmp_path, "1")
    engine.add([entry(1, b"satu")])
    engine.mark(1)
    for name in ("codes", "places"):
        next(tmp_path.glob(f"*/{name}")).unlink()
    opened = DiskEngine(tmp_path, "1")
    assert opened.codes([1]) == {}
    opened.add([entry(2, b"dua")])
    assert opened.codes([1, 2]) == {2: b"dua"}
