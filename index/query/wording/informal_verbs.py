"""Find the roots of verbs as people type them: nyampe is sampai, ngangkut is angkut, ngalahin is kalah."""

from collections.abc import Iterator

from index.analysis import indonesian

_LANGUAGES = ("id", "ms")
# The nasal that a verb begins with, and the letters that it may stand for; longer ones first.
_NASALS = {"ng": ("", "k", "g"), "ny": ("s", "c"), "n": ("t",), "m": ("p",)}
_SUFFIX, _SHORTEST = "in", 3


def informal_verb_roots(word: str, language: str) -> list[str]:
    """Return the roots that a folded word may have as an informal verb; none if it is a word itself."""
    if language not in _LANGUAGES or word in indonesian.known_roots():
        return []
    return list(dict.fromkeys(root for base in _bases(word) for root in _without_nasal(base)))


def _bases(word: str) -> Iterator[str]:
    yield word
    if word.endswith(_SUFFIX) and len(word) > _SHORTEST + len(_SUFFIX):
        yield word.removesuffix(_SUFFIX)
    if word.endswith("e"):  # nyampe, rame
        yield word[:-1] + "ai"


def _without_nasal(word: str) -> Iterator[str]:
    for nasal, letters in _NASALS.items():
        if word.startswith(nasal):
            rest = word.removeprefix(nasal)
            yield from (
                root
                for letter in letters
                if len(root := letter + rest) > _SHORTEST and root in indonesian.known_roots()
            )
            return
    if word in indonesian.known_roots():
        yield word
