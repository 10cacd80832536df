"""Prepare what all competitors get: the libraries, their terms, and the questions."""

import json
from dataclasses import asdict
from pathlib import Path

from index import analysis
from index.query.words import question_words
from tools.bench import library, questions
from tools.bench.jobs import Results
from tools.bench.place import Facts, Place, Question

_LIBRARY_SEED, _MORE_SEED, _QUESTION_SEED = 1, 2, 5


def run(place: Place) -> Results:
    """Write all files into the folder."""
    size = library.write(place.library, place.paragraphs, _LIBRARY_SEED)
    library.write(place.more, place.paragraphs, _MORE_SEED)
    paragraphs = questions.sample(place.library)
    asked = questions.draw(paragraphs, place.warm_up + place.timed, _QUESTION_SEED)
    place.questions.write_text(json.dumps([Question(text, _terms(text)) for text in asked]))
    place.facts.write_text(json.dumps(asdict(Facts(**asdict(size), shares=questions.shares(paragraphs, asked)))))
    write_terms(place.library, place.terms)
    return {}


def write_terms(articles: Path, terms: Path) -> None:
    """Write the terms that the program makes from each paragraph and its title."""
    with terms.open("w", encoding="utf-8") as file:
        for title, paragraphs in library.read(articles):
            title_terms = " ".join(analysis.terms(title, library.LANGUAGE))
            for paragraph in paragraphs:
                file.write(f"{' '.join(analysis.terms(paragraph, library.LANGUAGE))}\t{title_terms}\n")


def _terms(question: str) -> list[str]:
    return sorted({term for word in question_words(question, [library.LANGUAGE]) for term in word.terms})
