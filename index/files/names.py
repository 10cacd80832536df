"""The suffix of a file by which its format is known."""

from pathlib import PurePath

_PACKED = ".gz"
PACKED_WEB_ARCHIVE = ".warc.gz"


def suffix_of(name: str) -> str:
    """Return the suffix of a name in small letters; of a packed web archive, both: ".warc.gz"."""
    suffix = PurePath(name).suffix.lower()
    return PACKED_WEB_ARCHIVE if suffix == _PACKED and name.lower().endswith(PACKED_WEB_ARCHIVE) else suffix
