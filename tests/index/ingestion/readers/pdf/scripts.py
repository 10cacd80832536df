"""The scripts that pages are made in: their words, how they are drawn, and fonts for them."""

import random
import re
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

_UNITS = re.compile(r"\d+|\D")
_DIGITS = re.compile(r"[\d.,]*\d")


@dataclass(frozen=True)
class Script:
    """Words of a script.

    Args:
        names: names and figures, of which some sentences have one.
        ends: the marks that end a sentence.
        blank: what stands between two words.
        ligatures: what is drawn as one letter.
        is_from_right: whether it is written from the right.
    """

    words: tuple[str, ...]
    names: tuple[str, ...]
    ends: str = "..?!"
    blank: str = " "
    ligatures: tuple[tuple[str, str], ...] = ()
    is_from_right: bool = False

    def sentence(self, chance: random.Random) -> str:
        """Return a sentence of words in no order, perhaps with a name or a figure."""
        words = [chance.choice(self.words) for _ in range(chance.randint(5, 18))]
        if chance.random() < 0.4:
            words.insert(chance.randrange(len(words)), chance.choice(self.names))
        text = self.blank.join(words)  # names keep their capital letters
        return text[:1].upper() + text[1:] + chance.choice(self.ends)

    def units(self, text: str) -> list[str]:
        """Return what a line may end behind: words, or letters where no blanks are."""
        return text.split() if self.blank else _UNITS.findall(text)

    def drawn(self, line: str) -> str:
        """Return the letters of a line from left to right, as they are drawn."""
        for letters, ligature in self.ligatures:
            line = line.replace(letters, ligature)
        if not self.is_from_right:
            return line
        return _DIGITS.sub(lambda figure: figure[0][::-1], line[::-1])


_VOCABULARY = """sungai meluap warga mengungsi balai desa jembatan selesai dibangun gubernur meresmikan pasar baru
harga beras naik  petani menunggu hujan turun malam hari jalan utama ditutup polisi mengatur lalu
lintas kereta cepat berangkat pagi  pelabuhan ramai nelayan kembali membawa ikan sekolah libur guru
mengajar kelas kecil rumah sakit menerima pasien  tanggul setinggi meter menahan air laut penduduk
berharap bantuan segera datang pemerintah menyiapkan anggaran
"""
LATIN = Script(tuple(_VOCABULARY.split()), ("Krajan", "Budi Santoso", "19,5", "2.000", "Rp3.500"))
WITH_LIGATURES = Script(
    (
        *LATIN.words,
        *["efisien", "konfirmasi", "grafik", "inflasi", "flora", "filsafat", "konflik", "definisi", "fisik"],
    ),
    LATIN.names,
    ligatures=(("fi", "\ufb01"), ("fl", "\ufb02")),
)
CHINESE = Script(
    (
        "昨天",
        "晚上",
        "河水",
        "泛滥",
        "村民",
        "被迫",
        "离开",
        "家园",
        "政府",
        "宣布",
        "提供",
        "帮助",
        "学校",
        "今天",
        "关闭",
        "桥梁",
        "已经",
        "修好",
        "市场",
        "价格",
        "上涨",
    ),
    ("2000", "北京", "上海"),
    ends="。。？！",
    blank="",
)
ARABIC = Script(
    (
        "النهر",
        "فاض",
        "ليلا",
        "القرية",
        "السكان",
        "غادروا",
        "المنازل",
        "المدرسة",
        "السوق",
        "الحكومة",
        "أعلنت",
        "وصلت",
        "اليوم",
        "الجسر",
        "المطر",
        "لاحقا",
    ),
    ("2000", "القاهرة", "19,5"),
    ends="..؟!",
    ligatures=(("لا", "\ufefb"),),
    is_from_right=True,
)
FOR_CHINESE, WITH_LETTERS, FOR_ARABIC = "STSong-Light", "Vera", "Arabic"


def register_fonts() -> None:
    """Make the fonts known to reportlab.

    No free font with Arabic letters comes with it, so those of another are drawn: only what a file says that a
    glyph stands for is read, never its shape.
    """
    if FOR_ARABIC in pdfmetrics.getRegisteredFontNames():
        return
    pdfmetrics.registerFont(UnicodeCIDFont(FOR_CHINESE))
    pdfmetrics.registerFont(TTFont(WITH_LETTERS, "Vera.ttf"))
    font = TTFont(FOR_ARABIC, "VeraIt.ttf")
    letters = sorted({*"".join(ARABIC.words + ARABIC.names), "؟", "\ufefb"} - set("0123456789,"))
    for place, letter in enumerate(letters):
        shape = ord("A") + place
        font.face.charToGlyph[ord(letter)] = font.face.charToGlyph[shape]
        font.face.charWidths[ord(letter)] = font.face.charWidths[shape]
    pdfmetrics.registerFont(font)
