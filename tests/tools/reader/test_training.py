"""The program that trains the reader: its examples, the model file, and one training step."""

import gzip
import json
import math
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.encoder import e5_file
from index.evaluation.calibration.pools import Pool
from index.evaluation.sets import JudgedQuestion
from index.model.records import Verdict
from index.ranking.reranking import reader_file
from index.ranking.reranking.base import Passage
from tests.fakes import FakeReranker
from tools.quality.answer_words import section_of
from tools.quality.marked_answers import asked, unseen
from tools.quality.reading_weights import ReadOnce
from tools.reader.examples import Example, Text, collect, is_judged, load, save
from tools.reader.similar import Similar


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


TEXTS = ["Banjir merendam Demak.", "Gempa mengguncang Lombok.", "Rupiah menguat tipis.", "Hujan turun di Demak."]

MARKED = "Banjir rob merendam pasar Demak."


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """Write every set, with four paragraphs and four questions each, and a marked set of two paragraphs."""
    for name in ("facqa-id", "tydiqa-id", "norquad-news-no", "tydiqa-en", "tydiqa-ko", "xquad"):
        corpus = [{"id": f"a{n}#0", "title": "", "text": text, "lang": "id"} for n, text in enumerate(TEXTS)]
        questions = [{"id": f"q{n}", "text": text.rstrip(".") + "?", "lang": "id"} for n, text in enumerate(TEXTS)]
        write_lines(tmp_path / name / "corpus.jsonl.gz", corpus)
        write_lines(tmp_path / name / "queries.jsonl.gz", questions)
        qrels = "".join(f"q{n}\ta{n}#0\t1\n" for n in range(len(TEXTS)))
        (tmp_path / name / "qrels.tsv").write_text(qrels)
    asked: list[dict[str, object]] = [
        {"id": "m0", "question": "Apa yang merendam Demak?", "answers": [{"start": 0, "text": "Banjir"}]},
        {"id": "m1", "question": "Kapan Demak kering?", "answers": []},
    ]
    # Questions and a right paragraph that are kept for judging, written a little differently.
    asked_of_kept = [{"id": "m2", "question": "Apa yang meluap?", "answers": [{"start": 0, "text": "Banjir"}]}]
    kept_questions = [
        {"id": "m3", "question": "banjir  merendam Demak?", "answers": []},
        {"id": "m4", "question": "Kapan Rupiah dihapus?", "answers": []},
    ]
    write_lines(
        tmp_path / "tydiqa-id" / "queries_unanswerable.jsonl.gz",
        [{"id": "u0", "text": "Kapan rupiah dihapus?"}, {"id": "u1", "text": "Kapan Demak kering?"}],
    )
    marked: list[dict[str, object]] = [
        {"set": "made", "lang": "id", "article": "1", "title": "Demak", "text": MARKED, "questions": asked},
        {"set": "made", "lang": "id", "article": "2", "title": "", "text": TEXTS[0], "questions": asked_of_kept},
        {"set": "made", "lang": "id", "article": "2", "title": "", "text": TEXTS[1], "questions": kept_questions},
        {"set": "made", "lang": "id", "article": "1", "title": "Demak", "text": TEXTS[3], "questions": []},
    ]
    write_lines(tmp_path / "train" / "reader.jsonl.gz", marked)
    return tmp_path


def test_no_example_has_a_judged_question_or_its_right_paragraph(judged: Path) -> None:
    kept = {TEXTS[place] for place in range(len(TEXTS)) if is_judged(place)}
    examples = [one for one in collect(judged) if one.set.startswith("facqa")]
    assert [one.question for one in examples] == ["Gempa mengguncang Lombok?", "Rupiah menguat tipis?"]
    assert kept.isdisjoint(one.right.text for one in examples if one.right)


def test_a_paragraph_that_shares_words_is_told_apart_from_the_right_one(judged: Path) -> None:
    answered, unanswered = [one for one in collect(judged) if one.set == "made"]
    assert (answered.right, answered.answer) == (Text("Demak", MARKED), (0, 6))
    assert answered.wrong[:1] == (Text("Demak", TEXTS[3]),)
    assert (unanswered.right, unanswered.wrong[0].text) == (None, MARKED)


