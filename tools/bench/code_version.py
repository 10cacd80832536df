"""The version of the code that a question runs: it stays the same when only comments, docstrings or lines move."""

import ast
import io
import tokenize
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

_ROOT = Path(__file__).parent.parent.parent
_FOLDERS = ("analysis", "answering", "encoder", "query", "ranking", "retrieval", "spelling", "text")
_FILES = ("library.py", "indexing/engine_indexer.py", "store/articles.py", "store/article_rows.py")
_VERSION_DIGITS = 12
_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def code_version() -> str:
    """Return a digest of the files that a question runs from its text to its Answer."""
    index = _ROOT / "index"
    paths = [path for folder in _FOLDERS for path in (index / folder).rglob("*.py")]
    digest = sha256()
    for path in sorted([*paths, *(index / name for name in _FILES)]):
        digest.update(f"{path.relative_to(index).as_posix()}\n{bare(path.read_text(encoding='utf-8'))}\n".encode())
    return digest.hexdigest()[:_VERSION_DIGITS]


def bare(source: str) -> str:
    """Return a module without comments, docstrings and white space, the same in each version of Python."""
    lines = source.splitlines()
    for one in tokenize.generate_tokens(io.StringIO(source).readline):
        if one.type == tokenize.COMMENT:
            row, column = one.start
            lines[row - 1] = lines[row - 1][:column]
    for first, last in _docstrings(ast.parse(source)):
        lines[first - 1 : last] = [""] * (last - first + 1)
    return "".join("".join(lines).split())


def _docstrings(module: ast.Module) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each docstring."""
    for node in ast.walk(module):
        if not (isinstance(node, _WITH_DOCSTRING) and node.body and isinstance(node.body[0], ast.Expr)):
            continue
        value = node.body[0].value
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.lineno, value.end_lineno or value.lineno
