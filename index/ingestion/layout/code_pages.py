"""Decode text of one byte a letter in the languages of Europe with Latin letters, by their letters and words."""

from typing import NamedTuple

import regex

from index.analysis.stopwords import stop_words

# Those of Windows, of the web, of DOS and of old Macs; the more frequent ones first.
_OF_DOS_AND_MACS = ("cp850", "mac_roman")
_WESTERN, _CENTRAL = ("cp1252", "iso8859-15", *_OF_DOS_AND_MACS), ("cp1250", "iso8859-2", "cp852", "mac_latin2")
_ROMANIAN, _BALTIC = ("iso8859-16",), ("cp1257", "iso8859-13", "iso8859-4")
_TURKISH, _ESPERANTO = ("cp1254", "iso8859-9"), ("iso8859-3",)
# Latin letters beyond ASCII. Texts in Indonesian and English have those of foreign names, which are few: Polish in
# a Baltic encoding would be English, because of "to" and "a".
_ANY_WESTERN = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßœšž"
_LETTERS = {
    _WESTERN: {
        "id": _ANY_WESTERN,
        "en": _ANY_WESTERN,
        "ca": "àçèéíïòóúü",
        "da": "æøåéèôüöä",
        "de": "äöüßéàè",
        "es": "áéíñóúüçºª",
        "et": "äõöüšžé",
        "fi": "äöåšžéü",
        "fr": "àâæçéèêëîïôœùûüÿñ",
        "is": "áðéíóúýþæö",
        "it": "àèéìíîòóùú",
        "nl": "éèêëïóöüáç",
        "no": "æøåéèòôóü",
        "pt": "àáâãçéêíóôõúüºª",
        "sv": "åäöéàèü",
    },
    _CENTRAL: {
        "cs": "áčďéěíňóřšťúůýžöü",
        "hr": "čćđšžéöü",
        "hu": "áéíóöőúüűä",
        "pl": "ąćęłńóśźżéöü",
        "ro": "ăâîșşțţéöü",
        "sk": "áäčďéíĺľňóôŕšťúýžöü",
        "sl": "čšžćđéöü",
    },
    _ROMANIAN: {
        "hr": "čćđšžéöü",
        "hu": "áéíóöőúüűä",
        "pl": "ąćęłńóśźżéöü",
        "ro": "ăâîșțéöü",
        "sl": "čšžćđéöü",
    },
    _BALTIC: {
        "et": "äõöüšžé",
        "lt": "ąčęėįšųūžéöü",
        "lv": "āčēģīķļņšūžéöü",
    },
    # A capital I with a dot is two characters in small letters.
    _TURKISH: {"tr": "çğıöşüâîûé\u0307"},
    _ESPERANTO: {"eo": "ĉĝĥĵŝŭéöü"},
}
_MARKS = "“”‘’„‚‹›«»–—…•€°§©®™·¿¡£\u00a0\u00ad×½¼¾´²³"
_WORD = regex.compile(r"\p{L}+")
_APART = "".join(filter(lambda mark: mark not in "’·´", _MARKS))
# "½" is "œ" in ISO-8859-15, and "³" is "ł" in ISO-8859-2: with a letter beside the first, or another than "m"
# before the second, they are letters.
# "é" of DOS is "‚" in cp1252, and that of old Macs is "Ž", which stands at the beginning of words only.
_NO_WORD = regex.compile(
    rf"\p{{L}}[{_APART}]\p{{L}}|[½¼¾²³]\p{{L}}|\p{{L}}[½¼¾‚„]|(?<![mM])[²³]"
    r"|\p{Ll}(?![A-Z])\p{Lu}|\p{Lu}(?![A-Z])\p{Lu}\p{Ll}"
)
# Function words of languages that have no list of stop words.
_MORE_STOP_WORDS = {
    "is": "að af á en er eru ekki frá fyrir hafa hafði hann hefði hefur hún hvað í með og sagði sem til um upp úr"
    " var vegna verið við voru það þar þegar þeir þess þessi þetta því"
}
_CYRILLIC_LANGUAGES = ("ru", "uk", "bg")
_CYRILLIC = ("koi8-u", "koi8-r", "cp1251", "cp866")
_CYRILLIC_WORD = regex.compile(r"\p{Cyrillic}\p{Ll}*|\p{Lu}+")
_LATIN = regex.compile(r"\p{Latin}")
_ASCII = bytes(range(0x80))
_SAMPLE = 20_000
_FEWEST_OWN_LETTERS, _FEWEST_STOP_WORDS = 0.98, 0.08
_ONLY_IN_NAMES, _MOST_IN_NAMES = ("id", "en"), 0.03


