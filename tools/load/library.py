"""A library with many words that occur in one paragraph each, so that a question has one right answer."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.bench import library
from tools.bench.jobs import ROOT

WORD = re.compile(r"zqx\d{5}")
_MOST_WORDS = 25_000  # enough questions for a quarter of an hour
_SEED = 1
_LONGEST = 1800  # seconds


def words(paragraphs: int) -> list[str]:
    """Return the words of a library of this size, in the order of their paragraphs."""
    return [f"zqx{number:05d}" for number in range(-(-paragraphs // _step(paragraphs)))]


def data_folder(cache: Path, paragraphs: int) -> Path:
    """Return a data folder with the library, to be copied. The first call makes it, which takes a minute.

    Raise CalledProcessError if the library cannot be added.
    """
    cache = cache.resolve()  # the process that adds has another working directory
    made = cache / f"library-{paragraphs}-{len(words(paragraphs))}"
    if not made.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            articles = Path(folder) / "library.jsonl"
            write(articles, paragraphs)
            _add(articles, Path(folder) / "data")
            (Path(folder) / "data").rename(made)
    return made


def copy_of(data: Path, to: Path) -> Path:
    return Path(shutil.copytree(data, to))


def write(path: Path, paragraphs: int) -> None:
    """Write the benchmark's synthetic library, with one extra word in some paragraphs."""
    plain = path.with_suffix(".plain")
    library.write(plain, paragraphs, _SEED)
    left, step, number = iter(words(paragraphs)), _step(paragraphs), 0
    with plain.open(encoding="utf-8") as lines, path.open("w", encoding="utf-8") as file:
        for line in lines:
            article = json.loads(line)
            texts = article["text"].split("\n")
            for at in range(-number % step, len(texts), step):
                first, _, rest = texts[at].partition(" ")
                texts[at] = f"{first} {next(left)} {rest}"
            number += len(texts)
            file.write(json.dumps(article | {"text": "\n".join(texts)}) + "\n")
    plain.unlink()


def _step(paragraphs: int) -> int:
    """Return n, where every n-th paragraph gets an extra word."""
    return -(-paragraphs // _MOST_WORDS)


def _add(articles: Path, data: Path) -> None:
    environment = {**os.environ, "KUTIP_DATA": str(data), "KUTIP_EMBEDDER": "none", "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-m", "bot", "add", str(articles)],
        cwd=articles.parent, env=environment, stdout=subprocess.DEVNULL, check=True, timeout=_LONGEST,
    )  # fmt: skip
