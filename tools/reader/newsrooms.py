"""From newsrooms' sets to examples: short questions, and wrong paragraphs of the very story that they ask about.

The questions of the other sets were written by people who looked at the paragraph, mostly of an encyclopaedia. In
news, the lead has the names that every question has, and says nothing of most of what is asked.
"""

from collections.abc import Iterator
from pathlib import Path

from bot.commands.judged_library import judged_library
from index.evaluation.newsroom.evaluate import NewsroomAnswer, evaluate
from index.evaluation.newsroom.questions import Want, is_newsroom, read_newsroom
from index.model.records import Quote
from index.ranking.reranking import NO_RERANKER
from index.retrieval.dense.base import Embedder
from tools.reader.examples import Example, Text

NEWSROOM = "newsroom"
"""Begins the names of these sets."""
# As many as an example may choose its wrong ones from.
_MOST_WRONG = 10


def newsroom_examples(folder: Path, embedder: Embedder | None) -> Iterator[Example]:
    """Yield the questions of all newsrooms in a folder, with the first paragraphs that are found for them."""
    for one in sorted(filter(is_newsroom, folder.iterdir())):
        newsroom = read_newsroom(one)
        with judged_library(embedder, today=newsroom.today, reranker=NO_RERANKER) as library:
            for answer in evaluate(library, newsroom).answers:
                yield from _example(answer, f"{NEWSROOM}-{newsroom.name}")


def _example(one: NewsroomAnswer, name: str) -> Iterator[Example]:
    question, quotes = one.question, one.answer.closest.quotes
    if question.want is Want.CHAT:
        return
    right = [quote for quote in quotes if question.is_answered_by(quote.paragraph.text)]
    wrong = tuple(_text(quote) for quote in quotes if quote not in right)[:_MOST_WRONG]
    if wrong and bool(right) is (question.want is Want.ANSWER):
        answer = _range(right[0].paragraph.text, question.words) if right else None
        yield Example(name, question.text, _text(right[0]) if right else None, answer, wrong)


def _range(text: str, words: str) -> tuple[int, int] | None:
    """Return where the words that answer are; None without any, or where it is not certain which are meant."""
    if not words or text.count(words) != 1:
        return None
    return text.index(words), text.index(words) + len(words)


def _text(quote: Quote) -> Text:
    return Text(quote.article.title, quote.paragraph.text)
