"""Recognise web pages that hold no article: notices for browsers, and pages of links to articles."""

import regex
from lxml.html import HtmlElement

# A notice is short; a longer text that has such words is an article about them.
_LONGEST_NOTICE = 600
# Shorter than any article about a server that failed.
_LONGEST_ERROR = 150
_NOTICES = {
    "script": r"\b(?:enabl\w+|turn(?:ed)?\s+on|requires?|needs?|(?:meng)?aktifkan|membutuhkan|memerlukan)\b.{0,40}"
    r"\bjava\s?script|java\s?script\b.{0,40}\b(?:disabled|enabled|required|aktif|mati|diaktifkan|dinonaktifkan)",
    "challenge": r"just\s+a\s+moment|verif\w+\s+(?:that\s+)?you\s+are\s+(?:a\s+)?human"
    r"|checking\s+(?:if|your)\b.{0,30}\b(?:browser|connection|secure)|are\s+you\s+a\s+robot|not\s+a\s+robot|bukan\s+robot|captcha|unusual\s+traffic"
    r"|(?:memverifikasi|memeriksa|pastikan)\b.{0,40}\b(?:manusia|peramban|browser)|access\s+denied|akses\s+ditolak",
    "consent": r"before\s+you\s+continue|sebelum\s+(?:anda\s+)?melanjutkan|(?:accept|agree|consent|manage|reject)"
    r"\b.{0,80}\b(?:cookies?|privacy|partners)|cookies?\b.{0,120}\b(?:accept|agree|consent|setuju|terima)"
    r"|(?:terima|setuju\w*|menyetujui|persetujuan)\b.{0,80}\bcookies?",
    "missing": r"\b(?:halaman|artikel|berita|konten)\b.{0,40}\b(?:tidak\s+(?:di)?temukan|tidak\s+tersedia"
    r"|tidak\s+ada|telah\s+dihapus)|\b404\b|(?:page|article|content|story)\b.{0,40}\b(?:not\s+(?:be\s+)?found|no\s+longer"
    r"|(?:does\s+not|doesn.t)\s+exist|been\s+(?:re)?moved|unavailable)",
    "login": r"\b(?:belum|sudah)\s+(?:punya|memiliki)\s+akun|\blupa\s+(?:kata\s+sandi|password)"
    r"|\bforgot\s+(?:your\s+)?password|\b(?:sign|log)\s*in\s+(?:to\s+(?:your|continue)|with)|\bdon.t\s+have\s+an\s+account"
    r"|\bsilakan\s+(?:masuk|login)\b",
    "error": r"\byou\s+have\s+been\s+blocked|\bforbidden\b|\bbad\s+gateway|\bgateway\s+time-?out"
    r"|\binternal\s+server\s+error|\bservice\s+(?:temporarily\s+)?unavailable|\btoo\s+many\s+requests|\bunder\s+maintenance"
    r"|\bredirecting\b"
    r"|\b(?:situs|website|server|halaman)\b.{0,40}\b(?:perbaikan|pemeliharaan)\b|\banda\s+akan\s+dialihkan",
}
_PATTERNS = {why: regex.compile(pattern, flags=regex.IGNORECASE) for why, pattern in _NOTICES.items()}
_FEWEST_TEASERS = 3
_SHORT_TEASER = 200
_SHORTEST_HEADING = 12
_WORDS_OF_A_HEADLINE = 4


def why_notice(text: str) -> str | None:
    """Return what kind of notice a short text of a page is, or None for an article."""
    if len(text) > _LONGEST_NOTICE:
        return None
    is_short = len(text) <= _LONGEST_ERROR
    patterns = (why for why in _PATTERNS if is_short or why not in ("login", "error"))
    return next((why for why in patterns if _PATTERNS[why].search(text)), None)


def count_teasers(tree: HtmlElement) -> int:
    """Return the number of headings that link to articles, or 0 for a page with a headline of its own."""
    if any(
        len(h1.text_content().split()) >= _WORDS_OF_A_HEADLINE and not _is_linked(h1) for h1 in tree.iter("h1")
    ):
        return 0
    headings = (heading for heading in tree.iter("h1", "h2", "h3", "h4") if _is_linked(heading))
    return sum(len(heading.text_content().strip()) >= _SHORTEST_HEADING for heading in headings)


def is_front_page(teasers: int, paragraphs: list[str]) -> bool:
    """Return whether a page with so many teasers has no more than a short text for each."""
    letters = sum(map(len, paragraphs))
    return teasers >= _FEWEST_TEASERS and letters <= _SHORT_TEASER * max(teasers, len(paragraphs))


def _is_linked(heading: HtmlElement) -> bool:
    return heading.find(".//a") is not None or any(above.tag == "a" for above in heading.iterancestors())
