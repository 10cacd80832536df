"""kutip evaluate, as its users run it."""

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.runtime.exit_codes import DONE, EXPECTED_ERROR
from tests.fakes import FakeEmbedder, FakeReranker
from tests.index.evaluation import judged
from tests.index.servers.model_server import Answer, Asked, serving


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "data"))


def rows_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["evaluate", *arguments, "--json", "--without", "meaning"]) == DONE
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)["rows"]
    return rows


def test_the_table_has_a_row_for_each_pair_of_languages_and_one_for_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = judged.write(tmp_path / "small")
    assert main(["evaluate", str(folder), "--without", "meaning", "--against", "rank-bm25"]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert " ".join(lines[0].split()) == "set system asked in questions hit@1 hit@3 MRR nDCG recall q/s"
    assert [line.split()[:5] for line in lines[1:7]] == [
        ["small", system, *languages]
        for system in ("kutip", "rank-bm25")
        for languages in (["id", "id", "2"], ["en", "en", "1"], ["all", "all", "3"])
    ]
    assert lines[1].split()[5] == "1.000"


def test_a_relevant_paragraph_in_second_place_lowers_the_measures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Judge another paragraph as relevant than the one that is found first."""
    wrong = judged.write(tmp_path / "wrong", [("1", "a#1", "1"), ("2", "b#0", "1")])
    (row,) = rows_of(capsys, str(wrong))
    assert row["measured"]["hit_1"] == 0.5  # type: ignore[index]
    assert row["measured"]["mrr_10"] == 0.75  # type: ignore[index]


def test_any_paragraph_of_a_relevant_article_can_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = judged.write(tmp_path / "wrong", [("1", "a#1", "1"), ("2", "b#0", "1")])
    (row,) = rows_of(capsys, str(wrong), "--articles")
    assert row["measured"]["hit_1"] == 1.0  # type: ignore[index]


def test_the_table_has_measures_of_refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = judged.write(tmp_path / "small")
    (folder / "queries_unanswerable.jsonl").write_text('{"id": "9", "text": "siapa presiden?", "lang": "id"}\n')
    *rows, unanswerable = rows_of(capsys, str(folder), "--refusals")
    assert all(row["refusals"] for row in rows)
    assert unanswerable["asked"] == "unanswerable"
    assert unanswerable["refusals"]["auroc"] >= 0.5  # type: ignore[index]
    assert main(["evaluate", str(folder), "--refusals", "--without", "meaning"]) == DONE
    assert "questions without an answer" in capsys.readouterr().out


def test_rerankers_are_compared_in_rows_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeReranker()
    monkeypatch.setattr("index.ranking.reranking.rereading.open_reranker", {"reader": fake, "none": None}.get)
    monkeypatch.setattr("bot.commands.evaluate.open_reranker", {"reader": fake}.get)
    folder = str(judged.write(tmp_path / "small"))
    rows = rows_of(capsys, folder, "--reranker", "none,reader")
    assert list(dict.fromkeys(row["system"] for row in rows)) == ["kutip", "reader"]
    assert [row["measured"]["hit_1"] for row in rows[:3]] == [row["measured"]["hit_1"] for row in rows[3:]]  # type: ignore[index]


def test_a_server_is_compared_by_its_address_without_its_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def answering(asked: Asked) -> Answer:
        return Answer(
            {"results": [{"index": at, "relevance_score": 0.5} for at in range(len(asked.body["documents"]))]}
        )

    folder = str(judged.write(tmp_path / "small"))
    with serving(answering) as server:
        rows = rows_of(capsys, folder, "--reranker", "none," + server.url.replace("://", "://ana:rahasia@"))
        assert list(dict.fromkeys(row["system"] for row in rows)) == ["kutip", server.url]


def test_a_reranker_that_is_not_installed_is_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.evaluate.open_reranker", dict[str, None]().get)
    folder = str(judged.write(tmp_path / "small"))
    assert main(["evaluate", folder, "--reranker", "reader", "--without", "meaning"]) == EXPECTED_ERROR
    assert "The reranker reader is not installed" in capsys.readouterr().err


def test_a_failure_shows_the_first_and_the_relevant_paragraph_with_their_features(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = judged.write(tmp_path / "wrong", [("1", "a#1", "1"), ("2", "b#0", "1")])
    assert main(["evaluate", str(folder), "--without", "meaning", "--failures", "3"]) == DONE
    text = capsys.readouterr().out
    assert "siapa membangun tanggul?  (1: rank 2)" in text
    assert "first: Banjir, paragraph 1" in text
    assert "right: Banjir, paragraph 2" in text
    assert "coverage" in text
    assert "harga beras" not in text


def test_vectors_are_kept_between_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("simsimd", reason="the extra semantic is not installed")
    embedder = FakeEmbedder()
    monkeypatch.setattr("bot.commands.evaluate.open_embedder", lambda _name: embedder)
    folder = judged.write(tmp_path / "small")
    for _ in range(2):
        assert main(["evaluate", str(folder), "--cache", str(tmp_path / "cache")]) == DONE
    assert len(embedder.embedded) == len(judged.PARAGRAPHS)
    assert not (tmp_path / "data" / "kutip.db").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere is not a judged set"),
        (["small", "--without", "magic"], "There is no group of features 'magic'"),
        (["small", "--against", "elastic"], "no retriever 'elastic'"),
        (["small", "--cross", "ru", "id"], "has no judged question in 'ru' on paragraphs in 'id'"),
    ],
)
def test_an_impossible_choice_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    judged.write(tmp_path / "small")
    without = [] if "--without" in arguments else ["--without", "meaning"]
    assert main(["evaluate", *arguments, *without]) == EXPECTED_ERROR
    assert said in capsys.readouterr().err
