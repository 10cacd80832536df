"""Export votes as a judged set that index.evaluation.sets reads, with a table of the votes themselves.

The corpus is the whole shared library: an evaluation searches all paragraphs that people's questions searched. The
export says nothing about people and chats, and holds no article of a chat's own library.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from index.conversations.votes import Vote
from index.model.errors import ExportError, Fault
from index.model.records import SHARED, Article
from index.store.articles import ArticleStore

_CORPUS, _QUERIES, _QRELS, _VOTES = FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv", "votes.tsv")
_HEADINGS = ("query", "paragraph", "rank", "helpful", "day")


class Exported(NamedTuple):
    """The size of an export. ``others`` counts votes for paragraphs that are removed or in a chat's library."""

    votes: int
    questions: int
    paragraphs: int
    others: int


def export(store: ArticleStore, votes: Sequence[Vote], folder: Path) -> Exported:
    """Write a judged set of these votes into a folder, which may hold an earlier export and nothing else.

    Raises ExportError for any other folder, and if there is no vote to write. The folder then stays as it was.
    """
    _check(folder)
    found = store.find({vote.paragraph_id for vote in votes}, {SHARED})
    kept = [vote for vote in votes if vote.paragraph_id in found]
    if not kept:
        raise ExportError(Fault.NO_VOTES)
    names = {id_: _name(article, paragraph.number) for id_, (article, paragraph) in found.items()}
    queries = {text: f"q{number}" for number, text in enumerate(dict.fromkeys(map(_asked, kept)), start=1)}
    paragraphs = _write(
        folder,
        {
            _CORPUS: _corpus(store),
            _QUERIES: (_line({"id": number, "text": text}) for text, number in queries.items()),
            _QRELS: _judgements(kept, queries, names),
            _VOTES: _votes(kept, queries, names),
        },
    )
    return Exported(len(kept), len(queries), paragraphs[_CORPUS], len(votes) - len(kept))


def _check(folder: Path) -> None:
    """Raise ExportError for a folder with files that do not belong to an export."""
    try:
        others = (
            sorted(path.name for path in folder.iterdir() if path.name not in FILES) if folder.exists() else []
        )
    except OSError as error:
        raise ExportError(Fault.UNWRITABLE, source=str(folder), problem=error.strerror) from error
    if others:
        raise ExportError(Fault.FOLDER_IN_USE, source=str(folder), name=others[0])


def _write(folder: Path, files: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Write the lines of each file, all of them or none, and return the number of lines in each."""
    counts = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".kutip-", dir=folder) as made:
            for name, lines in files.items():
                with (Path(made) / name).open("w", encoding="utf-8") as file:
                    counts[name] = sum(1 for line in lines if file.write(f"{line}\n"))
            for name in files:
                (Path(made) / name).replace(folder / name)
    except OSError as error:
        raise ExportError(Fault.UNWRITABLE, source=str(folder), problem=error.strerror) from error
    return counts


def _corpus(store: ArticleStore) -> Iterator[str]:
    for article in store.articles({SHARED}):
        shown = {"title": article.title, "lang": article.language or ""}
        for paragraph in store.paragraphs(article.id):
            heading = {"heading": paragraph.heading} if paragraph.heading else {}
            yield _line({"id": _name(article, paragraph.number), **shown, **heading, "text": paragraph.text})


def _judgements(votes: Iterable[Vote], queries: Mapping[str, str], names: Mapping[int, str]) -> Iterator[str]:
    """Yield each judged pair once: relevant if most votes say so, or if the latest does when they are even."""
    sums: dict[tuple[str, str], int] = {}
    latest: dict[tuple[str, str], bool] = {}
    for vote in votes:
        pair = queries[_asked(vote)], names[vote.paragraph_id]
        sums[pair] = sums.get(pair, 0) + (1 if vote.helpful else -1)
        latest[pair] = vote.helpful
    for pair, total in sums.items():
        yield "\t".join((*pair, str(int(total > 0 or (total == 0 and latest[pair])))))


def _votes(votes: Iterable[Vote], queries: Mapping[str, str], names: Mapping[int, str]) -> Iterator[str]:
    yield "\t".join(_HEADINGS)
    for vote in votes:
        shown = (vote.rank, "yes" if vote.helpful else "no", vote.voted_at.date().isoformat())
        yield "\t".join((queries[_asked(vote)], names[vote.paragraph_id], *map(str, shown)))


def _asked(vote: Vote) -> str:
    return " ".join(vote.question.split())


def _name(article: Article, number: int) -> str:
    return f"{article.id}#{number}"


def _line(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)
