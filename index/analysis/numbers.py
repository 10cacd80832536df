"""Normalise numbers and times: 19,5 and 19.5, 10.000 and 10,000, 10:30 and 10.30 become equal."""

import unicodedata

import regex

SEPARATORS = ".,:\u066b\u066c"
_POINTS = str.maketrans({"\u066b": ".", "\u066c": ",", ":": "."})
# A group of three digits counts as thousands: in news, 1.234 is hardly ever a little more than one.
_GROUPED = regex.compile(r"([1-9]\d{0,2})((?:\.\d{3})+|(?:,\d{3})+)(?:[.,](\d+))?")


def normalised_number(number: str) -> str:
    """Return a number in the digits 0 to 9, without separators of thousands, with a point before its decimals."""
    if not number.isascii():
        number = "".join(map(_digit, number))
    plain = number.translate(_POINTS)
    if ":" not in number and (grouped := _GROUPED.fullmatch(plain)):
        whole, groups, decimals = grouped.groups()
        plain = whole + groups.replace(".", "").replace(",", "") + (f".{decimals}" if decimals else "")
    return plain.replace(",", ".")


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
