"""The profile of a question, on libraries so small that they take a second."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.model.stages import Stage
from tools.profile.__main__ import main
from tools.profile.corpora import SETS, real, synthetic
from tools.profile.measuring import Profile
from tools.profile.table import table


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """Return a folder of judged sets with two paragraphs and one question each."""
    for name in SETS:
        folder = tmp_path / "judged" / name
        folder.mkdir(parents=True)
        rows = [
            {
                "id": f"{name}#{number}",
                "title": f"Kabar {number}",
                "text": f"Sungai {number} meluap. Warga pindah.",
            }
            for number in (1, 2)
        ]
        _write(folder / "corpus.jsonl.gz", rows)
        _write(folder / "queries.jsonl.gz", [{"id": "q", "text": "sungai mana yang meluap?"}])
        (folder / "qrels.tsv").write_text(f"q\t{name}#1\t1\n")
    return tmp_path / "judged"


def _write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def test_real_text_is_put_together_of_the_sentences_of_the_judged_sets(judged: Path) -> None:
    corpus = real(judged, size=20, asked=5)
    texts = [text for article in corpus.articles() for text in article.texts]
    assert len(texts) == 20
    assert len(set(texts)) > 10
    assert all("meluap." in text or "Warga pindah." in text for text in texts)
    assert list(corpus.articles()) == list(corpus.articles())
    assert corpus.questions == ["sungai mana yang meluap?"] * 2


def test_a_synthetic_library_has_the_size_and_the_questions_asked_for(tmp_path: Path) -> None:
    corpus = synthetic(tmp_path, size=50, asked=4)
    assert sum(len(article.paragraphs) for article in corpus.articles()) == 50
    assert len(corpus.questions) == 4


def test_the_table_has_a_row_for_each_stage_and_compares_with_tantivy() -> None:
    one = Profile("real", 10_000, 2, whole=[3.0, 5.0], tantivy=[0.5, 0.5], a_second=(250.4, 300.0))
    one.count({Stage.MARKING: 0.002, Stage.REREADING: 0.004})
    lines = table([one]).splitlines()
    assert "| marking | 1.000 ms (25%) |" in lines
    assert len(lines) == len(Stage) + 7
    assert "5.000 / 5.000 ms" in lines[-4]
    assert "| reread | 1 of 2 questions |" in lines
    assert "| questions a second, 4 threads | 250; 300 a second of processor time |" in lines
    assert "10.0 times" in lines[-1]


@pytest.mark.parametrize("engine", ["disk", "memory"])
def test_a_profile_is_printed_and_its_library_kept(
    tmp_path: Path, judged: Path, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept"
    arguments = ["--sizes", "30", "--questions", "3", "--warm-up", "1", "--engine", engine, "--keep", str(kept)]
    for _ in range(2):
        main([*arguments, "--judged", str(judged)])
        printed = capsys.readouterr().out
        assert "synthetic, 30 paragraphs | real, " in printed
        assert "questions a second, 4 threads | 0;" not in printed
        assert ("times" in printed) == (engine == "disk")
    assert (kept / f"real-30-{engine}" / "kutip.db").exists()
