"""Files of every format that are changed at random places are read or refused within the limit of a reading.

MUTATIONS=2000 sets how many of each format: make fuzz.
"""

import os
import time

import pytest

from index.ingestion.readers import READERS
from index.ingestion.reading.limits import ReadingLimits
from tests.index.ingestion.readers.formats.mutations import assert_read_or_refused
from tests.index.ingestion.readers.formats.packing import docx, odt
from tests.index.ingestion.readers.formats.test_archives import (
    ENGLISH_TABLE,
    EXPORT,
    MAILBOX,
    MESSAGE,
    SAVED_PAGE,
    TABLE,
)
from tests.index.ingestion.readers.formats.test_documents import BOOK, OPEN_DOCUMENT, WORD
from tests.index.ingestion.readers.formats.web_archives import HTML, archive, html
from tests.index.ingestion.readers.pdf.made_pages import Layout, made
from tests.index.ingestion.readers.telegram_export.exports import LEAD, chat, message, page, post, written

_COUNT = int(os.environ.get("MUTATIONS", "60"))
_TEXT = """JAKARTA, 3 Maret 2022 - Sungai Bening meluap pada malam hari.

Baca Juga: Harga beras naik

| Dusun | Warga |
| --- | --- |
| Krajan | 120 |

Warga mengungsi ke balai desa: "Airnya cepat naik," kata Budi Santoso (42).

Sumber: Kabar Contoh
"""
_PAGES = [
    (f"https://kabar.example/{number}", HTML, html("Banjir", f"Sungai {number} meluap pada malam hari."))
    for number in range(2)
]
_WEB = html("Banjir merendam tiga dusun", *_TEXT.split("\n\n")).replace(
    b"<head>", b'<head><meta charset="utf-8"><meta property="article:published_time" content="2022-03-03">'
)
SEEDS: dict[str, bytes] = {
    ".txt": _TEXT.encode(),
    ".md": f"---\ntitle: Banjir\npublished: 2022-03-03\n---\n\n# Banjir\n\n{_TEXT}".encode(),
    ".jsonl": b'{"title": "Banjir", "paragraphs": ["Sungai meluap.", {"text": "A", "heading": "B"}]}\n' * 3,
    ".json": written(
        chat(post(1, [LEAD, {"type": "bold", "text": " Baru."}]), post(2, LEAD, forwarded_from="Ana"))
    ),
    ".html": _WEB,
    "messages.html": page(message(1, LEAD), message(2, f"{LEAD} Lagi.")),
    ".csv": TABLE.encode(),
    ".tsv": ENGLISH_TABLE.encode(),
    ".eml": MESSAGE.encode(),
    ".mhtml": SAVED_PAGE.encode(),
    ".mbox": MAILBOX.encode(),
    ".xml": EXPORT.encode(),
    ".warc": archive(_PAGES, packed=False),
    ".warc.gz": archive(_PAGES),
    ".docx": docx(WORD),
    ".odt": odt(OPEN_DOCUMENT),
    ".epub": BOOK,
    ".pdf": made(Layout(columns=2, title="Banjir", header="Kabar"), 4).pdf("rows"),
}
_SAME = {
    ".text": ".txt",
    ".markdown": ".md",
    ".ndjson": ".jsonl",
    ".htm": ".html",
    ".mht": ".mhtml",
    ".wxr": ".xml",
    ".docm": ".docx",
}


def test_each_format_has_a_file_to_change() -> None:
    assert READERS.keys() <= SEEDS.keys() | _SAME.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDS)
def test_changed_files_are_read_or_refused_in_time(name: str) -> None:
    before = time.process_time()
    assert_read_or_refused(name if name[0] != "." else f"x{name}", SEEDS[name], _COUNT)
    # All of them together take less time than a reading of one may.
    assert time.process_time() - before < ReadingLimits(1).cpu_seconds * max(1, _COUNT / 100)
