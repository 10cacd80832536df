from pathlib import Path

import pytest

from index.library import Library
from index.model.records import SHARED, AddResult
from index.store.identity.pages import page_identity, without_tracking
from index.store.identity.posts import channel, is_surer, post_identity


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
        "https://kabar.example/2021/perahu?id=7&amp;utm_source=x&amp;=",
        "https://kabar.example/2021/perahu?gclid=a&id=7&igsh=b&srsltid=c&ttclid=d&_ga=e&mc_cid=f&wt_mc=g&ref_src=h",
        "https://kabar.example/2021/perahu?id=7&ref=twitter&source=rss&share=whatsapp&s=09&si=Ab3dEf6hIj9l",
        "https://kabar.example/2021/perahu?id=7&page=1",
        "https://kabar.example/2021/perahu?page=all&id=7",
        "https://www.google.com/amp/s/www.kabar.example/2021/perahu?id=7",
        "https://www.google.co.id/amp/kabar.example/2021/perahu/amp?id=7",
        "https://kabar-example.cdn.ampproject.org/c/s/kabar.example/amp/2021/perahu?id=7",
        "https://kabar-example.cdn.ampproject.org/v/amp.kabar.example/2021/perahu?amp_js_v=0.1&usqp=a&id=7",
        "https://kabar.example/2021/p%65rahu?id=7",
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
        "https://kabar.example/2021/perahu?id=7&page=2",
        "https://kabar.example/2021%2Fperahu?id=7",
        "https://google.com/amp/s/kabar/2021/perahu?id=7",
        "http://[::1",
    ],
)
def test_other_pages_have_others(url: str) -> None:
    assert page_identity(url) != "kabar.example/2021/perahu?id=7"


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("https://id.m.wikipedia.org/wiki/Kopi_Lumbir", "https://id.wikipedia.org/wiki/Kopi_Lumbir"),
        ("https://kabar.example/kafé-lumbir", "https://kabar.example/kaf%C3%A9-lumbir"),
        ("https://käse.example/a?b=ü", "https://xn--kse-qla.example/a?b=%C3%BC"),
        ("https://kabar.example/2024/03/kopi.html?m=1", "https://kabar.example/2024/03/kopi.html"),
        ("https://kabar.example/a?b=1&c=2", "https://kabar.example/a?c=2&b=1"),
    ],
)
def test_the_same_page_is_spelled_in_several_ways(one: str, same: str) -> None:
    assert page_identity(one) == page_identity(same)


@pytest.mark.parametrize(
    "name", ["cid", "campaign", "ref", "ref_id", "source", "itm_id", "pk_id", "uid", "session"]
)
@pytest.mark.parametrize(("one", "other"), [("1", "2"), ("banjir-lumbir", "panen-krajan"), ("x9", "x8")])
def test_a_field_that_may_name_an_article_tells_it_from_others(name: str, one: str, other: str) -> None:
    page = f"https://kabar.example/read?{name}="
    assert page_identity(page + one) != page_identity(page + other)


@pytest.mark.parametrize("fields", ["m=1 m=2", "s=1 s=2", "si=71 si=72", "mobile=812 mobile=813", "amp=7 amp=8"])
def test_a_short_name_does_so_too(fields: str) -> None:
    assert len({page_identity(f"https://kabar.example/read?{field}") for field in fields.split()}) == 2


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


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / "kota" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_a_file_of_a_folder_that_was_moved_replaces_its_article(library: Library, tmp_path: Path) -> None:
    titled, untitled = "Perahu Lumbir\n\n5 orang selamat.", "5 orang hilang di Panjer.\n\nMereka dicari."
    old = write(tmp_path / "news", a=titled, b=untitled, c="Panen Krajan\n\nKopi dipanen.")
    assert outcomes(library, old) == ["added"] * 3
    new = old.rename(tmp_path / "berita")
    write(new, a=titled.replace("5", "7"), b=untitled.replace("5", "7"))
    assert outcomes(library, new) == ["updated", "updated", "known"]
    assert outcomes(library, new) == ["known"] * 3
    write(new, c="Panen Krajan\n\nTeh dipanen.")
    assert outcomes(library, new / "kota" / "c.txt") == ["updated"]
    write(old, c="Panen Krajan\n\nPadi dipanen.")
    assert outcomes(library, old) == ["added"]
    assert len(library.articles()) == 4


def test_the_files_of_two_folders_are_two_articles(library: Library, tmp_path: Path) -> None:
    text = "Laporan tahunan\n\nPendapatan naik {} persen."
    for number, year in enumerate(("2024", "2025", "2026")):
        assert outcomes(library, write(tmp_path / year, laporan=text.format(number))) == ["added"]
    assert len(library.articles()) == 3


def test_a_file_in_place_of_a_removed_one_is_another_article(library: Library, tmp_path: Path) -> None:
    old = write(tmp_path / "usb1", catatan="Rapat desa\n\nJalan diperbaiki.", lain="Pasar desa\n\nPasar dibuka.")
    assert outcomes(library, old) == ["added"] * 2
    old.rename(tmp_path / "kept")
    assert outcomes(library, write(tmp_path / "usb2", catatan="Gempa di selatan\n\nRumah retak.")) == ["added"]
    assert len(library.articles()) == 3


def test_the_name_alone_finds_no_file_of_another_subfolder(library: Library, tmp_path: Path) -> None:
    old = write(tmp_path / "news", a="Perahu Lumbir\n\nLima orang selamat.")
    assert outcomes(library, old) == ["added"]
    (old / "kota").rename(old / "desa")
    (old / "desa" / "a.txt").write_text("Perahu Lumbir\n\nTujuh orang selamat.")
    assert outcomes(library, old) == ["added"]


def outcomes(library: Library, path: Path) -> list[str]:
    return [result.outcome for result in library.add([str(path)]) if isinstance(result, AddResult)]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://kabar.example/1?utm_source=tg#komentar", "https://kabar.example/1"),
        ("https://kabar.example/1?b=2&fbclid=x&a=1%2F3", "https://kabar.example/1?b=2&a=1%2F3"),
        ("https://kabar.example/#!/berita/1", "https://kabar.example/#!/berita/1"),
        ("https://[rusak/?utm_source=x", "https://[rusak/?utm_source=x"),
    ],
)
def test_an_address_is_shown_without_what_says_nothing(url: str, shown: str) -> None:
    assert without_tracking(url) == shown


@pytest.mark.parametrize(
    ("identity", "known", "surer"),
    [
        ("post:channel:5/7", None, True),
        ("post:title:Kabar/7", None, True),
        ("post:channel:5/7", "post:title:Kabar/7", True),
        ("post:title:Kabar/7", "post:title:Lain/7", False),
        ("post:title:Kabar/7", "post:channel:5/7", False),
        ("post:channel:5/7", "post:channel:6/7", False),
        ("post:channel:5/7", "kabar.example/1", False),
        ("kabar.example/1", None, False),
        (None, None, False),
    ],
)
def test_a_post_is_recognised_by_its_chat_rather_than_by_a_title(
    identity: str | None, known: str | None, surer: bool
) -> None:
    assert is_surer(identity, known) is surer


@pytest.mark.parametrize("number", [1234567890, -1001234567890])
def test_a_channel_has_one_name_in_exports_and_in_the_bot_api(number: int) -> None:
    assert post_identity(channel(number), 7) == "post:channel:1234567890/7"