def test_what_is_kept_for_judging_is_left_out_of_the_marked_set(judged: Path) -> None:
    asked = [one.question for one in collect(judged) if one.set == "made"]
    assert asked == ["Apa yang merendam Demak?", "Kapan Demak kering?"]


def test_a_translated_question_is_also_asked_of_the_translated_paragraph(judged: Path) -> None:
    number = "0123456789abcdef01234567"
    rows: list[dict[str, object]] = []
    for language, question, right, wrong in (
        ("id", "Di mana banjir?", "Banjir di Demak.", "Banjir itu surut."),
        ("it", "Dove alluvione?", "Alluvione a Demak.", "Alluvione finita."),
    ):
        answers = [{"start": right.index("Demak"), "text": "Demak"}]
        asked = [{"id": f"{language}-{number}", "question": question, "answers": answers}]
        made = {"set": f"made-{language}", "lang": language, "article": "1", "title": ""}
        rows += [{**made, "text": right, "questions": asked}, {**made, "text": wrong, "questions": []}]
    write_lines(judged / "train" / "reader.jsonl.gz", rows)
    crossed = [one for one in collect(judged) if one.set.startswith("crossed")]
    assert [(one.question, one.right, one.answer) for one in crossed] == [
        ("Di mana banjir?", Text("", "Alluvione a Demak."), (12, 17)),
        ("Dove alluvione?", Text("", "Banjir di Demak."), (10, 15)),
    ]
    for one in crossed:
        assert {text.text for text in one.wrong} == {"Banjir itu surut.", "Alluvione finita."}


def test_only_questions_that_were_kept_for_judging_are_fitted_to(judged: Path) -> None:
    asked = [JudgedQuestion(f"q{n}", text.rstrip(".") + "?", "id", {}) for n, text in enumerate(TEXTS)]
    (pool,) = unseen([Pool("facqa", (), tuple(asked))], judged)
    assert [one.id for one in pool.questions] == ["q0", "q3"]
    assert unseen([Pool("facqa", (), tuple(asked[1:3]))], judged) == []


