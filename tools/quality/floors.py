"""Floors: the lowest quality that each judged set may reach, and a digest of the data it was measured on."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from index.retrieval.dense.base import Embedder
from tools.quality.measuring import measured

FILE = Path(__file__).parents[2] / "tests" / "quality" / "floors.json"
# Questions for each pair of languages.
MOST = 150
SETS = ("facqa-id", "tydiqa-id", "norquad-news-no", "tydiqa-en", "tydiqa-ko", "xquad", "wikinews-en")
# The smallest set, because the tests have to embed it.
BY_MEANING = {"xquad-id-id": ("id", "id"), "xquad-en-id": ("en", "id")}
# The difference between machines that floating point can cause: about one question of a sample.
_MARGIN = 0.01


class Floor(TypedDict):
    hit_1: float
    mrr_10: float


class Kept(TypedDict):
    digest: str
    floors: dict[str, Floor]


def read() -> dict[str, Kept]:
    found: dict[str, Kept] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def digest(folder: Path) -> str:
    """Return the digest of the files of a judged set."""
    made = hashlib.sha256()
    for path in sorted(folder.glob("*.gz")) + sorted(folder.glob("*.tsv")):
        made.update(path.name.encode() + path.read_bytes())
    return made.hexdigest()[:16]


def by_words(folder: Path) -> dict[str, Floor]:
    """Return the quality by words alone, for each language of questions."""
    rows = measured(folder, MOST, None).rows
    return {
        row.asked: Floor(hit_1=round(row.measured.hit_1, 4), mrr_10=round(row.measured.mrr_10, 4))
        for row in rows
        if row.asked
    }


def by_meaning(folder: Path, cross: tuple[str, str], embedder: Embedder) -> Floor:
    """Return the quality by words and meaning, for one pair of languages."""
    (row,) = measured(folder, MOST, embedder, cross).rows
    return Floor(hit_1=round(row.measured.hit_1, 4), mrr_10=round(row.measured.mrr_10, 4))


def make(judged: Path, embedder: Embedder) -> None:
    """Write floors just below the present quality. The commit has to say why they change."""
    made: dict[str, Kept] = {}
    for name in SETS:
        reached = by_words(judged / name)
        if name == "xquad":
            reached |= {pair: by_meaning(judged / name, cross, embedder) for pair, cross in BY_MEANING.items()}
        made[name] = Kept(digest=digest(judged / name), floors={key: _below(one) for key, one in reached.items()})
    FILE.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")


def is_below(reached: Mapping[str, object], floor: Floor) -> bool:
    """Return whether a measure is below its floor."""
    return any(float(str(reached[name])) < value for name, value in floor.items() if isinstance(value, float))


def _below(reached: Floor) -> Floor:
    return Floor(hit_1=round(reached["hit_1"] - _MARGIN, 4), mrr_10=round(reached["mrr_10"] - _MARGIN, 4))
