"""Files just below the limit of 2 MB, each of which once cost minutes of processor time or much memory."""

from collections.abc import Sequence

_BYTES = 1_900_000


def _filled(start: str, unit: str, end: str = "") -> bytes:
    count = (_BYTES - len(start) - len(end)) // len(unit.encode())
    return (start + unit * count + end).encode()


def nasty_files() -> Sequence[tuple[str, bytes]]:
    """Return names and contents."""
    keys = "".join(f"kunci{number}: nilai\n" for number in range(100_000))
    return (
        ("datelines.txt", _filled("Judul\n\n", "A. ")),
        ("noise.txt", _filled("", "ikuti ")),
        ("channels.txt", _filled("", "simak channel ")),
        ("spans.html", _filled("<article><p>", "<span>a</span> ")),
        ("one-line.txt", _filled("", "Kalimat berita tentang banjir di kota Semarang yang panjang sekali. ")),
        ("brackets.md", _filled("", "[")),
        ("emphasis.md", _filled("", "_*")),
        ("keys.md", f"---\n{keys}---\nIsi.".encode()),
        ("table.md", _filled("", "a|b\n-|-\n")),
        ("short-lines.txt", _filled("", "x\n\n")),
        ("paragraphs.html", _filled("<article>", "<p>Banjir di kota.</p>")),
        ("nested.html", _filled("", "<div>")),
    )
