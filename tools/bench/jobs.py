"""The jobs of a run. Each gets a process of its own, for its memory to be measured: python -m tools.bench.jobs"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import cast

from tools.bench.measuring import Measured
from tools.bench.place import Place
from tools.bench.rows import Row

Results = Mapping[Row, Measured]
ROOT = Path(__file__).parent.parent.parent
_HERE = "tools.bench.competitors"
# In the order of a run: later jobs use the files of earlier ones.
JOBS = {
    "prepare": "tools.bench.prepare:run",
    "tantivy": f"{_HERE}.raw_tantivy:build",
    "kutip_add": f"{_HERE}.kutip:add",
    "kutip_ask": f"{_HERE}.kutip:ask",
    "kutip_read": f"{_HERE}.kutip:read",
    "kutip_engine": f"{_HERE}.kutip_engine:run",
    "bm25s_build": f"{_HERE}.bm25s_numba:build",
    "bm25s_ask": f"{_HERE}.bm25s_numba:ask",
    "fts5_build": f"{_HERE}.fts5:build",
    "fts5_ask": f"{_HERE}.fts5:ask",
    "rank_bm25": f"{_HERE}.okapi:run",
    "memory": f"{_HERE}.kutip:memory",
    "adding": f"{_HERE}.adding:run",
}
# Beyond these sizes, in paragraphs, a job takes gigabytes or minutes.
_BEARABLE = {"rank_bm25": 100_000, "memory": 10_000}
_LONGEST = 3 * 3600  # seconds
# It would have a job compile all that it imports, which an installed program never does.
_NO_BYTE_CODE = "PYTHONDONTWRITEBYTECODE"


def for_size(paragraphs: int) -> list[str]:
    """Return the jobs that are feasible with this many paragraphs."""
    return [name for name in JOBS if paragraphs <= _BEARABLE.get(name, paragraphs)]


def run(name: str, place: Place) -> Results:
    """Run a job in this process."""
    module, _, attribute = JOBS[name].partition(":")
    job = cast("Callable[[Place], Results]", getattr(import_module(module), attribute))
    return job(place)


def run_apart(name: str, place: Place) -> Results:
    """Run a job in a process of its own. Raise CalledProcessError if it fails; its errors are on the screen."""
    described = json.dumps({**asdict(place), "folder": str(place.folder)})
    command = [sys.executable, "-m", "tools.bench.jobs", name, described]
    environment = {name: value for name, value in os.environ.items() if name != _NO_BYTE_CODE}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=_LONGEST
    )
    return {Row(row): Measured(**numbers) for row, numbers in json.loads(done.stdout).items()}


def main(name: str, described: str) -> None:
    fields = json.loads(described)
    results = run(name, Place(**{**fields, "folder": Path(fields["folder"])}))
    sys.stdout.write(json.dumps({row: asdict(measured) for row, measured in results.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
