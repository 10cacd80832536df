"""Recognise a message that asks for a sum: "2+2?", "berapa 12 dikali 12". No article is asked for the result."""

import re

_NUMBER = r"\d[\d.,]*"
_ASKS = r"berapa(?:kah)?|hitung(?:kan)?|hasil|jawaban|what is|what's|whats|how much is|calculate|solve"
# "2024-2026" are years, "17/8" is a day and "3:1" a result, so these are sums only where a sum is asked for.
_SURE = (
    r"[+*×÷^]|x(?=\s*\d)|dikali(?:kan)?|ditambah(?:kan)?|dikurangi|dibagi"
    r"|plus|minus|times|multiplied by|divided by"
)
_MAYBE = rf"{_SURE}|[-−:/]|kali|tambah|kurang|bagi"
_END = r"\s*(?:(?:=|sama dengan|berapa|hasilnya|equals)\s*)*[?!.\s]*"
_SUMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\s*(?:(?:{_ASKS})\s+)*{_NUMBER}(?:\s*(?:{_SURE})\s*{_NUMBER})+{_END}",
        rf"\s*(?:hitung(?:kan)?|calculate|solve)\s+{_NUMBER}(?:\s*(?:{_MAYBE})\s*{_NUMBER})+{_END}",
        rf"\s*{_NUMBER}(?:\s*(?:{_MAYBE})\s*{_NUMBER})+\s*=[=?!.\s]*",
    )
)
# In characters: nobody types a longer one.
_LONGEST = 100


def is_sum(message: str) -> bool:
    """Return whether a message is a sum and nothing more."""
    return len(message) <= _LONGEST and any(pattern.fullmatch(message) for pattern in _SUMS)
