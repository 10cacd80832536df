"""Reduce Indonesian and Malay words to their roots, which data/indonesian_roots.toml lists.

Prefixes melt into roots: menangkap and ditangkap are both forms of tangkap, but no rule says that mengambil is a
form of ambil and mengirim one of kirim. Snowball's stemmer takes the prefix away and leaves angkap and irim, so
active and passive forms of all roots in t-, k- and n- had different terms. With the roots, words alone put 12 more
of 1,000 TyDi questions right.
"""

import re
from collections.abc import Iterator
from functools import cache

from index.analysis import word_lists

_VOWELS = frozenset("aeiou")
# The letters before which a nasal prefix keeps the root whole, and the letters that it may have swallowed.
_KEPT = {"m": "bfpv", "n": "cdjstz", "ng": "aeioughkx", "ny": ""}
_SWALLOWED = {"m": "p", "n": "t", "ng": "k", "ny": "s"}
_PLAIN = frozenset("lmnrwy")
_SURE_CLITIC = "nya"
_CLITICS = ("lah", "kah", "pun", "tah", "ku", "mu")
_ALL_CLITICS = (_SURE_CLITIC, *_CLITICS)
_SUFFIXES = ("kan", "an", "i")
# A word that neither begins nor ends like this has no affix, as most names and foreign words: they are known to
# have no root in a fifth of the time.
_BEGINNINGS = ("ke", "se", "di", "ku", "be", "te", "pe", "me", "kau")
_SPOKEN_BEGINNINGS = ("ng", "di", "ke")
_SHORTEST = 3
_MOST_AFFIXES = 4
_MOST_PREFIXES = 3
# The fewest letters that remain of a word whose root is unknown: names and foreign words.
_SHORTEST_UNKNOWN = 4
_SHORTEST_SPOKEN = 4
# The vowel of a closed last syllable, which many speak as e: ditangkep.
_WRITTEN_A = re.compile("e(?=[^aeiou]{1,2}$)")

_Form = tuple[str, int, bool]
"""What remains of a word, the number of prefixes taken away, and whether a suffix was."""


def root_of(word: str) -> str:
    """Return the root of a folded word; without a known root, the word without its surest affixes."""
    word = word_lists.informal_words("id").get(word, word)
    roots = _roots()
    if word in roots:
        return roots[word]
    for base in _without_clitics(word):
        known = _known_root(base)
        if known is not None:
            return known
    return _spoken_root(word) or _without_surest_affixes(word)


def _without_clitics(word: str) -> Iterator[str]:
    """Yield what the clitics at the end may be attached to, the likeliest first."""
    if not word.endswith(_ALL_CLITICS):
        yield word
        return
    if word.endswith(_SURE_CLITIC) and len(word) - len(_SURE_CLITIC) >= _SHORTEST:
        yield word.removesuffix(_SURE_CLITIC)
    yield word
    for clitic in _CLITICS:
        if word.endswith(clitic) and len(word) - len(clitic) >= _SHORTEST:
            yield from _without_clitics(word.removesuffix(clitic))
            return


def _known_root(word: str) -> str | None:
    """Return the root in the list that is left after taking away the fewest prefixes and suffixes."""
    roots = _roots()
    if word in roots:
        return roots[word]
    if not (word.startswith(_BEGINNINGS) or word.endswith(_SUFFIXES)):
        return None
    forms: list[_Form] = [(word, 0, False)]
    for _ in range(_MOST_AFFIXES):
        forms = list(dict.fromkeys(shorter for form in forms for shorter in _shortened(form)))
        known = [form for form in forms if form[0] in roots]
        if known:
            # Among forms with equally few affixes, that with fewer prefixes is right (diberikan is di-beri-kan,
            # not di-ber-ikan), then the longest (melayani is me-layan-i).
            return roots[max(known, key=lambda form: (-form[1], len(form[0])))[0]]
        if not forms:  # a name, or a foreign word, as most words that are not listed
            break
    return None


def _shortened(form: _Form) -> Iterator[_Form]:
    """Yield what remains after taking one affix away, the likeliest first."""
    word, prefixes, has_lost_suffix = form
    if prefixes < _MOST_PREFIXES:
        for rest in _without_prefix(word, first=prefixes == 0):
            if len(rest) >= _SHORTEST:
                yield rest, prefixes + 1, has_lost_suffix
    if not has_lost_suffix:
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
                yield word.removesuffix(suffix), prefixes, True