def test_words_are_right_where_they_overlap_with_those_that_people_marked(
    judged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.answering.confidence._judge", lambda *_: (Verdict.FOUND, None))
    shutil.rmtree(judged / "xquad")  # its pairs of languages need more than one
    asks = [{"id": "q0", "text": "Banjir merendam apa?", "lang": "id"}]
    write_lines(judged / "facqa-id" / "queries.jsonl.gz", asks)
    (judged / "facqa-id" / "qrels.tsv").write_text("q0\ta0#0\t1\n", encoding="utf-8")
    marked = tmp_path / "marked.jsonl"

    def right(words: str) -> list[bool]:
        row = {"library": "facqa-id-id", "question": "q0", "answers": [words]}
        marked.write_text(json.dumps(row) + "\n", encoding="utf-8")
        (one,) = asked(judged, FakeReranker({"Demak": 5.0}), marked)
        return [pointed.is_right for pointed in one.chosen]

    assert right("Demak") == [True]
    assert right("Lombok") == [False]


def test_a_run_writes_the_section_that_it_finds_again(tmp_path: Path) -> None:
    page = tmp_path / "reader.md"
    page.write_text("# The reader\n\n## The words that answer\n\nOld.\n\n## Training data\n", encoding="utf-8")
    assert section_of(page) == "## The words that answer\n\nOld."
    page.write_text("# The reader\n", encoding="utf-8")
    assert section_of(page) == "## The words that answer\n"


def test_a_passage_is_read_once_for_a_question() -> None:
    reranker = FakeReranker({"a": 1.0, "b": 2.0})
    once = ReadOnce(reranker)
    a, b, c = (Passage((), None, text, [(0, 1)]) for text in "abc")
    first = once.read("Apa?", [a, b], math.inf)
    second = once.read("Apa?", [c, b, a], math.inf)
    assert first
    assert second
    assert second[1:] == [first[1], first[0]]
    once.read("Siapa?", [a], math.inf)
    read = [(question, [one.text for one in passages]) for question, passages in reranker.asked if passages]
    assert read == [("Apa?", ["a", "b"]), ("Apa?", ["c"]), ("Siapa?", ["a"])]
    reranker.is_late = True
    assert once.read("Kapan?", [a], math.inf) is None


def test_saved_examples_are_loaded_unchanged(tmp_path: Path) -> None:
    examples = [
        Example("made", "Apa?", Text("Judul", "Isi."), (0, 3), (Text("", "Lain."),)),
        Example("made", "Kapan?", None, None, (Text("", "Lain."),)),
    ]
    assert save(examples, tmp_path / "examples.jsonl.gz") == len(examples)
    assert load(tmp_path / "examples.jsonl.gz") == examples


def test_similar_paragraphs_share_words_and_the_best_comes_first() -> None:
    similar = Similar(TEXTS, "id")
    assert similar.best("banjir di Demak", 5) == [0, 3]
    assert similar.best("presiden", 5) == []


def test_the_committed_graphs_are_those_that_are_made() -> None:
    pytest.importorskip("onnx", reason="the extra train is not installed")
    from index.encoder import encoder
    from index.ranking.reranking import network
    from tools.reader import graph

    assert graph.graph(graph.OF_READER) == network.GRAPH.read_bytes()
    assert graph.graph(graph.OF_ENCODER) == encoder.GRAPH.read_bytes()


def test_the_committed_factors_are_those_of_the_articles_in_the_examples() -> None:
    pytest.importorskip("onnx", reason="the extra train is not installed")
    from index.encoder.smoothing import FILE
    from tools.reader import smoothing

    base = e5_file.read(e5_file.installed_model())
    # Other processors round a little differently.
    assert smoothing.factors(base, smoothing.ARTICLES) == pytest.approx(np.load(FILE), rel=0.1)


@pytest.mark.slow
def test_a_training_step_is_saved_and_gone_on_from(judged: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the extra train is not installed")
    from tools.reader.drawing import Drawing
    from tools.reader.export import export
    from tools.reader.training import Plan, new_model, restore, train

    base = e5_file.read(e5_file.installed_model())
    drawing = Drawing(list(collect(judged)), base, seed=1)
    train(new_model(base, 1), drawing, Plan(steps=1), tmp_path / "work")
    assert restore(new_model(base, 1), None, tmp_path / "work") == (1, 0)
    version = export(tmp_path / "work", tmp_path / "reader.bin")
    reader = reader_file.read(tmp_path / "reader.bin", base)
    assert (reader.card.version, reader.card.first, reader.card.trained) == (version, 6, {"steps": 1})


@pytest.mark.slow
def test_a_training_begins_with_a_finished_reader(judged: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the extra train is not installed")
    from index.ranking.reranking.reader import FILE
    from tools.reader.drawing import Drawing
    from tools.reader.export import begin, export
    from tools.reader.training import Plan, new_model, train

    base = e5_file.read(e5_file.installed_model())
    finished = reader_file.read(FILE, base)
    steps = begin(FILE, tmp_path)
    assert {"steps": steps} == finished.card.trained
    with pytest.raises(FileExistsError, match="make reader"):
        begin(FILE, tmp_path)
    export(tmp_path, tmp_path / "same.bin")
    same = reader_file.read(tmp_path / "same.bin", base)
    for name, tensor in finished.tensors.items():
        assert same.tensors[name] == pytest.approx(tensor, abs=1e-3), name
    train(new_model(base, 1), Drawing(list(collect(judged)), base, seed=1), Plan(steps=1), tmp_path)
    export(tmp_path, tmp_path / "trained.bin")
    trained = reader_file.read(tmp_path / "trained.bin", base)
    assert trained.card.trained == {"steps": steps + 1}
    assert trained.tensors["answers.w"] == pytest.approx(finished.tensors["answers.w"], abs=1e-2)
