"""Write a small judged set, in both formats."""

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

PARAGRAPHS = [
    {"id": "a#0", "title": "Banjir", "text": "Warga desa Rejosari membangun tanggul baru.", "lang": "id"},
    {"id": "a#1", "title": "Banjir", "text": "Biaya tanggul itu dua miliar rupiah.", "lang": "id"},
    {"id": "b#0", "title": "Pasar", "text": "Harga beras di pasar naik lagi pekan ini.", "lang": "id"},
    {"id": "c#0", "title": "Flood", "text": "The villagers built a new dam of stone.", "lang": "en"},
]
QUESTIONS = [
    {"id": "1", "text": "siapa membangun tanggul?", "lang": "id"},
    {"id": "2", "text": "harga beras naik?", "lang": "id"},
    {"id": "3", "text": "who built the dam?", "lang": "en"},
    {"id": "4", "text": "pertanyaan tanpa jawaban", "lang": "id"},
]
JUDGEMENTS = [("1", "a#0", "1"), ("2", "b#0", "1"), ("3", "c#0", "1")]


def write(folder: Path, judgements: Iterable[tuple[str, str, str]] = JUDGEMENTS) -> Path:
    """Write the set in our own format, with compressed questions."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "corpus.jsonl").write_text(_lines(PARAGRAPHS))
    (folder / "queries.jsonl.gz").write_bytes(gzip.compress(_lines(QUESTIONS).encode()))
    (folder / "qrels.tsv").write_text("".join("\t".join(row) + "\n" for row in judgements))
    return folder


def write_beir(folder: Path) -> Path:
    """Write the set in the format of BEIR."""
    (folder / "qrels").mkdir(parents=True)
    for name, records in (("corpus", PARAGRAPHS), ("queries", QUESTIONS)):
        (folder / f"{name}.jsonl").write_text(_lines(map(_as_beir, records)))
    rows = [("query-id", "corpus-id", "score"), *JUDGEMENTS]
    (folder / "qrels" / "test.tsv").write_text("".join("\t".join(row) + "\n" for row in rows))
    return folder


def _as_beir(record: Mapping[str, str]) -> dict[str, str]:
    return {"_id": record["id"], **{name: record[name] for name in ("title", "text") if name in record}}


def _lines(records: Iterable[Mapping[str, object]]) -> str:
    return "".join(json.dumps(one) + "\n" for one in records)