def _without_prefix(word: str, first: bool) -> Iterator[str]:
    """Yield what may follow a prefix. Some prefixes only begin a word."""
    start = word[:2]
    if start in ("ke", "se") or (start in ("di", "ku") and first):
        yield word[2:]
    elif start in ("be", "te", "pe"):
        yield from _after_r(word)
    if start == "pe" or (start == "me" and first):
        yield from _after_nasal(word[2:])
    if first and word.startswith("kau"):
        yield word[3:]


def _after_r(word: str) -> Iterator[str]:
    """Yield what may follow ber-, ter-, per- and pe-, whose r is lost before another one: bekerja, terasa."""
    if word[2:3] == "r":
        yield word[3:]
        yield word[2:]
    elif word.startswith(("belajar", "pelajar")):
        yield word[3:]
    elif word.startswith("pe") or word[3:5] == "er":
        yield word[2:]


def _after_nasal(rest: str) -> Iterator[str]:
    """Yield the roots that may follow me- and pe-, given what stands after these two letters."""
    if rest[:1] in _PLAIN and (rest[1:2] in _VOWELS or rest[:2] in _KEPT):
        yield rest
    nasal = rest[:2] if rest[:2] in _KEPT else rest[:1]
    if nasal not in _KEPT:
        return
    after = rest.removeprefix(nasal)
    if after[:1] in _VOWELS:
        yield _SWALLOWED[nasal] + after
    if after[:1] and after[0] in _KEPT[nasal]:
        yield after
    if nasal == "ng" and after.startswith("e") and _is_short_root(after[1:]):
        yield after[1:]


def _is_short_root(rest: str) -> bool:
    """Return whether this is a root of one syllable, which joins me- with an e: mengecek, pengecatan."""
    return any(
        rest.endswith(suffix) and rest.removesuffix(suffix) in _short_roots() for suffix in ("", *_SUFFIXES)
    )


def _without_surest_affixes(word: str) -> str:
    """Return a word with an unknown root without -nya and without pairs of affixes such as me-kan and pe-an."""
    if word.endswith("nya") and len(word) - 3 >= _SHORTEST_UNKNOWN:
        word = word.removesuffix("nya")
    start = word[:2]
    if start not in ("me", "pe", "di"):
        return word
    rest = word[2:] if start == "di" else next(_after_unknown_nasal(word[2:]), "")
    for suffix in ("an",) if start == "pe" else ("kan", "i"):
        # -i is not a suffix of mengakomodasi and mendefinisi.
        if rest.endswith(suffix) and not rest.endswith("si") and len(rest) - len(suffix) >= _SHORTEST_UNKNOWN:
            return rest.removesuffix(suffix)
    return rest if len(rest) >= _SHORTEST_UNKNOWN else word


def _after_unknown_nasal(rest: str) -> Iterator[str]:
    """Yield the likeliest root first. Foreign words in k- keep it, so a vowel after meng- belongs to the root."""
    if rest[:2] == "ng":
        yield rest[2:]
    yield from _after_nasal(rest)


def _spoken_root(word: str) -> str | None:
    """Return the root of a spoken form: diresmiin is said for diresmikan, nyerahin for menyerahkan.

    Only longer roots in the list count, as names end in -in and begin with n-, too.
    """
    for base in _without_clitics(word):
        if not (base.endswith("in") or base.startswith(_SPOKEN_BEGINNINGS)):
            continue
        for written in _as_written(base):
            root = _known_root(written)
            if root is not None and _SHORTEST_SPOKEN <= len(root) < len(base):
                return root
    return None


def _as_written(word: str) -> Iterator[str]:
    """Yield the written forms that a spoken one may stand for, with -in and an added nasal taken away."""
    stem = word.removesuffix("in")
    if stem != word and stem[:1] == "n":
        yield f"me{stem}"
    if stem.startswith("nge"):
        yield stem.removeprefix("nge")
    elif stem.startswith("ng"):
        yield f"me{stem}"
    if stem != word:
        yield stem
    if stem[:2] in ("di", "ke"):
        yield _WRITTEN_A.sub("a", stem)


@cache
def known_roots() -> frozenset[str]:
    """Return the listed roots, and the words that are formed of them by no rule."""
    return frozenset(_roots())


@cache
def _roots() -> dict[str, str]:
    """Return the root of each listed word: itself, or another one for words that follow no rule."""
    lists = word_lists.read_words("indonesian_roots")
    roots = {root: root for root in lists["roots"].split()}
    return roots | dict(pair.split("=") for pair in lists["irregular"].split())


@cache
def _short_roots() -> frozenset[str]:
    return frozenset(root for root in _roots() if sum(letter in _VOWELS for letter in root) == 1)
