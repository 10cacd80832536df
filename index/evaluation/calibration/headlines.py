"""Make questions of headlines: people type topics as articles are titled.

An article's headline is its title or, where a set has no titles, its first line. It is asked of the article
without its title and without paragraphs that repeat it; each other paragraph of the article is right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.evaluation.sets import JudgedParagraph, JudgedQuestion, JudgedSet
from index.evaluation.tasks import Task

# In words. Shorter titles are names, as those of an encyclopaedia are.
_SHORTEST, _LONGEST = 4, 20
# A paragraph with this share of a headline, and hardly more words, repeats it.
_REPEATED, _LITTLE_MORE = 0.6, 1.5
_END_OF_SENTENCE = ".!?。！？"


def headlines(judged: JudgedSet) -> Task | None:
    """Return the headlines of a set as questions; None if it has none."""
    articles: dict[str, list[JudgedParagraph]] = {}
    for paragraph in judged.paragraphs:
        articles.setdefault(paragraph.article, []).append(paragraph)
    questions: list[JudgedQuestion] = []
    paragraphs: list[JudgedParagraph] = []
    for article, some in articles.items():
        headline = _headline(some)
        rest = list(_without(headline, some)) if headline else []
        if headline and rest:
            language = some[0].language
            questions.append(
                JudgedQuestion(article, headline, language, dict.fromkeys((one.id for one in rest), 1))
            )
            paragraphs += rest
        else:
            paragraphs += some
    return Task("headlines", None, tuple(questions), tuple(paragraphs)) if questions else None


def _headline(article: Sequence[JudgedParagraph]) -> str | None:
    """Return the headline of an article of several paragraphs; None if it has none."""
    first = article[0]
    line = first.title or (first.text if first.text[-1:] not in _END_OF_SENTENCE else "")
    is_headline = len(article) > 2 and _SHORTEST <= len(line.split()) <= _LONGEST
    return line if is_headline else None


def _without(headline: str, article: Sequence[JudgedParagraph]) -> Iterator[JudgedParagraph]:
    """Yield the paragraphs of an article, without its title, that say more than the headline."""
    asked = set(headline.lower().split())
    for one in article:
        said = one.text.lower().split()
        repeats = len(asked.intersection(said)) >= _REPEATED * len(asked)
        if not (repeats and len(said) <= _LITTLE_MORE * len(asked)):
            yield replace(one, title="")
