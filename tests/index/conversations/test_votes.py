from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.runtime.settings import Settings
from index.conversations.votes import VoteResult
from index.library import Library
from tests.databases import run_sql

HERE, ANA, BUDI = "chat:-5", "user:7", "user:8"
QUESTION = "apa yang disepakati?"


@pytest.fixture
def asked(examples: Library) -> tuple[str, list[int]]:
    """Return the id of an answer to Ana, and its quoted paragraphs."""
    answer = examples.ask(QUESTION)
    return examples.answers.save(answer, HERE, ANA), [quote.paragraph.id for quote in answer.quotes]


def test_a_vote_is_kept_with_the_question_and_the_ranks(examples: Library, asked: tuple[str, list[int]]) -> None:
    answer_id, quoted = asked
    assert examples.votes.vote(answer_id, quoted[1], HERE, ANA, helpful=True) is VoteResult.NEW
    (vote,) = examples.votes.all()
    assert (vote.question, vote.paragraph_id, vote.rank, vote.helpful) == (QUESTION, quoted[1], 2, True)
    assert vote.quotes == tuple(quoted)


def test_the_same_vote_again_changes_nothing_and_the_opposite_one_replaces_it(
    examples: Library, asked: tuple[str, list[int]]
) -> None:
    answer_id, (first, second, *_) = asked
    said = [(first, True), (first, True), (first, False), (second, False), (first, False)]
    voted = [examples.votes.vote(answer_id, number, HERE, ANA, helpful=helpful) for number, helpful in said]
    assert voted == [VoteResult.NEW, VoteResult.SAME, VoteResult.CHANGED, VoteResult.NEW, VoteResult.SAME]
    assert [(vote.paragraph_id, vote.helpful) for vote in examples.votes.all()] == [
        (first, False),
        (second, False),
    ]


@pytest.mark.parametrize(
    ("change", "voted"),
    [
        (lambda vote: {**vote, "voter": BUDI}, VoteResult.NOT_THEIRS),
        (lambda vote: {**vote, "place": "chat:7"}, VoteResult.GONE),
        (lambda vote: {**vote, "answer_id": "forged"}, VoteResult.GONE),
        (lambda vote: {**vote, "paragraph_id": 2**63 - 1}, VoteResult.GONE),
    ],
)
def test_a_vote_on_a_missing_quote_or_by_somebody_else_is_refused(
    examples: Library,
    asked: tuple[str, list[int]],
    change: Callable[[dict[str, object]], dict[str, object]],
    voted: VoteResult,
) -> None:
    vote: dict[str, object] = {"answer_id": asked[0], "paragraph_id": asked[1][0], "place": HERE, "voter": ANA}
    assert examples.votes.vote(**change(vote), helpful=True) is voted  # type: ignore[arg-type]
    assert examples.votes.all() == []


def test_nobody_can_vote_on_an_answer_without_an_asker(examples: Library) -> None:
    answer = examples.ask(QUESTION)
    answer_id = examples.answers.save(answer, HERE)
    first = answer.quotes[0].paragraph.id
    assert examples.votes.vote(answer_id, first, HERE, ANA, helpful=True) is VoteResult.NOT_THEIRS


def test_a_vote_on_a_quote_of_a_removed_article_is_refused(
    examples: Library, asked: tuple[str, list[int]]
) -> None:
    answer_id, (first, *_) = asked
    examples.remove(examples.ask(QUESTION).quotes[0].article.id)
    assert examples.votes.vote(answer_id, first, HERE, ANA, helpful=True) is VoteResult.GONE
    assert examples.votes.all() == []


def test_concurrent_votes_of_one_person_count_once(examples: Library, asked: tuple[str, list[int]]) -> None:
    def vote(number: int) -> VoteResult:
        return examples.votes.vote(asked[0], asked[1][0], HERE, ANA, helpful=number % 2 == 0)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(vote, range(16))).count(VoteResult.NEW) == 1
    assert len(examples.votes.all()) == 1


def test_votes_on_old_answers_are_refused_and_earlier_votes_stay(
    examples: Library, settings: Settings, asked: tuple[str, list[int]]
) -> None:
    answer_id, (first, second, *_) = asked
    examples.votes.vote(answer_id, first, HERE, ANA, helpful=True)
    run_sql(settings.kutip_data / "kutip.db", "UPDATE answers SET asked_at = '2020-01-01 00:00:00'")
    assert examples.votes.vote(answer_id, second, HERE, ANA, helpful=True) is VoteResult.GONE
    examples.answers.delete_old()
    assert len(examples.votes.all()) == 1
