"""From judged sets to examples: a question, the paragraph that answers it, and paragraphs that only look like it.

The judged sets are split by the place of a question in its file: every third question, from 0, is judged and never
trained on, and a paragraph that is right for one of these is not a right paragraph of an example. The reader's own
set repeats some of their questions and paragraphs, so these are left out of it by their text.
"""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from tools.reader.similar import Similar

SETS = ("facqa-id", "tydiqa-id", "norquad-news-no", "tydiqa-en", "tydiqa-ko", "xquad")
READER_SET = Path("train") / "reader.jsonl.gz"
CROSSED = "crossed"
"""Begins the names of the sets that are made of translations of one question."""
_JUDGED_EVERY = 3
# Translations of SQuAD keep its ids.
_SQUAD_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{24}$")
# How many paragraphs an example may choose its wrong ones from.
_LOOKALIKES = 8


@dataclass(frozen=True)
class Text:
    """A paragraph with the title of its article."""

    title: str
    text: str


@dataclass(frozen=True)
class Example:
    """A question and what to tell apart.

    Args:
        set: the name of the judged set, with the language where it has several.
        right: the paragraph that answers; None where nothing does.
        answer: the range of characters in its text that answers, where people marked one.
        wrong: paragraphs that do not answer, the hardest first.
    """

    set: str
    question: str
    right: Text | None
    answer: tuple[int, int] | None
    wrong: tuple[Text, ...]


class Kept(NamedTuple):
    """What is kept for judging: the questions and the paragraphs that are right for them, as ``same`` has them."""

    questions: frozenset[str]
    texts: frozenset[str]


def is_judged(place: int) -> bool:
    """Return whether the question at this place of its file, from 0, is kept for judging."""
    return place % _JUDGED_EVERY == 0


def collect(judged: Path) -> Iterator[Example]:
    """Yield all examples of the folder of judged sets, set by set."""
    yield from _marked(judged / READER_SET, kept_for_judging(judged))
    for name in SETS:
        yield from _judged_set(judged / name)


def save(examples: Iterable[Example], path: Path) -> int:
    """Write examples as JSON Lines, and return how many they are."""
    count = 0
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
            count += 1
    return count


def load(path: Path) -> list[Example]:
    return [_example(json.loads(line)) for line in lines(path)]


def _example(row: dict[str, object]) -> Example:
    right, answer, wrong = row["right"], row["answer"], row["wrong"]
    assert isinstance(wrong, list)
    return Example(
        str(row["set"]),
        str(row["question"]),
        Text(**right) if isinstance(right, dict) else None,
        (int(answer[0]), int(answer[1])) if isinstance(answer, list) else None,
        tuple(Text(**one) for one in wrong),
    )


def kept_for_judging(judged: Path) -> Kept:
    """Return what the judged sets keep for judging, answerable or not."""
    questions, texts = set[str](), set[str]()
    for folder in (judged / name for name in SETS):
        corpus = {row["id"]: row["text"] for row in map(json.loads, lines(folder / "corpus.jsonl.gz"))}
        right = _relevance(folder / "qrels.tsv")
        for name in ("queries.jsonl.gz", "queries_unanswerable.jsonl.gz"):
            rows = map(json.loads, lines(folder / name) if (folder / name).exists() else ())
            kept = [row for place, row in enumerate(rows) if is_judged(place)]
            questions.update(same(row["text"]) for row in kept)
            texts.update(same(corpus[one]) for row in kept for one in right.get(row["id"], ()) if one in corpus)
    return Kept(frozenset(questions), frozenset(texts))


def same(text: str) -> str:
    """Return a text in the form in which it is compared."""
    return " ".join(text.casefold().split())


def _marked(path: Path, kept: Kept) -> Iterator[Example]:
    """Yield those of the reader's own set, in which people marked the words that answer, or that none do."""
    translated: dict[str, dict[str, Example]] = defaultdict(dict)
    for name, id_, example in _by_id(path, kept):
        yield example
        if example.right and (found := _SQUAD_ID.search(id_)):
            translated[found[0]][name] = example
    for versions in translated.values():
        yield from _crossed(versions)


