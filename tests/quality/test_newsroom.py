"""Short and informal questions over a newsroom's articles are answered, and what nothing answers is not found."""

from pathlib import Path

import pytest

from index.evaluation.newsroom.evaluate import EvaluatedNewsroom
from index.retrieval.dense.embedding_cache import CachedEmbedder
from tests.quality.newsrooms import evaluated

# The shares of the questions with the right quote first, and with it found, somewhat below what is measured;
# and the most questions that nothing answers and that are found.
BY_WORDS = {"newsroom-id": (0.82, 0.71, 1), "examples": (0.77, 0.65, 1)}
BY_MEANING = {"newsroom-id": (0.86, 0.79, 2), "examples": (0.85, 0.70, 3)}


def reaches(found: EvaluatedNewsroom, right: float, right_and_found: float, falsely_found: int) -> bool:
    row = found.rows[-1]
    is_right = row.right >= right and row.right_and_found >= right_and_found
    return is_right and row.falsely_found <= falsely_found


@pytest.mark.parametrize("name", BY_WORDS)
def test_words_alone_answer_what_people_type(name: str, tmp_path: Path) -> None:
    found = evaluated(name, name, tmp_path, None)
    assert reaches(found, *BY_WORDS[name]), found.rows[-1]


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_MEANING)
def test_words_and_meaning_answer_what_people_type(
    name: str, tmp_path: Path, kept_embedder: CachedEmbedder
) -> None:
    found = evaluated(name, name, tmp_path, kept_embedder)
    assert reaches(found, *BY_MEANING[name]), found.rows[-1]
