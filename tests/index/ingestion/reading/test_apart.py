"""Documents that an operator adds are read in a process of its own."""

from pathlib import Path

from index.ingestion.reading.apart import read_sources_apart
from index.ingestion.reading.limits import ReadingLimits
from index.ingestion.sources import read_sources
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from tests.index.ingestion.readers.formats.packing import docx

MOST = 2_000_000


def paragraphs(count: int) -> bytes:
    return docx("<w:p><w:r><w:t>Sungai meluap pada malam hari.</w:t></w:r></w:p>" * count)


def test_a_folder_is_read_as_it_is_without_another_process(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(paragraphs(2))
    (tmp_path / "b.txt").write_text("Jembatan itu selesai dibangun.")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7")
    here = [repr(one) for one in read_sources([str(tmp_path)], MOST)]
    assert [repr(one) for one in read_sources_apart([str(tmp_path)], MOST)] == here
    assert len(here) == 3


def test_documents_that_take_too_long_cost_themselves_alone(tmp_path: Path) -> None:
    limits = ReadingLimits(article_bytes=MOST, seconds=0.005)
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(paragraphs(2))
    (tmp_path / "c.txt").write_text("Jembatan itu selesai dibangun.")
    first, second, text = read_sources_apart([str(tmp_path)], MOST, limits=limits)
    assert isinstance(first, ReadError)
    assert isinstance(second, ReadError)
    assert first.fault is second.fault is Fault.READING_STOPPED
    assert isinstance(text, ParsedArticle)
