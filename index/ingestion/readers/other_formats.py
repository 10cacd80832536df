"""Files that no reader takes, and how a person can still add their text."""

from collections.abc import Iterable
from enum import StrEnum

from index.model.errors import Fault, ReadError


class Advice(StrEnum):
    """How a person can still add what is in a file. The texts are in templates/errors.toml."""

    UNPACK = "unpack"
    SAVE = "save"
    """Open it in its program and save it as text or as a web page."""
    COPY = "copy"
    """Copy its text: a table or slides that are saved as text lose their order."""
    WRITE_DOWN = "write_down"
    """Write down what is shown or spoken."""
    TEXT_ONLY = "text_only"
    """Nothing helps."""
    FOLLOW = "follow"
    """Follow the feeds that it lists."""
    OTHER = "other"


_SUFFIXES = {
    Advice.UNPACK: "zip rar 7z tar gz tgz bz2 tbz xz txz zst lz4 zipx jar",
    Advice.SAVE: "doc dot dotx ott rtf mobi azw azw3 fb2 djvu pages wpd wps xps hwp",
    Advice.COPY: "xls xlsx xlsm xlsb ods numbers ppt pptx pps ppsx odp key",
    Advice.WRITE_DOWN: "jpg jpeg png gif webp bmp tif tiff heic heif avif svg ico psd mp3 m4a aac ogg oga opus wav"
    " flac wma amr mp4 m4v mov avi mkv webm mpg mpeg 3gp wmv flv",
    Advice.FOLLOW: "opml",
    Advice.TEXT_ONLY: "exe msi apk aab ipa dmg pkg deb rpm iso img bin dll so com scr bat cmd ps1 sh torrent",
}
_ADVICE = {f".{suffix}": advice for advice, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}


def unknown_format(source: str, suffix: str, known: Iterable[str]) -> ReadError:
    """Return the error for a file with a suffix that is not among the known ones."""
    details = {"suffix": suffix, "suffixes": sorted(known), "advice": _ADVICE.get(suffix, Advice.OTHER)}
    return ReadError(Fault.UNKNOWN_FORMAT, source=source, **details)
