"""Recognise web pages that hold no article: notices for browsers, and pages of links to articles."""

from itertools import islice

import regex
from lxml.html import HtmlElement

from index.ingestion.readers.web_page.teasers import dated_teaser
from index.ingestion.readers.web_page.tree import short_text
from index.text.paragraphs import clean

# A notice is short and speaks to its reader; other texts that have such words are articles about them, unless they
# are shorter than any article. What a text quotes is none of its own words.
_LONGEST_NOTICE, _LONGEST_BARE, _LONGEST_BLOCK, _AT_ONCE = 600, 150, 1_500, 80
_QUOTED = regex.compile(r"“[^”]{0,200}”|„[^“”]{0,200}[“”]|«[^»]{0,200}»|\"[^\"]{0,200}\"|‘[^’]{0,200}’")
_TO_READER = regex.compile(
    r"\b(?:you|your|we|our|please|sorry|oops|anda|kamu|kami|silakan|silahkan|mohon|maaf|harap|ups|coba\s+lagi)\b",
    flags=regex.IGNORECASE,
)
_ATTRIBUTED = regex.compile(
    r"\b(?:kata(?!\s+(?:sandi|kunci))|ujar(?:nya)?|tutur(?:nya)?|ungkap(?:nya)?|mengatakan|menuturkan|menyatakan\s+bahwa"
    r"|said|told|according\s+to)\b|\bmenurut\s+(?-i:\p{Lu})",
    flags=regex.IGNORECASE,
)
_DATED = regex.compile(
    r"\b(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\(\d{1,2}/\d{1,2}"
    r"|\b\d{1,2}\s+(?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec)\p{L}*",
    flags=regex.IGNORECASE,
)
_BLOCKED = regex.compile(
    r"\byou\s+have\s+been\s+blocked\b.*\b(?:cloudflare|ray\s+id|security\s+(?:service|solution)|site\s+owner)\b",
    flags=regex.IGNORECASE,
)
_NOTICES = {
    "script": r"\b(?:enabl\w+|turn(?:ed)?\s+on|requires?|needs?|(?:meng)?aktifkan|membutuhkan|memerlukan)\b.{0,40}"
    r"\bjava\s?script|java\s?script\b.{0,40}\b(?:disabled|enabled|required|aktif|mati|diaktifkan|dinonaktifkan)",
    "challenge": r"just\s+a\s+moment|verif\w+\s+(?:that\s+)?you\s+are\s+(?:a\s+)?human"
    r"|checking\s+(?:if|your)\b.{0,30}\b(?:browser|connection|secure)|are\s+you\s+a\s+robot|not\s+a\s+robot|bukan\s+robot|captcha|unusual\s+traffic"
    r"|(?:memverifikasi|memeriksa|pastikan)\b.{0,40}\b(?:manusia|peramban|browser)|access\s+denied|akses\s+ditolak",
    "browser": r"(?:your\s+browser|(?:peramban|browser)\s+anda)\b.{0,30}"
    r"\b(?:not\s+supported|unsupported|out\s+of\s+date|outdated"
    r"|(?:tidak|belum)\s+didukung|usang)",
    "missing": r"\b(?:halaman|artikel|berita|konten)\b.{0,40}\b(?:tidak\s+(?:di)?temukan|tidak\s+tersedia"
    r"|tidak\s+ada|(?:telah|sudah)\s+(?:di)?(?:hapus|pindah\w*))|^\W*(?:error\W+)?404\b(?=\W*$|\W+(?:not|page|error|halaman|tidak|maaf|ups|oops))"
    r"|\b(?:error|kode|galat)\W+404\b|\b404\W+(?:not\s+found|error|halaman\s+tidak)|(?:page|article|content|story)\b.{0,40}\b(?:not\s+(?:be\s+)?found|no\s+longer"
    r"|(?:does\s+not|doesn.t)\s+exist|been\s+(?:re)?moved|unavailable)"
    r"|^(?:\W*\w+){0,4}\W*tidak\s+ada\s+hasil\b|\bno\s+(?:search\s+)?results\s+(?:were\s+)?found"
    r"|\b(?:this|the)\s+domain\b.{0,30}\b(?:is|may\s+be)\s+for\s+sale|\bbuy\s+this\s+domain|\bdomain\s+ini\s+dijual",
    "age": r"\b(?:berusia|berumur|umur|usia)\b.{0,30}\b(?:18|21|delapan\s+belas)\b.{0,60}"
    r"\b(?:masuk|lanjut|melanjutkan|situs)"
    r"|\b(?:18|21)\s*(?:\+|years?|or\s+(?:older|over))\b.{0,60}\b(?:enter|site|continue|proceed|access)"
    r"|\bage\s+verification\b|\bverifikasi\s+(?:usia|umur)\b",
    "login": r"\b(?:belum|sudah)\s+(?:punya|memiliki)\s+akun|\blupa\s+(?:kata\s+sandi|password)"
    r"|\bforgot\s+(?:your\s+)?password|\b(?:sign|log)\s*in\s+(?:to\s+(?:your|continue)|with)|\bdon.t\s+have\s+an\s+account"
    r"|\bsilakan\s+(?:masuk|login)\b",
    "blocked": r"\b(?:situs|website|laman|halaman)\s+(?:web\s+)?ini\s+(?:telah\s+|sudah\s+)?(?:di)?blokir\b",
    "error": r"\byou\s+have\s+been\s+blocked|\bforbidden\b|\bbad\s+gateway|\bgateway\s+time-?out"
    r"|\binternal\s+server\s+error|\bservice\s+(?:temporarily\s+)?unavailable|\btoo\s+many\s+requests|\bunder\s+maintenance"
    r"|\bredirecting\b"
    r"|\b(?:situs|website|server|halaman)\b.{0,40}\b(?:perbaikan|pemeliharaan|diperbar[ui]i|diperbaiki)\b|\banda\s+akan\s+dialihkan",
}
# What a site says of itself when it asks for consent: "Kami memakai cookie", "By continuing, you agree".
_ASKING = regex.compile(
    r"""
    \b(?:kami|kita|we|(?:situs|website|laman|halaman|portal|aplikasi)(?:\s+web)?\s+(?:ini|kami)|(?:this|our)\s+(?:web)?site)\s+
      (?:(?:dan|and|juga|also|serta|our|para|mitra|partners|\d+|kami|vendors?)\s+){0,5}
      (?:uses?|using|menggunakan|memakai|memanfaatkan|stores?|menyimpan|process\w*|memproses|mengolah)\b
      .{0,100}\b(?:cookies?|kuki|data\s+pribadi|perangkat|personal\s+data|device)\b
    | \b(?:dengan|by)\s+(?:(?:terus|tetap|tanpa)\s+)?
      (?:melanjutkan|menggunakan|mengakses|mengunjungi|meng?klik|mengeklik|menekan|menutup|memilih|masuk|(?:izin|persetujuan)\s+anda
        |continuing|clicking|using|accepting|visiting|choosing|tapping)\b
      .{0,100}\b(?:anda|kamu|you|kami|we)\s+(?:(?:telah|sudah|dianggap|juga|akan|dapat|also|may|can)\s+){0,2}
      (?:menyetujui|setuju|mengizinkan|menerima|agree|accept|consent|allow|store|use|menyimpan|menggunakan)\b
    | \b(?:kami|we)\s+(?:sangat\s+)?(?:menghargai|menghormati|peduli|melindungi|values?|respects?|cares?\s+about)\b
      .{0,30}\b(?:privasi|privacy)\s*(?:anda|kamu)?\b
    | \b(?:your\s+privacy|privasi\s+anda)\s+(?:is\s+)?(?:matters?|important|penting)\b
    | \b(?:kami|we)\s+(?:membutuhkan|memerlukan|meminta|need|ask\s+for|require)\s+
      (?:persetujuan|izin|your\s+consent)\b
    | \b(?:we|kami)\s+(?:have\s+|telah\s+|sudah\s+|baru\s+saja\s+)?(?:updated?|memperbarui)\b
      .{0,20}\b(?:kebijakan\s+privasi|privacy\s+policy|terms|ketentuan)\b
    | \bcookies?\b.{0,60}\b(?:membantu\s+kami|helps?\s+us|selalu\s+aktif|always\s+active)\b
    | \b(?:before\s+you\s+continue|sebelum\s+(?:anda\s+)?(?:lanjut|melanjutkan))\b
    | \b(?:lanjutkan|continue|weiterlesen)\b.{0,30}\b(?:dengan|with|mit)\s+(?:iklan|ads|werbung)\b
    | \bwerbung\s+und\s+tracking\b
    | \b(?:accept|allow|terima|izinkan)\s+(?:all|semua)\s+cookies?\b
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
_CONSENT_BUTTON = regex.compile(
    r"\b(?:terima|tolak|setujui?|izinkan|accept|reject|allow|agree\s+to|decline|akzeptieren)\s+(?:semua|all|additional|tambahan|dan|and|und)\b"
    r"|\b(?:kelola|atur|simpan|manage|save|sesuaikan|customi[sz]e)\s+(?:preferensi|pilihan|cookies?|preferences|choices"
    r"|options|my\s+choices|persetujuan|pengaturan)\b"
    r"|\b(?:(?:saya|tidak)\s+setuju|i\s+(?:accept|agree)|got\s+it|saya\s+mengerti)\b"
    r"|\b(?:setuju|setujui|terima|mengerti|ok|oke|lanjutkan|lanjut|accept|agree|continue)\W*\Z",
    flags=regex.IGNORECASE,
)
_OF_CONSENT = regex.compile(
    r"\b(?:cookies?|kuki|privasi|privacy|persetujuan|(?:me(?:ny)?)?setuju\w*|consent|agree|data|tracking|pelacak\w*|iklan|ads"
    r"|mitra|partners?|vendors?|preferensi|preferences|terima|tolak|accept|reject|lanjutkan|werb\w+|trackers?|trackern|datenschutz\w*|personal\w*)\b",
    flags=regex.IGNORECASE,
)
_SENTENCE = regex.compile(r"[^.!?]+")
_LONGEST_CONSENT, _MOST_OF_TEXT, _ALL_OF_TEXT = 4_000, 0.6, 0.95
_PATTERNS = {why: regex.compile(pattern, flags=regex.IGNORECASE) for why, pattern in _NOTICES.items()}
_SHORT_ONLY = frozenset({"login", "error", "age"})
# The first heading of search results, and of the pages of a tag, a topic, a day or a month.
_OF_LIST = regex.compile(
    r"\W*(?:(?:menampilkan\s+)?hasil\s+(?:pencarian|penelusuran)\b|search\s+results?\b|results\s+for\b"
    r"|(?:tag|topik|topic|kategori|category|label|arsip|archives?|indeks|index)\s*[:：#]"
    r"|(?:arsip|indeks)\s+(?:berita|artikel)\b|(?:news|article)\s+(?:archives?|index)\b"
    r"|(?:semua|kumpulan)\s+(?:berita|artikel)\b|(?:all\s+)?(?:posts|articles|stories)\s+tagged\b)",
    flags=regex.IGNORECASE,
)
_FEWEST_TEASERS = 3
_SHORT_TEASER = 200
LONGEST_TEASER = 300
"""The letters of the text of a link to an article."""
_SHORTEST_HEADING = 12
_WORDS_OF_A_HEADLINE, _LONGEST_HEADLINE = 4, 300


def find_headline(tree: HtmlElement) -> str:
    """Return the first heading of a page that is as long as the headline of an article, and no link, or ""."""
    headings = (short_text(h1, _LONGEST_HEADLINE) or "" for h1 in tree.iter("h1") if not _is_linked(h1))
    return next((text for text in headings if len(text.split()) >= _WORDS_OF_A_HEADLINE), "")


def why_notice(text: str, headline: str = "") -> str | None:
    """Return what kind of notice a short text of a page is, or None for an article.

    Below the headline of an article, a notice has to speak to the reader at once.
    """
    if asks_for_consent(text, headline):
        return "consent"
    if len(text) > _LONGEST_BLOCK:
        return None
    own = _QUOTED.sub(" ", text)
    if _BLOCKED.search(own):
        return "error"
    speaks = _TO_READER.search(own) is not None
    if len(own) > (_LONGEST_NOTICE if speaks else _LONGEST_BARE):
        return None
    if _ATTRIBUTED.search(own) or (not speaks and _DATED.search(own)):
        return None
    if headline and not any(pattern.search(headline) for pattern in _PATTERNS.values()):
        if not speaks:
            return None
        own = (own.partition(headline)[2] or own)[:_AT_ONCE]
    is_short = len(own) <= _LONGEST_BARE
    patterns = (why for why in _PATTERNS if is_short or why not in _SHORT_ONLY)
    return next((why for why in patterns if _PATTERNS[why].search(own)), None)


def asks_for_consent(text: str, headline: str = "") -> bool:
    """Return whether most of a text asks its reader to accept cookies, or that their data are processed.

    Below the headline of an article, most of the text has to be what a site says of itself.
    """
    if len(text) > _LONGEST_CONSENT or _ATTRIBUTED.search(text):
        return False
    own = _QUOTED.sub(" ", text)
    sentences = _SENTENCE.findall(own.replace(headline, ".", 1) if headline else own)
    if not any(map(_ASKING.search, sentences)):
        return False
    is_article = headline and not _ASKING.search(headline)
    patterns = (_ASKING, _CONSENT_BUTTON) if is_article else (_ASKING, _CONSENT_BUTTON, _OF_CONSENT)
    about = [one for one in sentences if any(pattern.search(one) for pattern in patterns)]
    has_button = _CONSENT_BUTTON.search(own) is not None
    return sum(map(len, about)) > (_MOST_OF_TEXT if has_button else _ALL_OF_TEXT) * sum(map(len, sentences))


def count_teasers(tree: HtmlElement) -> int:
    """Return the number of headings and items that link to articles, or 0 for a page with its own headline."""
    if find_headline(tree):
        return 0
    headings = (heading for heading in tree.iter("h1", "h2", "h3", "h4") if _is_linked(heading))
    linked = sum(len(heading.text_content().strip()) >= _SHORTEST_HEADING for heading in headings)
    return linked + sum(dated_teaser(item) for item in tree.iter("li"))


def lists_articles(tree: HtmlElement) -> bool:
    """Return whether the first heading names a list, such as "Hasil pencarian: banjir", above several links."""
    first = next((text for h1 in islice(tree.iter("h1"), 3) if (text := short_text(h1, _LONGEST_HEADLINE))), "")
    if _OF_LIST.match(first) is None:
        return False
    links = (short_text(link, _LONGEST_HEADLINE) or "" for link in tree.iter("a"))
    headlines = (text for text in links if len(text.split()) >= _WORDS_OF_A_HEADLINE)
    return len(list(islice(headlines, _FEWEST_TEASERS))) == _FEWEST_TEASERS


def needs_script(tree: HtmlElement, visible: str) -> bool:
    """Return whether a page shows no more text than what it has for browsers without scripts."""
    texts = [text for each in tree.iter("noscript") if (text := clean("".join(each.itertext())))]
    return bool(texts) and len(visible) <= sum(map(len, texts)) + len(texts)


def is_front_page(teasers: int, paragraphs: list[str]) -> bool:
    """Return whether a page with so many teasers has no more than a short text for each."""
    letters = sum(map(len, paragraphs))
    return teasers >= _FEWEST_TEASERS and letters <= _SHORT_TEASER * max(teasers, len(paragraphs))


def _is_linked(heading: HtmlElement) -> bool:
    return heading.find(".//a") is not None or any(above.tag == "a" for above in heading.iterancestors())
