"""Draw the texts to check: excerpts as they stand, in chat dirt, from articles that are not there, and altered."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from index.model.records import ParsedArticle
from tools.attribution.alterations import Alteration, altered

EXACT, DIRTY, HELD_OUT = "exact", "dirty", "held out"
# In words.
_SHORTEST, _LONGEST = 15, 60
_TYPING_ERRORS = 0.08
_FORWARDED = {"id": "Diteruskan berkali-kali", "no": "Videresendt mange ganger"}
_EMOJI = ("🙏", "😱😱", "❗", "🔥", "👉")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NAME = re.compile(r"(?<=[\w,] )[A-ZÅÆØ][a-zæøå]{3,}")


class Excerpt(NamedTuple):
    """A text to check, the article that it comes from, and what was done to it.

    ``kind`` is EXACT, DIRTY, HELD_OUT or an Alteration.
    """

    text: str
    article: ParsedArticle
    kind: str


def drawn(kept: Sequence[ParsedArticle], held_out: Sequence[ParsedArticle], most: int, seed: int) -> list[Excerpt]:
    """Return ``most`` excerpts of each kind, and twice as many altered ones, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    exact = _excerpts(kept, rng)
    dirty = (
        (_in_chat_dirt(text, article.language or "en", rng), article) for text, article in _excerpts(kept, rng)
    )
    found = [Excerpt(*next(exact), EXACT) for _ in range(most)]
    found += [Excerpt(*next(dirty), DIRTY) for _ in range(most)]
    if held_out:
        other = _excerpts(held_out, rng)
        found += [Excerpt(*next(other), HELD_OUT) for _ in range(most)]
    each = -(-2 * most // len(Alteration))
    return found + [one for kind in Alteration for one in _altered(kept, kind, each, rng)]


def _excerpts(articles: Sequence[ParsedArticle], rng: random.Random) -> Iterator[tuple[str, ParsedArticle]]:
    long = [(article, text) for article in articles for text in article.texts if len(text.split()) >= _SHORTEST]
    while True:
        article, text = rng.choice(long)
        words = text.split()
        length = rng.randint(_SHORTEST, min(_LONGEST, len(words)))
        start = rng.randint(0, len(words) - length)
        yield " ".join(words[start : start + length]), article


def _altered(
    articles: Sequence[ParsedArticle], kind: Alteration, most: int, rng: random.Random
) -> Iterator[Excerpt]:
    found = 0
    for _, (text, article) in zip(range(500 * most), _excerpts(articles, rng), strict=False):
        names = _NAME.findall(" ".join(article.texts))
        if made := altered(text, kind, article.language or "", names, rng):
            yield Excerpt(made, article, kind)
            found += 1
            if found == most:
                return


def _in_chat_dirt(text: str, language: str, rng: random.Random) -> str:
    """Return a text as it comes out of many chats: small letters, typing errors, emoji, cut words."""
    words = re.sub(r"(?!(?<=\d)[.,:](?=\d))[^\w\s'-]", "", text.lower()).split()
    words = [_mistyped(word, rng) if rng.random() < _TYPING_ERRORS else word for word in words]
    words[-1] = words[-1][: max(1, len(words[-1]) // 2)]
    words.insert(rng.randrange(len(words)), rng.choice(_EMOJI))
    return f"{_FORWARDED.get(language, 'Forwarded many times')}\n{' '.join(words)}"


def _mistyped(word: str, rng: random.Random) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    place = rng.randrange(1, len(word) - 1)
    slips: list[Callable[[], str]] = [
        lambda: word[:place] + word[place + 1 :],
        lambda: word[:place] + word[place] + word[place:],
        lambda: word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        lambda: word[:place] + _neighbour(word[place], rng) + word[place + 1 :],
    ]
    return rng.choice(slips)()


def _neighbour(letter: str, rng: random.Random) -> str:
    row = next((keys for keys in _KEYS if letter in keys), letter)
    place = row.index(letter)
    return rng.choice(row[max(0, place - 1) : place + 2])
