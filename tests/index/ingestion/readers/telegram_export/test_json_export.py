"""The posts of result.json are articles."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.ingestion.readers import parse_bytes
from index.ingestion.readers.base import ReadResult
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from tests.index.ingestion.readers.telegram_export.exports import LEAD, chat, post, written


def read(export: object) -> list[ReadResult]:
    return list(parse_bytes(export if isinstance(export, bytes) else written(export), "result.json"))


def articles(export: object) -> list[ParsedArticle]:
    found = read(export)
    assert all(isinstance(one, ParsedArticle) for one in found), found
    return [one for one in found if isinstance(one, ParsedArticle)]


def fault(export: object) -> Fault:
    (error,) = read(export)
    assert isinstance(error, ReadError)
    return error.fault


def test_a_post_is_an_article_with_its_first_line_as_title() -> None:
    (found,) = articles(chat(post(7, f"Jembatan baru dibuka\n\n{LEAD}", author="Rina", forwarded_from="Radio")))
    assert (found.title, found.texts) == ("Jembatan baru dibuka", (LEAD,))
    assert (found.publisher, found.author, found.original_source) == ("Kabar Contoh", "Rina", "Radio")
    assert (found.url, found.origin) == (None, "post:channel:1234567890/7")


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"date_unixtime": "1646325000", "date": "2001-01-01T00:00:00"}, date(2022, 3, 3)),
        ({"date_unixtime": "1646327400"}, date(2022, 3, 4)),  # half past midnight in Jakarta
        ({"date_unixtime": 1646325000}, date(2022, 3, 3)),
        ({"date_unixtime": None, "date": "2021-02-03T23:59:00"}, date(2021, 2, 3)),
        ({"date_unixtime": "9" * 5000, "date": 7}, None),
        ({"date_unixtime": None, "date": "yesterday?"}, None),
    ],
)
@pytest.mark.usefixtures("jakarta")
def test_the_day_is_that_of_the_moment_in_the_local_time_zone(fields: dict[str, Any], day: date | None) -> None:
    (found,) = articles(chat(post(7, LEAD, **fields)))
    assert found.published == day


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        ["Pemerintah ", {"type": "bold", "text": "kota"}, LEAD.removeprefix("Pemerintah kota")],
        [{"type": "text_link", "text": LEAD, "href": "https://kabar.example"}],
        {"type": "plain", "text": LEAD},
        [LEAD, ["not a part"], 7, None, {"type": "custom_emoji"}],
    ],
)
def test_a_text_is_one_or_a_list_of_parts(text: object) -> None:
    (found,) = articles(chat(post(7, text)))
    assert found.texts == (LEAD,)


@pytest.mark.parametrize(
    "left_out",
    [
        {"text": ""},
        {"text": "https://kabar.example/berita-pagi-ini dan t.me/kabar"},
        {"text": "#kabar #pagi #ini #itu @kabar"},
        {"text": "👍🔥🔥🔥🔥"},
        {"text": "Selamat pagi semuanya"},
        {"text": "Foto hari ini"},
        {"text": "", "media_type": "sticker", "sticker_emoji": "👍"},
        {"type": "service", "text": LEAD, "action": "pin_message"},
        {"id": "7"},
        {"id": -7},
        {"id": 2**70},
    ],
)
def test_what_says_nothing_is_left_out(left_out: dict[str, Any]) -> None:
    (found,) = articles(chat(post(8, LEAD), post(7, LEAD) | left_out))
    assert found.origin == "post:channel:1234567890/8"


@pytest.mark.parametrize("text", ["Gempa M5,4 Cianjur", "Harga beras naik lagi", "台风今晚登陆", LEAD + " #kabar"])
def test_short_news_is_an_article(text: str) -> None:
    assert len(articles(chat(post(7, text, photo="photos/1.jpg")))) == 1


@pytest.mark.parametrize("question", ["Siapa wali kota pilihanmu?", {"text": "Siapa wali kota pilihanmu?"}])
def test_a_poll_is_its_question_with_the_options_below(question: object) -> None:
    answers = [{"text": "Rina", "voters": 3}, {"text": ""}, {"text": ["Budi"]}, 7]
    (found,) = articles(chat(post(7, "", poll={"question": question, "answers": answers})))
    assert found.title == "Siapa wali kota pilihanmu?"
    assert found.texts == ("Siapa wali kota pilihanmu?", "Rina", "Budi")
    assert found.paragraphs[1].heading is None  # the title says it


def test_a_poll_below_a_text_has_its_question_above_its_options() -> None:
    answers = [{"text": "Rina"}, {"text": "Budi"}]
    (found,) = articles(chat(post(7, LEAD, poll={"question": "Siapa wali kota pilihanmu?", "answers": answers})))
    assert found.texts == (LEAD, "Siapa wali kota pilihanmu?", "Rina", "Budi")
    assert [one.heading for one in found.paragraphs[1:]] == [None, *["Siapa wali kota pilihanmu?"] * 2]


@pytest.mark.parametrize("block", [1, 2, 3, 7, 1 << 16])
def test_control_characters_are_cleaned_wherever_a_block_ends(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.ingestion.readers.telegram_export.bounded_file._BLOCK", block)
    text = r"Pemerintah\x0bkota\x1F\x07membuka \\x41 jembatan \"baru\"\\\x0b di C:\\\\x20 dan kafé sungai."
    data = written(chat(post(7, "TEXT"))).replace(b"TEXT", text.encode())
    (found,) = articles(b"\xef\xbb\xbf" + data)
    (one,) = found.texts[:1]
    assert one.startswith(r'Pemerintah kota membuka \x41 jembatan "baru"\ di C:\\x20 dan kafé sungai.')


def test_of_all_chats_only_the_channels_are_read() -> None:
    chats = [
        chat(post(1, LEAD)),
        chat(post(1, f"{LEAD} Rahasia."), type="personal_chat", id=5),
        chat(post(1, f"{LEAD} Rahasia."), type="saved_messages", id=6),
        chat(post(1, f"{LEAD} Kemarin."), type="private_channel", id=9, name="Lain"),
    ]
    export = {"about": "", "contacts": {"list": [{"id": 1}]}, "chats": {"about": "", "list": chats}}
    export["left_chats"] = {"list": [chat(post(1, f"{LEAD} Dulu."), id=11)]}
    *found, note = read(export)
    assert [one.origin for one in found if isinstance(one, ParsedArticle)] == [
        "post:channel:1234567890/1",
        "post:channel:9/1",
        "post:channel:11/1",
    ]
    assert isinstance(note, ReadError)
    assert (note.fault, note.details["count"], note.is_note) == (Fault.CHATS_LEFT_OUT, 2, True)


def test_a_group_that_is_exported_alone_is_read_with_the_names_of_writers() -> None:
    group = chat(post(3, LEAD, **{"from": "Rina"}), type="private_group", id=5)
    (found,) = articles(group)
    assert (found.author, found.origin) == ("Rina", "post:private_group:5/3")


@pytest.mark.parametrize(
    ("export", "expected"),
    [
        (b"", Fault.EMPTY),
        (b"{", Fault.NOT_AN_EXPORT),
        (b"[1, 2]", Fault.NOT_AN_EXPORT),
        (b'{"messages": [{"role": "user", "content": "apa"}]}', Fault.NOT_AN_EXPORT),
        (b'{"name": "kutip", "version": "1.0"}', Fault.NOT_AN_EXPORT),
        (b"[" * 100_000, Fault.NOT_AN_EXPORT),
        (b'{"a":' * 100_000, Fault.NOT_AN_EXPORT),
        (b'{"a": "' + b"a" * 3_000_000, Fault.TOO_LARGE),
        (b'{"messages": [{"text": [' + b'{"text": "a"},' * 300_000, Fault.TOO_LARGE),
        (b'{"messages": [' + b"9" * 3_000_000, Fault.TOO_LARGE),
        (written(chat(post(1, ""))), Fault.NO_POSTS),
        (b'{"messages": [{"type": "message", "id": 1e999999999}]}', Fault.NOT_AN_EXPORT),
    ],
)
def test_what_is_no_export_is_one_error(export: bytes, expected: Fault) -> None:
    assert fault(export) is expected


@pytest.mark.parametrize("rest", [b"", b"\x00", b'{"id": 2, "text":' + b"[" * 1000, b"'"])
def test_a_broken_export_keeps_what_was_read(rest: bytes) -> None:
    whole = json.dumps(chat(post(41, LEAD), post(42, "x"))).encode()
    found, error = read(whole[: whole.rindex(b'{"id": 42')] + rest)
    assert isinstance(found, ParsedArticle)
    assert isinstance(error, ReadError)
    assert (error.fault, error.details["number"]) == (Fault.EXPORT_BROKEN, 41)


WHOLE = written(chat(post(1, LEAD), post(2, ["a", {"text": r"b"}], poll={"question": "?"})))


@given(
    at=st.integers(0, len(WHOLE)), cut=st.integers(0, 9), new=st.binary(max_size=9) | st.sampled_from(b'"\\{}[],:')
)
@settings(max_examples=300)
def test_mutated_exports_are_articles_and_errors(at: int, cut: int, new: bytes | int) -> None:
    data = WHOLE[:at] + (new if isinstance(new, bytes) else bytes([new])) + WHOLE[at + cut :]
    assert read(data)
