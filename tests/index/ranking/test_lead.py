"""The first paragraph of news says more of what the title does."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits

TITLE = "Bupati resmikan Jembatan Lumbir"
LEAD = "Jembatan sepanjang 60 meter itu mulai dilalui warga pada Senin."
SPEECH = "Menurut Bupati, Jembatan Lumbir menghubungkan dua desa."
COST = "Biayanya Rp 3 miliar, kata kontraktor."


@pytest.fixture
def library() -> Iterator[Library]:
    with open_library(LibraryConfig()) as opened:
        yield opened


def add(library: Library, published: date | None) -> None:
    stated = Credits(title=TITLE, language="id", published=published)
    assert list(library.add_text("\n\n".join((LEAD, SPEECH, COST)), "message", stated, SHARED))


@pytest.mark.parametrize(
    ("question", "published", "is_first"),
    [
        ("kapan Jembatan Lumbir diresmikan?", date(2026, 11, 2), True),
        ("peresmian Jembatan Lumbir", date(2026, 11, 2), True),
        ("kapan Jembatan Lumbir diresmikan?", None, False),  # an encyclopaedia's article has no day
        ("berapa biaya Jembatan Lumbir?", date(2026, 11, 2), False),  # another paragraph says the cost
    ],
)
def test_the_lead_comes_first_where_the_title_has_the_question(
    library: Library, question: str, published: date | None, is_first: bool
) -> None:
    add(library, published)
    quotes = library.rank(question, frozenset({SHARED}), 10).quotes
    assert (quotes[0].text == LEAD) is is_first


def test_the_lead_of_one_article_does_not_go_before_another_article(library: Library) -> None:
    add(library, date(2026, 11, 2))
    other = Credits(title="Jembatan Lumbir diresmikan", language="id", published=date(2026, 11, 3))
    assert list(library.add_text("Bupati meresmikan Jembatan Lumbir.", "message", other, SHARED))
    best = library.rank("Jembatan Lumbir diresmikan", frozenset({SHARED}), 10).quotes[0]
    assert best.article.title == other.title


def test_the_lead_stays_behind_what_says_in_the_text_what_it_has_in_its_title_alone(library: Library) -> None:
    stated = Credits(title="Banjir Lumbir, warga mengungsi", language="id", published=date(2026, 11, 2))
    lead = "Air setinggi dua meter merendam tiga desa sejak Selasa."
    count = "Sebanyak 310 orang mengungsi di balai desa."
    assert list(library.add_text(f"{lead}\n\n{count}", "message", stated, SHARED))
    assert library.rank("berapa yang mengungsi?", frozenset({SHARED}), 10).quotes[0].text == count


def test_a_pronoun_in_another_paragraph_does_not_keep_the_lead_behind(library: Library) -> None:
    stated = Credits(
        title="Water first, pipes later: what Lumbir and Wringin decided in Penhollow",
        language="en",
        published=date(2026, 11, 2),
    )
    lead = "The two towns decided to share their wells until the rain comes."
    place = "They met in Penhollow, a village on the river, where they had already met in May."
    assert list(library.add_text(f"{lead}\n\n{place}", "message", stated, SHARED))
    best = library.rank("what did they decide in Penhollow", frozenset({SHARED}), 10).quotes[0]
    assert best.text == lead


def test_a_stop_word_of_another_language_does_not_keep_the_lead_behind(library: Library) -> None:
    stated = Credits(title="Sari Dewi Rebut Emas di Penhollow", language="id", published=date(2026, 11, 2))
    lead = "Sari Dewi merebut medali emas setelah mengalahkan Ana Rojas dua gim langsung di final pada Senin."
    praise = "Kemenangan emas itu kado, kata Bupati."
    assert list(library.add_text(f"{lead}\n\n{praise}", "message", stated, SHARED))
    other = Credits(title="Rain", language="en", published=date(2026, 11, 2))
    assert list(library.add_text("It rained in the valley for two days.", "message", other, SHARED))
    best = library.rank("who won gold in Penhollow", frozenset({SHARED}), 10).quotes[0]
    assert best.text == lead


def test_a_title_in_another_language_needs_fewer_words_of_the_question(library: Library) -> None:
    stated = Credits(title="Sari Dewi Menang di Penhollow", language="id", published=date(2026, 11, 2))
    lead = "Sari Dewi mengalahkan Ana Rojas dua gim langsung pada Senin di hadapan ribuan warga."
    praise = "Bupati memuji Sari Dewi di Penhollow."
    assert list(library.add_text(f"{lead}\n\n{praise}", "message", stated, SHARED))
    other = Credits(title="Rain", language="en", published=date(2026, 11, 2))
    assert list(library.add_text("It rained in the valley for two days.", "message", other, SHARED))
    question = "did Sari Dewi triumph over everybody at Penhollow"
    best = library.rank(question, frozenset({SHARED}), 10).quotes[0]
    assert best.text == lead


@pytest.mark.parametrize("line", ["Kabar Lumbir", "Oleh Sari Dewi", "LUMBIR, Kabar"])
def test_a_line_above_the_news_is_no_lead(library: Library, line: str) -> None:
    stated = Credits(title=TITLE, language="id", published=date(2026, 11, 2))
    assert list(library.add_text("\n\n".join((line, LEAD, SPEECH)), "message", stated, SHARED))
    quotes = library.rank("kapan Jembatan Lumbir diresmikan?", frozenset({SHARED}), 10).quotes
    assert quotes[0].text != line


def test_a_lead_without_the_number_asked_for_does_not_go_before_one_that_has_it(library: Library) -> None:
    stated = Credits(title="Banjir Lumbir menewaskan warga", language="id", published=date(2026, 11, 2))
    lead = "Banjir bandang menerjang Lumbir, menewaskan warga yang sedang tidur, kata Bupati Lumbir."
    count = "Banjir Lumbir menewaskan 12 warga."
    assert list(library.add_text(f"{lead}\n\n{count}", "message", stated, SHARED))
    assert library.rank("berapa warga tewas banjir Lumbir", frozenset({SHARED}), 10).quotes[0].text == count