def _crossed(versions: Mapping[str, Example]) -> Iterator[Example]:
    """Yield the question of each version about the paragraph of each other one, a translation of its own.

    Wrong paragraphs are in both languages: that one is in the language of the question does not make it right.
    """
    for asked, answered in permutations(versions, 2):
        mine, other = versions[asked], versions[answered]
        wrong = (*other.wrong[:5], *mine.wrong[:3])
        yield Example(f"{CROSSED}-{asked}-{answered}", mine.question, other.right, other.answer, wrong)


def _by_id(path: Path, kept: Kept) -> Iterator[tuple[str, str, Example]]:
    """Yield the name of each set, the id of each of its questions, and its example."""
    by_set: dict[str, list[dict[str, object]]] = defaultdict(list)
    for line in lines(path):
        row = json.loads(line)
        by_set[row["set"]].append(row)
    for name, rows in by_set.items():
        texts = [Text(str(row["title"]), str(row["text"])) for row in rows]
        similar = Similar([f"{one.title} {one.text}" for one in texts], str(rows[0]["lang"]))
        articles = defaultdict[object, list[int]](list)
        for number, row in enumerate(rows):
            articles[row["article"]].append(number)
        for number, row in enumerate(rows):
            questions = row["questions"]
            assert isinstance(questions, list)
            for one in questions:
                is_right_for_kept = bool(one["answers"]) and same(str(row["text"])) in kept.texts
                if is_right_for_kept or same(str(one["question"])) in kept.questions:
                    continue
                siblings = [other for other in articles[row["article"]] if other != number]
                found = [other for other in similar.best(str(one["question"]), _LOOKALIKES) if other != number]
                wrong = tuple(texts[other] for other in dict.fromkeys([*found[:4], *siblings[:2], *found[4:]]))
                if one["answers"]:
                    first = one["answers"][0]
                    answer = int(first["start"]), int(first["start"]) + len(first["text"])
                    # Another paragraph that holds the answer word for word may answer as well.
                    others = tuple(text for text in wrong if first["text"].lower() not in text.text.lower())
                    example = Example(name, one["question"], texts[number], answer, others)
                else:
                    example = Example(name, one["question"], None, None, (texts[number], *wrong))
                yield name, str(one["id"]), example


def _judged_set(folder: Path) -> Iterator[Example]:
    """Yield those of a judged set that are not kept for judging, also across its languages."""
    corpus = [json.loads(line) for line in lines(folder / "corpus.jsonl.gz")]
    questions = [json.loads(line) for line in lines(folder / "queries.jsonl.gz")]
    crossed = folder / "qrels_cross.tsv"
    right = _relevance(crossed if crossed.exists() else folder / "qrels.tsv")
    judged = {one for place, row in enumerate(questions) if is_judged(place) for one in right.get(row["id"], ())}
    by_language: dict[str, list[dict[str, str]]] = defaultdict(list)
    for paragraph in corpus:
        by_language[paragraph["lang"]].append(paragraph)
    similar = {
        language: Similar([f"{one['title']} {one['text']}" for one in some], language)
        for language, some in by_language.items()
    }
    for place, row in enumerate(questions):
        if is_judged(place):
            continue
        for language, paragraphs in by_language.items():
            mine = right.get(row["id"], frozenset())
            usable = [one for one in paragraphs if one["id"] in mine and one["id"] not in judged]
            if not usable:
                continue
            places = similar[language].best(row["text"], _LOOKALIKES)
            wrong = [paragraphs[number] for number in places if paragraphs[number]["id"] not in mine]
            yield Example(
                f"{folder.name}-{row['lang']}-{language}",
                row["text"],
                _text(usable[0]),
                None,
                tuple(map(_text, wrong)),
            )


def _text(paragraph: Mapping[str, str]) -> Text:
    return Text(paragraph["title"] or "", paragraph["text"])


def _relevance(path: Path) -> dict[str, frozenset[str]]:
    found = defaultdict[str, set[str]](set)
    for line in path.read_text(encoding="utf-8").splitlines():
        question, paragraph, relevance = line.split("\t")
        if int(relevance) > 0:
            found[question].add(paragraph)
    return {question: frozenset(some) for question, some in found.items()}


def lines(path: Path) -> Sequence[str]:
    """Return the lines of a compressed file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.read().split("\n")[:-1]
