import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.line_breaks import GrowingParagraph, join_broken


@given(
    st.lists(
        st.sampled_from(["anak-", "anak", "ka-", "pal", "B-", "b", "Kapal karam.", "x" * 60, "x" * 60 + "-"]),
        min_size=1,
    )
)
def test_lines_are_joined_as_one_text_after_the_other_would_be(lines: list[str]) -> None:
    grown, whole = GrowingParagraph(lines[0]), lines[0]
    for line in lines[1:]:
        grown.join(line, frozenset({"ka-pal"}))
        whole = join_broken(whole, line, frozenset({"ka-pal"}))
    assert grown.text() == whole


@pytest.mark.parametrize("line", ["a", "a-"])
def test_joining_copies_a_few_letters_for_each_line(line: str) -> None:
    paragraph = GrowingParagraph(line)
    for _ in range(1000):
        paragraph.join(line, frozenset())
        assert len(paragraph.end) < 60
