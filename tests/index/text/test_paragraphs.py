import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from index.text.paragraphs import clean, split_paragraphs


def test_each_line_is_a_paragraph() -> None:
    assert split_paragraphs("One.\nTwo.\r\n\r\n  Three.  \n" + "long " * 30) == [
        "One.",
        "Two.",
        "Three.",
        ("long " * 30).strip(),
    ]


def test_lines_wrapped_to_a_width_are_joined_up_to_a_blank_line() -> None:
    assert split_paragraphs("The mayor and\nthe people\nagreed.\n\nA dike will\nbe built.\n") == [
        "The mayor and the people agreed.",
        "A dike will be built.",
    ]


def test_long_lines_with_blank_lines_between_stay_apart() -> None:
    long = "word " * 30 + "end."
    assert split_paragraphs(f"{long}\nSecond.\n\nThird.") == [long, "Second.", "Third."]


def test_invisible_characters_are_removed() -> None:
    assert clean("a\x1b[31m \x00b\ud800\ufeff\u00a0c\u2028d") == "a b c d"
    assert (
        clean("\x1b[1;38;5;9mKabar\x1b[0m \x1b]0;judul\x07baru \x1b]8;;https://a.example\x1b\\di\x1b]x")
        == "Kabar baru di]x"
    )


@given(st.text())
def test_cleaning_again_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_a_clean_text_has_single_spaces_and_no_control_characters(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split())
    assert not {"Cc", "Cs"} & {unicodedata.category(character) for character in cleaned}


@given(st.text())
def test_every_paragraph_is_one_line_that_can_be_stored(text: str) -> None:
    for paragraph in split_paragraphs(text):
        assert paragraph
        assert paragraph.splitlines() == [paragraph]
        assert paragraph.encode().decode() == paragraph


def test_a_text_of_marks_alone_is_no_paragraph() -> None:
    assert split_paragraphs("\u200d\n\u0301\n\u202a\n\ufdd0") == []
