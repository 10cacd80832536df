"""Web pages are decoded by their bytes, by what their server or they state, or by their words."""

import pytest

from index.ingestion.fetching.web import Page
from index.ingestion.layout.page_encoding import decode_page
from index.ingestion.paged_article import read_article
from index.ingestion.readers import parse_bytes
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle

FRENCH = (
    "Hier soir, la forêt brûlait à l’est de la ville où les pompiers étaient déjà prêts.",
    "Le maire a déclaré que la fumée gênait les élèves et les employés de l’hôpital.",
)
POLISH = (
    "Wieczorem pożar został ugaszony, a mieszkańcy wrócili do swoich domów po dwóch dniach.",
    "Straż pożarna powiedziała, że szkoła nie została zniszczona i zajęcia się odbędą.",
)
RUSSIAN = (
    "Вечером пожар был потушен, и жители вернулись в свои дома после двух дней.",
    "Пожарные сказали, что школа не пострадала и что занятия начнутся в понедельник.",
)
THAI = ("ชาวบ้านในหมู่บ้านริมแม่น้ำอพยพเมื่อคืนนี้หลังจากน้ำท่วมสูงขึ้นอย่างรวดเร็ว", "โรงเรียนในอำเภอปิดสองวันและจะเปิดอีกครั้งในวันจันทร์หน้า")
JAPANESE = ("昨夜、東の町で火事があり、住民は学校に避難しました。", "市長は、けが人はいないと記者団に話しました。")


def page(texts: tuple[str, ...], encoding: str, head: str = "") -> bytes:
    body = "".join(f"<p class='isi'>{text}</p>" for text in texts)
    style = "<style>p{margin:0}</style><script>var a = '<b>x</b>';</script>"
    return f"{head}<html><head>{style}<title>{texts[0][:20]}</title></head><body><article>{body}".encode(encoding)


def served(data: bytes, charset: str, url: str = "https://kabar.example/a") -> tuple[str, ...]:
    article, *notes = read_article(lambda _: Page(url, True, data, charset), url)
    assert isinstance(article, ParsedArticle), article
    assert notes == []
    return article.texts


@pytest.mark.parametrize(
    ("texts", "encoding", "charset"),
    [
        (FRENCH, "cp1252", "windows-1252"),
        (FRENCH, "cp1252", "ISO-8859-1"),
        (POLISH, "iso8859-2", "iso-8859-2"),
        (POLISH, "cp1250", "Windows-1250"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (THAI, "cp874", "tis-620"),
        (JAPANESE, "cp932", "Shift_JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
    ],
)
def test_a_server_or_a_page_states_the_encoding(texts: tuple[str, ...], encoding: str, charset: str) -> None:
    assert served(page(texts, encoding), charset) == texts
    heads = (f"<meta charset={charset}>", f'<META http-equiv=x content="text/html; charset={charset}">')
    for head in (*heads, f"<?xml version='1.0' encoding='{charset}'?>"):
        (article,) = parse_bytes(page(texts, encoding, head), "a.html")
        assert isinstance(article, ParsedArticle)
        assert article.texts == texts


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "x-unknown", "windows-1252", "base64", "ascii"])
@pytest.mark.parametrize("texts", [FRENCH, POLISH, RUSSIAN, JAPANESE])
def test_utf_8_is_believed_to_be_that_whatever_is_stated(texts: tuple[str, ...], charset: str) -> None:
    assert served(page(texts, "utf-8"), charset) == texts
    assert served(page(texts, "utf-8-sig"), charset) == texts


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised(encoding: str) -> None:
    assert served(page(FRENCH, encoding), "") == FRENCH


@pytest.mark.parametrize(("texts", "encoding"), [(FRENCH, "cp1252"), (POLISH, "iso8859-2"), (POLISH, "cp1250")])
@pytest.mark.parametrize("charset", ["", "utf-8", "x-unknown", "hex"])
def test_otherwise_its_words_decide(texts: tuple[str, ...], encoding: str, charset: str) -> None:
    assert served(page(texts, encoding), charset) == texts


def test_the_tags_of_a_page_are_none_of_its_words() -> None:
    tags = b"<div class='the a of and to in is' title='that it for on'></div>" * 500
    assert served(page(POLISH, "iso8859-2") + tags, "") == POLISH


def test_a_guess_is_said() -> None:
    names = "Jörn Böe, Žofie Fjörð und Đura Þór ß " * 3
    _, *notes = parse_bytes(f"<html><body><article><p>{names}</p></article>".encode("cp1252", "replace"), "a.html")
    assert [note.fault for note in notes if isinstance(note, ReadError)] == [Fault.ENCODING_GUESSED]


def test_markup_that_is_never_closed_takes_no_time() -> None:
    data = b"<script" * 200_000 + "é".encode("cp1252")
    assert len(decode_page(data, "a.html").text) == len(data)
