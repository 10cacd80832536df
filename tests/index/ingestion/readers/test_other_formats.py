import pytest

from bot.rendering.render import Renderer
from index.ingestion.readers import READERS, parse_bytes
from index.ingestion.readers.other_formats import Advice, unknown_format
from index.model.errors import Fault, ReadError


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("berita.zip", Advice.UNPACK),
        ("berita.tar.gz", Advice.UNPACK),
        ("Laporan.DOC", Advice.SAVE),
        ("laporan.rtf", Advice.SAVE),
        ("tabel.xlsx", Advice.COPY),
        ("tabel.ods", Advice.COPY),
        ("foto.jpeg", Advice.WRITE_DOWN),
        ("suara.ogg", Advice.WRITE_DOWN),
        ("pasang.exe", Advice.TEXT_ONLY),
        ("langganan.opml", Advice.FOLLOW),
        ("catatan.log", Advice.OTHER),
    ],
)
def test_the_advice_for_a_file_that_no_reader_takes_fits_its_kind(name: str, advice: Advice) -> None:
    (error,) = parse_bytes(b"PK\x03\x04", name)
    assert isinstance(error, ReadError)
    assert (error.fault, error.details["advice"]) == (Fault.UNKNOWN_FORMAT, advice)


def test_no_reader_takes_a_file_for_which_there_is_advice() -> None:
    given = [unknown_format(f"x{suffix}", suffix, READERS).details["advice"] for suffix in READERS]
    assert set(given) == {Advice.OTHER}


@pytest.mark.parametrize("language", ["en", "id"])
def test_each_advice_has_words(language: str) -> None:
    renderer = Renderer("telegram", lambda: language)
    errors = [ReadError(Fault.UNKNOWN_FORMAT, source="x", suffix=".x", suffixes=[], advice=one) for one in Advice]
    lines = {renderer.error(error) for error in errors}
    assert len(lines) == len(Advice)
    assert all(line.endswith(".") for line in lines)


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"PK\x03\x04 zip", "unpack it, or open it and save it as .txt"),
        (b"\x1f\x8b gzip", "unpack it and add the file in it"),
        (b"\x89PNG\r\n", "write down what it says and add that"),
        (b"<html><p>x", "give it a name that ends in .html"),
        (b"%PDF-1.7", "save it as text first"),
        (b"abc\0def", "save it as text first"),
    ],
)
def test_a_file_whose_name_says_text_gets_the_advice_for_what_it_holds(data: bytes, advice: str) -> None:
    (error,) = parse_bytes(data, "x.txt")
    assert isinstance(error, ReadError)
    assert Renderer("telegram").error(error).endswith(f": {advice}.")
