"""kutip check: texts, drafts and standard input."""

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.rendering.differences import brief, differences
from index.library import Library
from tests.conftest import EXAMPLES

SAID = "Whoosh melintasi jalur sepanjang 142,3 kilometer dengan kecepatan operasi hingga 350 kilometer per jam."
ALTERED = SAID.replace("142,3", "152,3")


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "data"))
    assert main(["add", str(EXAMPLES)]) == 0
    capsys.readouterr()
    return tmp_path


@pytest.mark.usefixtures("added")
def test_the_verdict_comes_first_and_decides_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    for text, code, first in [
        (SAID, 0, "Exact:"),
        (ALTERED, 4, "Altered:"),
        ("Nama Whoosh meniru bunyi kereta yang melesat.", 0, "Reported:"),
        ("Bulan terbuat dari keju yang sangat tua.", 4, "Not here:"),
    ]:
        assert main(["check", text]) == code
        assert capsys.readouterr().out.startswith(first)


@pytest.mark.usefixtures("added")
def test_changes_beside_one_another_are_shown_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    main(
        [
            "check",
            "Di final mereka menundukkan wakil China, Chen Qingchen/Jia Yifan, dua gim langsung 21-19, 21-15.",
        ]
    )
    assert "Di final, [-mereka-]{+pasangan Indonesia itu+} menundukkan" in capsys.readouterr().out


@pytest.mark.usefixtures("added")
def test_the_first_line_says_how_many_sentences_have_the_worst_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", f"{SAID} {ALTERED}"])
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "Altered: 1 of 2 sentences."
    assert "   Exact: an article says it word for word." in rest


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize("text", ["?!", "🙏🙏", "https://kabar.example/berita.html", "Diteruskan berkali-kali"])
def test_a_text_without_a_sentence_is_an_error_of_one_line(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", text]) == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert "no text to check" in shown.err


@pytest.mark.usefixtures("added")
def test_the_name_of_a_file_that_is_not_there_is_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere.md"]) == 1
    assert "no file or folder nowhere.md" in capsys.readouterr().err


@pytest.mark.usefixtures("added")
def test_signs_show_the_difference_without_colours(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", ALTERED])
    assert "sepanjang [-152,3-]{+142,3+} kilometer" in capsys.readouterr().out


@pytest.mark.usefixtures("added")
def test_json_has_the_sentences_with_their_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", ALTERED]) == 4
    shown = json.loads(capsys.readouterr().out)
    assert shown["verdict"] == "altered"
    (sentence,) = shown["sentences"]
    assert (sentence["claimed"], sentence["verdict"], sentence["paragraph"]) == (ALTERED, "altered", 2)
    assert SAID in sentence["written"]
    assert sentence["article"]["url"].endswith("kereta-cepat-whoosh")
    (change,) = sentence["changes"]
    assert (change["kind"], change["claimed"], change["written"]) == ("number", "152,3", "142,3")
    assert ALTERED[slice(*change["claimed_at"])] == "152,3"


def test_each_quotation_of_a_draft_is_checked(added: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = added / "draft.md"
    text = f'Ia menulis: "{SAID}" Lalu “{ALTERED}” Kata "Whoosh" singkat.'
    draft.write_text(f"# Draft\n\n{text}\n", encoding="utf-8")
    assert main(["check", str(draft)]) == 4
    shown = capsys.readouterr().out
    assert "2 quotations" in shown
    assert "1 exact" in shown
    assert "2 altered" in shown
    assert f"2 “{ALTERED}”\nAltered: an article says it differently." in shown
    draft.write_text(f'# Draft\n\nIa menulis: "{SAID}"\n', encoding="utf-8")
    assert main(["check", str(draft)]) == 0


def test_what_cannot_be_checked_is_one_line(added: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = added / "draft.txt"
    draft.write_text("Tidak ada kutipan di sini, hanya kalimat biasa yang cukup panjang.\n", encoding="utf-8")
    assert main(["check", str(draft)]) == 1
    assert "no quotation" in capsys.readouterr().err


def test_the_pieces_of_a_difference_are_the_words_of_the_article(added: Path, library: Library) -> None:
    list(library.add([str(EXAMPLES)]))
    for article in library.articles():
        for paragraph in library.article(article.id)[1]:
            words = paragraph.text.split()
            claim = " ".join(word for number, word in enumerate(words) if number % 7 != 3)
            checked = library.check(claim)
            for sentence in checked.sentences:
                if place := sentence.place:
                    pieces = list(differences(checked, sentence, place))
                    assert "".join(one.both + one.written for one in pieces) == place.text
                    assert all(one.both in place.text and one.written in place.text for one in brief(pieces))


@pytest.mark.usefixtures("added")
def test_words_that_were_moved_or_added_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "Pada masa awal operasi, Stasiun Karawang belum dan tidak melayani penumpang."])
    assert "belum [-dan tidak-] melayani" in capsys.readouterr().out
    main(["check", "Dengan kecepatan operasi hingga 350 kilometer per jam Whoosh melintasi jalur."])
    shown = capsys.readouterr().out
    assert "[~Whoosh melintasi jalur~] " in shown
    assert "[~…~] is elsewhere in your text." in shown


@pytest.mark.usefixtures("added")
def test_a_text_in_capitals_is_said_to_have_the_same_words(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", SAID.upper()])
    shown = capsys.readouterr().out
    assert "The words are the same; only capitals or punctuation differ." in shown
    assert SAID in shown
