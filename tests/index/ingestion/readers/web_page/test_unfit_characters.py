"""Characters that no tree can hold, and references to them, cost neither a page nor a text."""

import pytest

from index.ingestion.readers.html import parse_fragment, parse_page

RAW = ("\x01", "\x0b", "\ufffe", "\x00")
UNFIT = (*RAW, "&#1;", "&#x1F;", "&#031;", "&#11;", "&#xfffe;", "&#65535;")


@pytest.mark.parametrize("unfit", UNFIT)
def test_a_page_with_an_unfit_character_is_read(unfit: str) -> None:
    lines = f"Banjir {unfit} merendam ratusan rumah di Demak.<br>Warga mengungsi ke balai desa.<br>Air surut."
    article = parse_page(f"<html><body><article><div>{lines}</div></article></body></html>", "banjir.html")
    assert article.texts[0] == "Banjir merendam ratusan rumah di Demak."
    assert len(article.paragraphs) == 3


@pytest.mark.parametrize("unfit", UNFIT)
def test_a_text_with_an_unfit_character_is_read(unfit: str) -> None:
    paragraphs = parse_fragment(f"<div>Banjir {unfit} di Demak.<br>Warga mengungsi.</div>")
    assert [one.text for one in paragraphs] == ["Banjir di Demak.", "Warga mengungsi."]


@pytest.mark.parametrize(("reference", "character"), [("&#19990;", "世"), ("&#x1f30a;", "🌊"), ("&#233;", "é")])
def test_other_references_stay(reference: str, character: str) -> None:
    (paragraph,) = parse_fragment(f"<p>Banjir {reference} di Demak</p>")
    assert paragraph.text == f"Banjir {character} di Demak"
