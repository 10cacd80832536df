"""How sure it is that chosen words answer, and whether they are shown."""

from index.answering.answer_words.choosing import Basis, Choice
from index.model.features import logistic
from index.query.answer_kinds.kinds import AnswerKind
from index.ranking.weights import answer_words_coefficients


def are_shown(choice: Choice) -> bool:
    """Return whether words are sure enough to be shown: 90 of 100 are right, or overlap with what is."""
    return probability(choice) >= shown_from(choice.basis, choice.kind)


def shown_from(basis: Basis, kind: AnswerKind) -> float:
    """Return the probability from which words of a kind are shown; above 1 where they never are."""
    return answer_words_coefficients(basis)[f"{kind}_shown_from"]


def probability(choice: Choice) -> float:
    """Return the probability that words answer, or overlap with those that do."""
    coefficients = answer_words_coefficients(choice.basis)
    logit = sum(coefficients[name] * value for name, value in choice.inputs.items())
    return logistic(logit + coefficients["constant"])
