import pytest

from index.query.asking import is_question
from index.text.pasted import Pasted, pasted_article

FIRST = (
    "Banjir merendam tiga kecamatan di Kota Lumbir sejak Senin malam setelah hujan turun selama enam jam"
    " tanpa henti."
)
SECOND = (
    "Sedikitnya dua ratus warga mengungsi ke balai desa, kata Camat Lumbir Siti Aminah kepada wartawan di"
    " lokasi kejadian."
)
THIRD = (
    "Tanggul di dua tempat jebol. Petugas menutupnya dengan karung pasir, dan alat berat datang pada sore hari."
)
ARTICLE = f"Banjir Rendam Lumbir\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n\nLumbir, 3 Maret 2026"
ALONE = f"{FIRST} {SECOND} {THIRD} {FIRST} {SECOND} {THIRD}"


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        ARTICLE.replace("\n\n", "\n"),
        f"Kapan banjir Lumbir surut?\n\n{FIRST}\n{SECOND}\n{THIRD}\n{FIRST}",  # a headline that asks
        ALONE,
        f"“Banjir,” katanya.\n{ALONE}",
    ],
)
def test_a_long_text_of_paragraphs_is_an_article(text: str) -> None:
    assert pasted_article(f"\n{text} ", is_question) == Pasted(text)


@pytest.mark.parametrize(
    "question", ["Berapa warga yang mengungsi?", "siapa camatnya", "what happened to the dyke?"]
)
def test_what_asks_below_an_article_is_about_it(question: str) -> None:
    assert pasted_article(f"{ARTICLE}\n\n{question}", is_question) == Pasted(ARTICLE, question)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "siapa camat Lumbir?",
        f"{FIRST}\n\n{SECOND}",  # short
        "Halo kak. " * 50,
        "a" * 4096,
        "- beras\n- gula\n" * 60,
        "kata " * 300,
        f"{ALONE} Apakah ada berita tentang itu?",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    assert pasted_article(text, is_question) is None
