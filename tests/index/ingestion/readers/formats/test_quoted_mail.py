"""A message gives the words of its sender, not those of the messages that it quotes."""

import pytest

from index.ingestion.readers import parse_bytes
from index.ingestion.readers.formats.quoted_mail import own_html, own_words
from index.model.records import ParsedArticle

OWN = "Jalan ke pelabuhan dibuka lagi pada Kamis."
OTHERS = "Kapan jalan itu dibuka? Tolong kabari saya."


def texts(body: str, kind: str = "plain") -> tuple[str, ...]:
    data = f"From: Wati <wati@kabar.example>\nSubject: Jalan\nContent-Type: text/{kind}; charset=utf-8\n\n{body}"
    article, *notes = parse_bytes(data.encode(), "surat.eml")
    assert isinstance(article, ParsedArticle)
    assert not notes
    return article.texts


@pytest.mark.parametrize(
    "above",
    [
        "-----Original Message-----\nFrom: Joko\nSent: Monday\nTo: Wati\n\n",
        "----- Pesan Asli -----\nDari: Joko\n\n",
        "________________________________\nDari: Joko <joko@kabar.example>\nTerkirim: Senin\nKepada: Wati\n\n",
        "From: Joko\nSent: Monday, 2 March 2026 08:00\nTo: Wati; Redaksi\nSubject: Jalan\n\n",
        "*From:* Joko\n*Sent:* Monday\n*To:* Wati\n\n".replace(":*", "*:").replace("*:", ":"),
        "On Mon, 2 Mar 2026 at 08:00, Joko <joko@kabar.example> wrote:\n\n",
        "Pada Sen, 2 Mar 2026 pukul 08.00 Joko <joko@kabar.example> menulis:\n\n",
        "Am 02.03.2026 schrieb Joko:\n> ",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_a_reply_quotes_is_left_out(above: str, line_end: str) -> None:
    assert texts(f"{OWN}\n\n{above}{OTHERS}\n".replace("\n", line_end)) == (OWN,)


@pytest.mark.parametrize(
    "quoted",
    [
        '<div class="gmail_quote"><div>On Monday Joko wrote:</div><blockquote><p>{}</p></blockquote></div>',
        '<div class="moz-cite-prefix">Joko wrote:</div><blockquote type="cite"><div><p>{}</p></div></blockquote>',
        "<blockquote type=cite><blockquote>Ya.</blockquote><p>{}</p></blockquote>",
        '<div id="divRplyFwdMsg"><b>From:</b> Joko</div><div><p>{}</p></div>',
        "<hr><div id=appendonsend></div><p>{}</p>",
    ],
)
def test_what_a_reply_in_html_quotes_is_left_out(quoted: str) -> None:
    assert texts(f"<html><body><p>{OWN}</p>{quoted.format(OTHERS)}</body></html>", "html") == (OWN,)


def test_what_stands_below_a_quotation_is_kept() -> None:
    assert texts(f'<blockquote type="cite"><p>{OTHERS}</p></blockquote><p>{OWN}</p>', "html") == (OWN,)


@pytest.mark.parametrize(
    "text",
    [
        f"-----Original Message-----\nFrom: Joko\nSent: Monday\nTo: Wati\n\n{OWN}",
        "Dari: pelabuhan ke kota, jalan dibuka.\n\nKata camat, pada tahun 1998 ia menulis:\n\nJalan itu rusak.",
    ],
)
def test_a_message_that_only_passes_on_another_one_is_kept(text: str) -> None:
    assert own_words(text) == text


def test_quotations_of_an_author_stay_in_html() -> None:
    text = f"<p>Camat berkata:</p><blockquote>{OWN}</blockquote>"
    assert own_html(text) == text


@pytest.mark.parametrize("piece", ["<div class=", "<blockquote type=cite>", "_" * 9 + "\n", "from: x\n", "on @> "])
def test_a_text_of_the_same_piece_over_and_over_takes_no_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert isinstance(own_words(text) + own_html(text), str)


@pytest.mark.parametrize("attribute", ["class=a ", "class = ", "id  ", "type", "class='"])
def test_nor_does_a_tag_with_many_attributes(attribute: str) -> None:
    text = f"{OWN}<div {attribute * (2_000_000 // len(attribute))}>"
    assert own_html(text) == text
