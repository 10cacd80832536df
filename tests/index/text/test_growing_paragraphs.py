import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.line_breaks import GrowingParagraph, compounds_in, join_broken


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


@pytest.mark.parametrize(
    ("text", "end", "joined"),
    [
        ("It is well-\nknown to all.", "well-", "well-known"),
        ("Her well-\nness is good.", "well-", "wellness"),
        ("Di rumah sakit, kata rumah sakit itu.\nDi rumah-\nsakit lain.", "rumah-", "rumah-sakit"),
        ("Di rumah sakit, kata rumahsakit itu.\nSi sakit di rumah-\nsakit lain.", "rumah-", "rumahsakit"),
        ("Warga desa marah.\nDi rumah-\nsakit lain.", "rumah-", "rumahsakit"),
        ("They develop a ment, one ment.\nThe develop-\nment is slow.", "develop-", "development"),
        ("Di pasar-pasar ikan.\nDi pasar-\npasar lain, kepen-\ntingan warga.", "kepen-", "kepentingan"),
    ],
)
def test_a_broken_word_keeps_its_own_hyphen_where_the_text_shows_that_it_has_one(
    text: str, end: str, joined: str
) -> None:
    after = text.partition(f"{end}\n")[2]
    assert join_broken(end, after, compounds_in(text)).split()[0] == joined