class EuropeanText(NamedTuple):
    """How well a text in one encoding reads as one language, and whether it may be in no other encoding."""

    stop_words: float
    own_letters: float
    encoding: str
    is_sure: bool


def european_encoding(data: bytes) -> EuropeanText | None:
    """Return the text in the encoding in which letters and words of a text are those of one language, or None."""
    readings = [
        reading
        for encodings, languages in _LETTERS.items()
        for encoding in encodings
        for reading in _readings(data, encoding, languages)
    ]
    # The first of equal ones is of the more frequent encoding.
    return max(readings, key=lambda reading: reading[:2], default=None)


def likely_encoding(data: bytes) -> str | None:
    """Return the first encoding in which all words beyond ASCII look like words of Western Europe, or None.

    For a few words in a text that is ASCII otherwise, which have too few stop words to be sure.
    """
    return next((encoding for encoding in _WESTERN if _looks_western(data, encoding)), None)


def _looks_western(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    beyond_ascii = set(data.translate(None, _ASCII).decode(encoding).lower())
    return beyond_ascii <= {*_ANY_WESTERN, *_MARKS} and _NO_WORD.search(text) is None


def usual_name(data: bytes, text: str, encoding: str) -> str:
    """Return the most frequent of the encodings in which bytes are this text: that of old Macs has many."""
    return next((one for one in _WESTERN + _CENTRAL if data.decode(one, "replace") == text), encoding)


def _readings(data: bytes, encoding: str, languages: dict[str, str]) -> list[EuropeanText]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return []
    lowered = data.translate(None, _ASCII)[:_SAMPLE].decode(encoding).lower()
    beyond_ascii = [character for character in lowered if character > "\x7f"]
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if not words or not beyond_ascii or _NO_WORD.search(text):
        return []
    share_beyond = sum(map(str.isalpha, beyond_ascii)) / len(data)
    found = []
    for language, letters in languages.items():
        if language in _ONLY_IN_NAMES and share_beyond > _MOST_IN_NAMES:
            continue
        own = sum(character in letters or character in _MARKS for character in beyond_ascii) / len(beyond_ascii)
        known = _function_words(language)
        share = sum(word in known for word in words) / len(words)
        if own >= _FEWEST_OWN_LETTERS and share >= _FEWEST_STOP_WORDS:
            # "ç" of DOS is "á" of old Macs, and a few names are both.
            is_sure = language not in _ONLY_IN_NAMES or encoding not in _OF_DOS_AND_MACS
            found.append(EuropeanText(share, own, encoding, is_sure))
    return found


class CyrillicText(NamedTuple):
    """A text in the letters of Russian and its neighbours, and whether its words are known."""

    text: str
    encoding: str
    is_sure: bool


def decode_cyrillic(data: bytes) -> CyrillicText | None:
    """Return the text if all its words are in Cyrillic letters, or None.

    In a wrong encoding, the letters of a word change between small and capital ones.
    """
    found = []
    for encoding in _CYRILLIC:
        text = data.decode(encoding, "replace")
        words = [word for word in _WORD.findall(text[:_SAMPLE]) if not word.isascii()]
        marks = {character for character in text[:_SAMPLE] if character > "\x7f" and not character.isalpha()}
        if words and all(map(_CYRILLIC_WORD.fullmatch, words)) and marks <= set(f"{_MARKS}№"):
            is_sure = any(has_stop_words(text, language) for language in _CYRILLIC_LANGUAGES)
            found.append(CyrillicText(text, encoding, is_sure))
    return max(found, key=lambda one: (one.is_sure, sum(map(str.islower, one.text[:_SAMPLE]))), default=None)


def _function_words(language: str) -> frozenset[str]:
    return stop_words(language) or frozenset(_MORE_STOP_WORDS.get(language, "").split())


def has_stop_words(text: str, language: str) -> bool:
    """Return whether a text has as many stop words of a language as its sentences need."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    known = _function_words(language)
    return bool(words) and sum(word in known for word in words) >= _FEWEST_STOP_WORDS * len(words)


def is_latin(text: str) -> bool:
    """Return whether most letters of a text beyond ASCII are Latin."""
    letters = [character for character in text[:_SAMPLE] if character > "\x7f" and character.isalpha()]
    return 2 * sum(_LATIN.match(letter) is not None for letter in letters) > len(letters)
