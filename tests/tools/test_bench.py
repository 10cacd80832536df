"""The parts of the benchmark, on a library so small that all jobs take a few seconds."""

from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from index.ranking.reranking.reader import open_reader
from tools.bench import jobs, library, plot, prepare, questions, report, results, vocabulary
from tools.bench.__main__ import write
from tools.bench.code_version import bare, code_version
from tools.bench.measuring import Measured, of_times
from tools.bench.place import Facts, Place
from tools.bench.results import Run
from tools.bench.rows import Row

PARAGRAPHS = 300
PAGE = Path(__file__).parents[2] / "docs" / "benchmarks"
FACTS = Facts(articles=1000, paragraphs=10_000, words=400_000, text_bytes=2_500_000, shares=[0.1] * 7)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a prepared folder. bm25s runs without numba, which takes seconds to compile."""
    folder = tmp_path_factory.mktemp("bench")
    prepared = Place(folder, PARAGRAPHS, backend="numpy", warm_up=5, timed=30)
    prepare.run(prepared)
    return prepared


def run(place: Place, *names: str) -> dict[Row, Measured]:
    """Run jobs in this process."""
    measured: dict[Row, Measured] = {}
    for name in names:
        for row, numbers in jobs.run(name, place).items():
            measured[row] = measured.get(row, Measured()).joined(numbers)
    return measured


def a_run(paragraphs: int, median: float) -> Run:
    """Return a run in which every figure is the same."""
    measured = Measured(build_s=2, build_mib=60, disk_mib=5, open_s=0.1, p50_ms=median, p99_ms=9, ask_mib=70)
    facts = replace(FACTS, paragraphs=paragraphs)
    return Run("2022-03-03", 2, {"Python": "3.11"}, facts, dict.fromkeys(Row, measured))


def test_the_same_seed_gives_the_same_library(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one", "two", "other")]
    for path, seed in zip(paths, (1, 1, 2), strict=True):
        library.write(path, PARAGRAPHS, seed)
    one, two, other = (path.read_bytes() for path in paths)
    assert one == two
    assert one != other


def test_a_library_has_as_many_paragraphs_as_asked_in_articles_of_3_to_20(place: Place) -> None:
    counts = [len(paragraphs) for _, paragraphs in library.read(place.library)]
    assert sum(counts) == PARAGRAPHS
    assert all(3 <= count <= 20 for count in counts[:-1])
    assert place.read_facts().articles == len(counts)


def test_words_are_as_common_as_in_indonesian(tmp_path: Path) -> None:
    library.write(tmp_path / "library", 3000, seed=1)
    words = list(chain.from_iterable(questions.sample(tmp_path / "library")))
    assert 35 < len(words) / 3000 < 45
    ranks = vocabulary.words()
    for rank, share in ((1, 0.027), (10, 0.0068), (100, 0.0008)):
        assert words.count(ranks[rank - 1]) / len(words) == pytest.approx(share, rel=0.3)


def test_words_differ_and_only_the_commonest_are_stop_words() -> None:
    words = vocabulary.words()
    assert len(set(words)) == len(words) == vocabulary.WORDS
    assert words[:30] == tuple(vocabulary.STOP_WORDS)


def test_questions_are_2_to_7_words_of_one_paragraph(place: Place) -> None:
    paragraphs = [set(words) for words in questions.sample(place.library)]
    asked = [question.text for question in place.read_questions()]
    assert len(asked) == place.warm_up + place.timed
    for question in asked:
        words = question.removesuffix("?").split()
        assert 2 <= len(words) <= 7
        assert any(paragraph.issuperset(words) for paragraph in paragraphs), question


def test_competitors_get_the_terms_of_the_product(place: Place) -> None:
    body, title = next(place.read_terms())
    assert len(list(place.read_terms())) == PARAGRAPHS
    assert 6 <= len(title) <= 10
    assert set(body) & set(chain.from_iterable(question.terms for question in place.read_questions()))


def test_percentiles_are_of_questions_that_were_asked() -> None:
    measured = of_times([float(n) for n in range(300, 0, -1)])
    assert (measured.p50_ms, measured.p99_ms, measured.questions) == (151, 298, 300)


def test_kutip_and_the_others_are_measured(place: Place) -> None:
    measured = run(
        place, "tantivy", "kutip_add", "kutip_ask", "kutip_engine", "fts5_build", "fts5_ask", "rank_bm25"
    )
    assert set(measured) == {Row.TANTIVY, Row.ASK, Row.ENGINE, Row.SAME_QUERY, Row.FTS5, Row.RANK_BM25}
    for row, numbers in measured.items():
        assert row is Row.TANTIVY or (numbers.p50_ms and numbers.p99_ms and numbers.p50_ms <= numbers.p99_ms)


def test_a_job_in_a_process_of_its_own_measures_that_process(place: Place) -> None:
    (measured,) = jobs.run_apart("rank_bm25", place).values()
    assert measured.questions == place.timed
    assert measured.build_mib
    assert 10 < measured.build_mib < 100


def test_questions_are_asked_while_another_process_adds(place: Place) -> None:
    measured = run(place, "adding")
    assert measured[Row.IDLE].questions == place.timed
    assert set(measured) <= {Row.IDLE, Row.ADDING}


def test_what_is_unbearable_is_left_out() -> None:
    assert set(jobs.for_size(10_000)) == set(jobs.JOBS)
    assert set(jobs.JOBS) - set(jobs.for_size(100_000)) == {"memory"}
    assert set(jobs.JOBS) - set(jobs.for_size(1_000_000)) == {"memory", "rank_bm25"}


def test_bm25s_is_measured(place: Place) -> None:
    pytest.importorskip("bm25s", reason="bm25s is in the extra `bench`")
    measured = run(place, "bm25s_build", "bm25s_ask")[Row.BM25S]
    assert measured.questions == place.timed
    assert measured.disk_mib


def test_the_page_has_each_competitor_at_each_size() -> None:
    page = report.markdown({10_000: a_run(10_000, 0.5), 100_000: a_run(100_000, 1.234)})
    assert all(page.count(f"\n| {row} | 2.00 |") == 2 for row in Row)
    assert "## 100,000 paragraphs" in page
    assert "| 1.23 |" in page
    assert "| Kutip, engine alone: p50 / p50 at the smallest size | like raw tantivy | 1.00 | 2.47 |" in page


def test_the_page_says_what_the_reader_adds() -> None:
    one = a_run(10_000, 0.5)
    read = Measured(p50_ms=60.5, p99_ms=90, questions=300, reread=210)
    page = report.markdown({10_000: replace(one, measured={Row.ASK: one.measured[Row.ASK], Row.READ: read})})
    assert "| 10,000 paragraphs | 300 | 210 | 60.0 | 81.0 |" in page
    assert "What the reader adds" not in report.markdown(
        {10_000: replace(one, measured={Row.ASK: one.measured[Row.ASK]})}
    )


def test_the_reader_is_measured_apart(place: Place) -> None:
    if open_reader() is None:
        pytest.skip("the reader needs the extra `semantic`")
    measured = run(place, "kutip_add", "kutip_read")[Row.READ]
    assert measured.questions == place.timed
    assert measured.reread is not None


def test_the_page_names_the_sizes_that_were_measured_with_older_code() -> None:
    runs = {10_000: replace(a_run(10_000, 0.5), code=code_version()), 100_000: a_run(100_000, 0.5)}
    page = report.markdown(runs)
    assert page.count("older version of the code") == 1
    assert page.index("## 100,000 paragraphs") < page.index("older version of the code")


def test_the_version_of_the_code_is_that_of_what_runs() -> None:
    source = 'def one() -> str:\n    """Return one."""\n    return "1"  # as text\n'
    assert bare(source) == bare('def one() -> str:\n    """Return 1."""\n\n    return "1"\n')
    assert bare(source) != bare(source.replace('"1"', '"2"'))
    assert "#" in bare('def one() -> str:\n    return "# no comment"\n')


@pytest.mark.slow
def test_the_page_is_no_older_than_the_code() -> None:
    runs = results.load(PAGE / "results.json")
    smallest = min(runs)
    assert runs[smallest].code == code_version(), (
        f"the code of a question has changed: run 'make bench SIZE={smallest}', or 'make bench' for all sizes"
    )
    assert (PAGE / "README.md").read_text(encoding="utf-8") == report.markdown(runs)


def test_what_is_not_measured_is_a_dash() -> None:
    run = replace(a_run(10_000, 0.5), measured={Row.ASK: Measured(p50_ms=1)})
    page = report.markdown({10_000: run})
    assert f"| {Row.ASK} | - | - | 1.00 | - |" in page
    assert "raw tantivy | ≤ 1.3 at a million | - |" in page


def test_sizes_that_are_not_measured_again_are_kept(tmp_path: Path) -> None:
    results.save(tmp_path / "results.json", {10_000: a_run(10_000, 0.5)})
    runs = results.load(tmp_path / "results.json")
    results.save(tmp_path / "results.json", runs | {1000: a_run(1000, 0.12345)})
    assert list(results.load(tmp_path / "results.json")) == [1000, 10_000]
    assert runs[10_000] == a_run(10_000, 0.5)


def test_page_and_plot_are_written_with_every_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "matplotlib"))
    pytest.importorskip("matplotlib", reason="matplotlib is in the extra `bench`")
    runs = {10_000: a_run(10_000, 0.5), 100_000: a_run(100_000, 1.5)}
    drawn = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        write(runs, folder)
        drawn.append((folder / "question_time.svg").read_text(encoding="utf-8"))
    assert drawn[0] == drawn[1]
    assert all(f"<!-- {row} -->" in drawn[0] for row in plot.ROWS)
    assert (tmp_path / "one" / "README.md").read_text(encoding="utf-8") == report.markdown(runs)


def test_the_page_is_what_its_numbers_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page has three digits, and the file of its numbers four: rounding 0.136499 twice gives 0.137."""
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "matplotlib"))
    pytest.importorskip("matplotlib", reason="matplotlib is in the extra `bench`")
    write({10_000: replace(a_run(10_000, 0.5), measured={Row.ASK: Measured(p50_ms=0.136499)})}, tmp_path)
    made = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert made == report.markdown(results.load(tmp_path / "results.json"))
