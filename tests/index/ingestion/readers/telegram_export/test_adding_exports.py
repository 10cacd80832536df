"""Exports are added once, whatever they are called; newer ones update what was edited."""

import json
from pathlib import Path

from index.library import Library
from index.model.errors import AddError
from index.model.records import SHARED, AddResult, Credits, Outcome, ParsedArticle
from index.store.identity.posts import channel, post_identity
from tests.index.ingestion.readers.telegram_export.exports import LEAD, chat, message, page, post, written
from tests.index.parsed_paragraphs import without_heading


def add(library: Library, path: Path) -> list[str]:
    results = library.add([str(path)])
    return [str(one.outcome) if isinstance(one, AddResult) else str(one.fault) for one in results]


def test_an_export_added_twice_adds_nothing_and_a_newer_one_what_is_new_and_edited(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(written(chat(post(1, LEAD), post(2, f"{LEAD} Kedua."))))
    assert add(library, path) == ["added", "added"]
    assert add(library, path) == ["known", "known"]
    newer = tmp_path / "export" / "result.json"
    newer.parent.mkdir()
    newer.write_bytes(
        written(chat(post(1, f"{LEAD} Ralat."), post(2, f"{LEAD} Kedua."), post(3, f"{LEAD} Baru.")))
    )
    assert add(library, newer.parent) == ["updated", "known", "added"]
    assert library.size(frozenset({SHARED})).articles == 3


def test_the_pages_beside_an_export_in_json_and_other_json_are_left_out(library: Library, tmp_path: Path) -> None:
    (tmp_path / "result.json").write_bytes(written(chat(post(1, LEAD))))
    (tmp_path / "messages.html").write_bytes(page(message(1, LEAD + " Lain.")))
    (tmp_path / "settings.json").write_text(json.dumps({"a": 1}))
    many = tmp_path / "chats" / "chat_001" / "messages.html"
    many.parent.mkdir(parents=True)
    many.write_bytes(page(message(1, LEAD + " Rahasia.")))
    assert add(library, tmp_path) == ["added", "files_skipped"]


def test_the_pages_of_an_export_are_updated_by_newer_ones(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "ChatExport" / "messages.html"
    path.parent.mkdir()
    path.write_bytes(page(message(1, LEAD), message(2, f"{LEAD} Kedua.")))
    assert add(library, path) == ["added", "added"]
    path.write_bytes(page(message(1, LEAD), message(2, f"{LEAD} Ralat.")))
    assert add(library, path.parent) == ["known", "updated"]


TEXT = f"Jembatan baru dibuka\n\n{LEAD}\nWarga menyeberang sejak pagi."


def test_pages_and_json_of_a_chat_are_the_same_posts(library: Library, tmp_path: Path) -> None:
    pages, export = tmp_path / "messages.html", tmp_path / "ChatExport" / "result.json"
    export.parent.mkdir()
    pages.write_bytes(page(message(1, TEXT.replace("\n", "<br>").replace("kota", "<em>kota</em>"))))
    assert add(library, pages) == ["added"]
    for text, expected in ((TEXT, "known"), (f"{TEXT} Ralat.", "updated"), (TEXT, "updated")):
        parts = [text[:9], {"type": "bold", "text": text[9:]}]
        export.write_bytes(written(chat(post(1, parts))))
        assert add(library, export) == [expected]
    assert library.size(frozenset({SHARED})).articles == 1


def test_a_text_that_was_pasted_before_becomes_the_post(library: Library, tmp_path: Path) -> None:
    list(library.add_text(TEXT, "message", Credits(title=""), SHARED))
    for text, expected in ((TEXT, "known"), (f"{TEXT} Ralat.", "updated")):
        (tmp_path / "result.json").write_bytes(written(chat(post(1, text))))
        assert add(library, tmp_path / "result.json") == [expected]


def test_an_article_of_the_shared_library_is_no_post_of_a_chat(library: Library) -> None:
    text = parsed("Satu.", None, is_post=False)
    assert outcomes(library, text) == ["added"]
    (known,) = library.ingest([parsed("Satu.", None, is_post=True)], "chat:5")
    (added,) = library.ingest([parsed("Dua.", None, is_post=True)], "chat:5")
    assert isinstance(known, AddResult)
    assert isinstance(added, AddResult)
    assert (known.outcome, added.outcome, added.article.library) == (Outcome.KNOWN, Outcome.ADDED, "chat:5")


def test_a_post_of_an_export_answers_questions(library: Library, tmp_path: Path) -> None:
    (tmp_path / "result.json").write_bytes(written(chat(post(1, f"Jembatan dibuka\n\n{LEAD}"))))
    add(library, tmp_path / "result.json")
    quote = library.ask("siapa yang membuka jembatan baru?").quotes[0]
    assert (quote.text, quote.article.publisher) == (LEAD, "Kabar Contoh")


URL = "https://t.me/kabar/5"


def parsed(text: str, url: str | None, *, is_post: bool) -> ParsedArticle:
    origin = post_identity(channel(-1001234567890), 5) if is_post else None
    stated = Credits(title="Jembatan", url=url, language="id")
    return ParsedArticle(**vars(stated), paragraphs=without_heading(text), origin=origin)


def outcomes(library: Library, *articles: ParsedArticle) -> list[Outcome]:
    added = []
    for one in articles:
        (result,) = library.ingest([one], SHARED)
        assert not isinstance(result, AddError)
        added.append(result.outcome)
    return added


def test_a_post_is_one_article_with_and_without_an_address(library: Library) -> None:
    exported, live = parsed("Satu.", None, is_post=True), parsed("Dua.", URL, is_post=True)
    by_hand = parsed("Tiga.", URL, is_post=False)
    again = parsed("Empat.", None, is_post=True)
    assert outcomes(library, exported, live, by_hand, again) == ["added", "updated", "updated", "updated"]
    article, _ = library.article(1, frozenset({SHARED}))
    assert article.url == URL


def test_a_page_added_by_hand_becomes_the_post(library: Library) -> None:
    by_hand, live = parsed("Satu.", URL, is_post=False), parsed("Dua.", URL, is_post=True)
    exported = parsed("Tiga.", None, is_post=True)
    assert outcomes(library, by_hand, live, exported) == ["added", "updated", "updated"]


def test_an_address_stays_with_the_article_that_has_it(library: Library) -> None:
    exported, by_hand = parsed("Satu.", None, is_post=True), parsed("Dua.", URL, is_post=False)
    assert outcomes(library, exported, by_hand, parsed("Tiga.", URL, is_post=True)) == [
        "added",
        "added",
        "updated",
    ]
