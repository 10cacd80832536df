"""Write a small newsroom's set."""

import json
from pathlib import Path

ARTICLES = {
    "banjir.txt": (
        "Banjir di Rejosari\n\nWarga desa Rejosari membangun tanggul baru.\n\nBiayanya dua miliar rupiah.\n"
    ),
    "kota/pasar.md": "---\ntitle: Pasar Lumbir\npublished: 2026-03-02\n---\n\nHarga beras di pasar naik lagi.\n",
}
QUESTIONS = [
    {"kind": "who", "question": "siapa membangun tanggul Rejosari?", "want": "answer", "any_of": ["Warga desa"]},
    {"kind": "who", "question": "siapa penyanyi opera terkenal?", "want": "none", "any_of": []},
    {"kind": "price", "question": "harga beras?", "want": "answer", "any_of": ["turun", "lima ribu"]},
    {"kind": "time", "question": "berita hari ini", "want": "answer", "any_of": ["*"]},
    {"kind": "chat", "question": "terima kasih", "want": "chat", "any_of": []},
]


def write(folder: Path) -> Path:
    """Write the set; its README.md states the day of asking."""
    for name, text in ARTICLES.items():
        path = folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "questions.jsonl").write_text("".join(json.dumps(one) + "\n" for one in QUESTIONS))
    (folder / "README.md").write_text("# A newsroom\nThe day of asking is 2026-03-02.\n")
    return folder
