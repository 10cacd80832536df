"""Answer or abstain, and why: by how much of the question its best paragraph covers."""

from collections.abc import Sequence

from index.models import Reason, Verdict, WordMatch

# Coverage is the share of the question's words, each by its idf, that paragraph and title have. On FacQA's
# questions with the right paragraph present, and again with it removed: at 0.6 88 of 100 are answered and 33
# falsely, at 0.3 99.8 and 83. So the first is called found, the second no more than weak.
FOUND = 0.6
WEAK = 0.3
# Of a question in a language that the library lacks, whose words say nothing. On the first article, questions that
# it answers have 0.824 and more, others 0.812 and less; judged sets are still to tell how far that holds.
NEAR = 0.82


def coverage(matched: Sequence[WordMatch], asked: Sequence[WordMatch]) -> float:
    """Returns the weight of the matched words over that of all asked, from 0 to 1."""
    total = sum(word.weight for word in asked)
    return sum(word.weight for word in matched) / total if total else 0.0


def judge(best_coverage: float, only_stop_words: bool) -> tuple[Verdict, Reason | None]:
    """Returns the verdict on an answer whose first quote covers this much of the question.

    A question of stop words alone ("hari ini?") may mean something, but nobody can be sure that it does.
    """
    if best_coverage >= FOUND and not only_stop_words:
        return Verdict.FOUND, None
    if best_coverage >= WEAK:
        return Verdict.WEAK, Reason.LOW_COVERAGE
    return Verdict.NOT_FOUND, Reason.LOW_COVERAGE


def is_near(cosine: float) -> bool:
    """Tell whether a paragraph means what a question in another language asks, as far as a cosine can."""
    return cosine >= NEAR
