"""Judged sets are read in both formats, and an error names its line."""

from pathlib import Path

import pytest

from index.evaluation.sets import read_set
from index.evaluation.tasks import Choice, tasks
from index.model.errors import Fault, JudgedSetError
from tests.index.evaluation import judged


def test_both_formats_give_the_same_set(tmp_path: Path) -> None:
    ours, beir = read_set(judged.write(tmp_path / "ours")), read_set(judged.write_beir(tmp_path / "beir"))
    assert [one.judged for one in ours.questions] == [{"a#0": 1}, {"b#0": 1}, {"c#0": 1}]
    assert [(one.id, one.text, one.judged) for one in beir.questions] == [
        (one.id, one.text, one.judged) for one in ours.questions
    ]
    assert [one.text for one in beir.paragraphs] == [one.text for one in ours.paragraphs]
    assert (ours.by_article, beir.by_article) == (False, False)


def test_a_judgement_of_an_article_is_one_of_all_its_paragraphs(tmp_path: Path) -> None:
    found = read_set(judged.write(tmp_path, [("1", "a", "2"), ("2", "b", "1")]))
    assert found.by_article
    assert found.questions[0].judged == {"a#0": 2, "a#1": 2}


@pytest.mark.parametrize(
    ("name", "text", "fault", "line"),
    [
        ("corpus.jsonl", '{"id": "a", "text": "x"}\n{"id"', Fault.BAD_JUDGED_LINE, 2),
        ("corpus.jsonl", '{"id": "a"}', Fault.BAD_JUDGED_LINE, 1),
        ("corpus.jsonl", '{"id": "a", "text": "x"}\n' * 2, Fault.BAD_JUDGED_LINE, 2),
        ("qrels.tsv", "1\ta#0\tmuch", Fault.BAD_JUDGED_LINE, 1),
        ("qrels.tsv", "1\tz#9\t1", Fault.BAD_JUDGED_LINE, 1),
        ("qrels.tsv", "99\ta#0\t1", Fault.NOTHING_JUDGED, None),
        ("queries.jsonl.gz", "not compressed", Fault.UNREADABLE, None),
    ],
)
def test_an_error_names_its_fault_and_line(
    tmp_path: Path, name: str, text: str, fault: Fault, line: int | None
) -> None:
    folder = judged.write(tmp_path)
    (folder / name).write_text(text)
    with pytest.raises(JudgedSetError) as caught:
        read_set(folder)
    assert (caught.value.fault, caught.value.details.get("line")) == (fault, line)


def test_a_folder_without_a_judged_set_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(JudgedSetError) as caught:
        read_set(tmp_path)
    assert caught.value.fault is Fault.NO_JUDGED_SET


def test_there_is_a_task_for_each_pair_of_languages(tmp_path: Path) -> None:
    found = read_set(judged.write(tmp_path, [*judged.JUDGEMENTS, ("3", "a#0", "1")]))
    pairs = {(task.asked, task.answered): task for task in tasks(found, Choice())}
    assert list(pairs) == [("id", "id"), ("en", "en"), ("en", "id")]
    assert [one.id for one in pairs["en", "id"].paragraphs] == ["a#0", "a#1", "b#0"]
    (cross,) = tasks(found, Choice(cross=("en", "id")))
    assert cross.questions[0].judged == {"a#0": 1}
    assert [len(task.questions) for task in tasks(found, Choice(mixed=True, most=1))] == [1, 1]
    with pytest.raises(JudgedSetError):
        tasks(found, Choice(cross=("ru", "id")))
