"""kutip move: the library in another database."""

import io
import json
from pathlib import Path

import pytest

from bot.cli import main
from tests.conftest import DATA
from tests.databases import SERVER, empty_database_at, only_postgres
from tests.index.ingestion.readers.pdf.made_pages import Made, Piece

Output = pytest.CaptureFixture[str]
SECRET = "postgresql+psycopg://kutip:geheim@db.example/kutip"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)  # pytest keeps its own handlers
    return tmp_path / "data"


def test_a_library_is_copied_to_another_file(
    capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["add", str(DATA / "banjir.txt")]) == 0
    assert main(["move", "--to", "copy/kutip.db"]) == 0
    assert "rows were copied and compared." in capsys.readouterr().out
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "copy"))
    assert main(["article", "1"]) == 0
    assert "Banjir merendam 12 kelurahan" in capsys.readouterr().out


@pytest.mark.parametrize("of_server", [False, pytest.param(True, marks=only_postgres)])
def test_the_pages_of_a_document_and_of_its_earlier_version_are_copied(
    of_server: bool, capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Sungai Bening meluap sampai {} sentimeter pada malam hari."
    for height in (120, 180):
        pages = [[], [Piece(72, 700, text.format(height), "Times-Roman", 10)]]
        (tmp_path / "laporan.pdf").write_bytes(Made(pages=pages).pdf())
        assert main(["add", str(tmp_path / "laporan.pdf")]) == 0
    place = empty_database_at(tmp_path / "server.db") if of_server else tmp_path / "copy" / "kutip.db"
    url = getattr(place, "url", SERVER) if of_server else str(place)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{url}\n"))
    assert main(["move", "--to", "-" if of_server else url]) == 0
    monkeypatch.setenv(*(("KUTIP_DATABASE", url) if of_server else ("KUTIP_DATA", str(tmp_path / "copy"))))
    capsys.readouterr()
    assert main(["ask", "sungai meluap sampai berapa?"]) == 0
    assert "· p. 2 · paragraph 1" in capsys.readouterr().out
    assert main(["article", "1", "--changes", "--json"]) == 0
    versions = json.loads(capsys.readouterr().out)["versions"]
    assert [version["text"][0]["page"] for version in versions] == [2, 2]


@only_postgres
def test_a_library_is_copied_to_a_server_and_answers_there(
    capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["add", str(DATA / "banjir.txt")]) == 0
    assert main(["ask", "apa yang disepakati?"]) == 0
    before = capsys.readouterr().out.partition("Added")[2].partition("\n")[2]
    place = empty_database_at(tmp_path / "server.db")
    url = getattr(place, "url", SERVER)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{url}\n"))
    assert main(["move", "--to", "-"]) == 0
    monkeypatch.setenv("KUTIP_DATABASE", url)
    capsys.readouterr()
    assert main(["ask", "apa yang disepakati?"]) == 0
    assert "tanggul setinggi 2,5 meter" in before
    assert "tanggul setinggi 2,5 meter" in capsys.readouterr().out


@pytest.mark.parametrize(
    "to", [SECRET, "postgresql://db.example/kutip?password=geheim", "postgresql://", "mysql://a/b"]
)
def test_an_address_that_cannot_be_used_or_would_be_seen_is_one_line_without_it(capsys: Output, to: str) -> None:
    assert main(["move", "--to", to]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "geheim" not in said
    assert "db.example" not in said


def test_a_database_that_holds_something_else_is_one_line(capsys: Output) -> None:
    assert main(["add", str(DATA / "banjir.txt")]) == 0
    assert main(["move", "--to", "other.db"]) == 0
    assert main(["remove", "1", "--yes"]) == 0
    assert main(["move", "--to", "other.db"]) == 1
    assert "name an empty one" in capsys.readouterr().err
