"""Snowball's stemmers, one for each language that has one."""

import threading
from functools import cache

import Stemmer

_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ms": "indonesian",  # Malay forms its words alike
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
LANGUAGES = frozenset(_ALGORITHMS)
_local = threading.local()


def version() -> str:
    return str(Stemmer.version())


def stem(word: str, language: str) -> str:
    """Returns the stem of a folded word, or the word itself in a language without a stemmer."""
    if language not in _known():
        return word
    return str(_stemmer(language).stemWord(word))


@cache
def _known() -> frozenset[str]:
    """Older releases of the library lack a few of the algorithms."""
    available = set(Stemmer.algorithms())
    return frozenset(language for language, name in _ALGORITHMS.items() if name in available)


def _stemmer(language: str) -> Stemmer.Stemmer:
    """A stemmer keeps state while it works, so each thread has its own."""
    stemmers: dict[str, Stemmer.Stemmer] = _local.__dict__
    if language not in stemmers:
        # Its own cache would be a second one, below that of the terms.
        stemmers[language] = Stemmer.Stemmer(_ALGORITHMS[language], 0)
    return stemmers[language]
