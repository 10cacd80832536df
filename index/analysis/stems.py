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


def stemmer_version() -> str:
    """Return the release of the stemmers."""
    return str(Stemmer.version())


@cache
def algorithm_of(language: str) -> str | None:
    """Return the name of the stemmer of a language, or None where it has none."""
    name = _ALGORITHMS.get(language)
    return name if name in Stemmer.algorithms() else None  # older releases of the library lack a few


def stem(word: str, algorithm: str | None) -> str:
    """Return the stem of a folded word, or the word itself where there is no stemmer."""
    if algorithm is None:
        return word
    stemmer = getattr(_local, algorithm, None)  # it keeps state while it works, so each thread has its own
    if stemmer is None:
        stemmer = Stemmer.Stemmer(algorithm, 0)  # its own cache would be a second one, below that of the terms
        setattr(_local, algorithm, stemmer)
    return str(stemmer.stemWord(word))
