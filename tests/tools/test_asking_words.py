"""The table of words that ask is made from judged questions."""

from index.evaluation.sets import JudgedParagraph, JudgedQuestion, JudgedSet
from tools.asking_words import asking_words, uses

PARAGRAPHS = tuple(
    JudgedParagraph(f"{n}#0", "", f"Bupati {chr(97 + n)}uno membuka pasar.", "id") for n in range(20)
)
QUESTIONS = tuple(JudgedQuestion(str(n), f"nama bupati {chr(97 + n)}uno?", "id", {f"{n}#0": 1}) for n in range(20))
JUDGED = JudgedSet("small", "", PARAGRAPHS, QUESTIONS, by_article=False)


def test_a_word_that_right_paragraphs_lack_asks() -> None:
    found = uses(JUDGED, "id")
    assert (len(found["nama"].asked), len(found["nama"].helped)) == (20, 0)
    assert list(asking_words({"nama": [found["nama"]]}, "id")) == ["nama"]


def test_a_word_of_few_paragraphs_is_left_out() -> None:
    found = uses(JUDGED, "id")
    assert asking_words({"auno": [found["auno"]]}, "id") == {}


def test_a_word_that_right_paragraphs_have_more_often_than_others_tells() -> None:
    found = uses(JUDGED, "id")
    assert found["auno"].lift == 1.0
