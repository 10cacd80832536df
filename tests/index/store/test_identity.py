from pathlib import Path

import pytest

from index.library import Library
from index.model.records import SHARED, AddResult
from index.store.identity import page_identity


@pytest.mark.parametrize(
    "url",
    [
        "https://kabar.example/2021/perahu?id=7",
        "http://kabar.example/2021/perahu/?id=7",
        "https://www.kabar.example/2021/perahu?id=7",
        "https://KABAR.example:443/2021/perahu?utm_source=tg&utm_medium=x&id=7",
        "https://kabar.example/2021/perahu?fbclid=Iw0&id=7#komentar",
        "https://m.kabar.example/2021/perahu?id=7",
        "https://amp.kabar.example/2021/perahu?id=7",
        "https://kabar.example/amp/2021/perahu?id=7",
        "https://kabar.example/2021/perahu/amp/?id=7",
        "https://kabar.example/2021/perahu?id=7&amp=1",
    ],
)
def test_a_page_has_one_identity_whatever_its_address(url: str) -> None:
    assert page_identity(url) == "kabar.example/2021/perahu?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "https://kabar.example/2021/perahu",
        "https://kabar.example/2021/perahu?id=8",
        "https://kabar.example/2021/Perahu?id=7",
        "https://kabar.example:8080/2021/perahu?id=7",
        "https://bola.kabar.example/2021/perahu?id=7",
        "https://kabar.example/2021/perahu-amp?id=7",
        "https://m.example/2021/perahu?id=7",
        "http://[::1",
    ],
)
def test_other_pages_have_others(url: str) -> None:
    assert page_identity(url) != "kabar.example/2021/perahu?id=7"


def test_an_article_replaces_its_earlier_version_at_another_address_of_the_page(library: Library) -> None:
    def add(url: str, text: str) -> list[str]:
        page = f"---\ntitle: Perahu\nurl: {url}\n---\n{text}"
        results = library.add_bytes(page.encode(), "x.md", SHARED)
        return [result.outcome for result in results if isinstance(result, AddResult)]

    assert add("https://kabar.example/perahu", "Perahu berangkat.") == ["added"]
    assert add("http://www.kabar.example/perahu/?utm_source=tg#a", "Perahu berangkat.") == ["known"]
    assert add("https://m.kabar.example/perahu?fbclid=1", "Perahu kembali.") == ["updated"]
    (article,) = library.articles()
    assert article.url == "https://kabar.example/perahu"


def test_a_changed_file_replaces_its_article(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "berita" / "kota"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("Perahu Lumbir\n\nDua perahu berangkat.")
    (tmp_path / "berita" / "a.txt").write_text("Perahu Krajan\n\nTiga perahu berangkat.")
    assert outcomes(library, tmp_path) == ["added", "added"]
    assert outcomes(library, tmp_path) == ["known", "known"]
    (folder / "a.txt").write_text("Perahu Lumbir\n\nEmpat perahu berangkat.")
    assert sorted(outcomes(library, tmp_path)) == ["known", "updated"]
    assert outcomes(library, folder / "a.txt") == ["known"]
    assert len(library.articles()) == 2


def outcomes(library: Library, path: Path) -> list[str]:
    return [result.outcome for result in library.add([str(path)]) if isinstance(result, AddResult)]
