"""The results by size, in a file from which the page and the plot are made."""

import json
import os
import platform
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from tools.bench.code_version import code_version
from tools.bench.measuring import Measured
from tools.bench.place import Facts
from tools.bench.rows import Row

_PACKAGES = ("tantivy", "bm25s", "numba", "rank-bm25")


@dataclass(frozen=True)
class Run:
    """The results of one size, measured on one day on one machine.

    ``code`` is the version of the code that was measured, by code_version; empty where none was recorded.
    """

    made: str
    cores: int
    versions: Mapping[str, str]
    facts: Facts
    measured: Mapping[Row, Measured]
    code: str = ""


def new_run(facts: Facts, measured: Mapping[Row, Measured]) -> Run:
    """Return a run of today, with the machine's cores and the versions of the libraries."""
    today = datetime.now(UTC).date().isoformat()
    return Run(today, os.cpu_count() or 1, _versions(), facts, measured, code_version())


def load(path: Path) -> dict[int, Run]:
    """Return the runs by number of paragraphs, the smallest first; none without the file."""
    if not path.exists():
        return {}
    runs = [_run(fields) for fields in json.loads(path.read_text(encoding="utf-8"))]
    return {run.facts.paragraphs: run for run in runs}


def save(path: Path, runs: Mapping[int, Run]) -> None:
    text = json.dumps([_fields(runs[size]) for size in sorted(runs)], indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _versions() -> dict[str, str]:
    found = {"Python": platform.python_version()}
    for package in _PACKAGES:
        with suppress(metadata.PackageNotFoundError):
            found[package] = metadata.version(package)
    return found | {"SQLite": sqlite3.sqlite_version}


def _fields(run: Run) -> dict[str, Any]:
    """Return the fields of a run for JSON: numbers with four digits, without those that were not measured."""
    fields = asdict(run)
    for row, numbers in fields["measured"].items():
        known = {name: number for name, number in numbers.items() if number is not None}
        fields["measured"][row] = {
            name: float(f"{number:.4g}") if isinstance(number, float) else number for name, number in known.items()
        }
    return fields


def _run(fields: dict[str, Any]) -> Run:
    measured = {Row(row): Measured(**numbers) for row, numbers in fields["measured"].items()}
    return Run(**{**fields, "facts": Facts(**fields["facts"]), "measured": measured})
