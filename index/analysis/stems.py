"""Stem words, with Snowball's stemmers and a list of Indonesian roots."""

import threading
from functools import cache

import Stemmer

from index.analysis import indonesian

_INDONESIAN = "indonesian"
TURKISH = "turkish"
# Languages whose marks make words. Nothing is taken away from their words.
VIETNAMESE, YORUBA = "vietnamese", "yoruba"
TONAL = frozenset({VIETNAMESE, YORUBA})
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
    "id": _INDONESIAN,
    "it": "italian",
    "lt": "lithuanian",
    "ms": _INDONESIAN,  # Malay forms words in the same way
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
    "tr": TURKISH,
    "vi": VIETNAMESE,
    "yi": "yiddish",
    "yo": YORUBA,
}
LANGUAGES = frozenset(_ALGORITHMS)
_local = threading.local()


def stemmer_version() -> str:
    """Return the version of the stemmers."""
    return str(Stemmer.version())


@cache
def algorithm_of(language: str) -> str | None:
    """Return the name of the stemmer for a language, or None if there is none."""
    name = _ALGORITHMS.get(language)
    if name == _INDONESIAN or name in TONAL:
        return name
    return name if name in Stemmer.algorithms() else None  # older releases of the library lack some


def stem(word: str, algorithm: str | None) -> str:
    """Return the stem of a folded word, or the word itself without a stemmer."""
    if algorithm is None or algorithm in TONAL:
        return word
    if algorithm == _INDONESIAN:
        return indonesian.root_of(word)
    stemmer = getattr(_local, algorithm, None)  # a stemmer keeps state while it works, so each thread has its own
    if stemmer is None:
        stemmer = Stemmer.Stemmer(algorithm, 0)  # without its cache, because the memo of terms is one already
        setattr(_local, algorithm, stemmer)
    return str(stemmer.stemWord(word))
