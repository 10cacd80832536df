"""The documentation and the program agree with each other."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from jinja2 import meta

from bot.commands.parser import make_parser
from bot.rendering.render import TEMPLATES, Renderer, words
from bot.runtime.settings import Settings
from index.ingestion.readers import READERS
from index.model.errors import Fault, KutipError

ROOT = Path(__file__).parent.parent


def documented_settings() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_env_example_lists_every_setting_with_its_default() -> None:
    documented, defaults = documented_settings(), Settings()
    assert list(documented) == [name.upper() for name in Settings.__dataclass_fields__]
    for name, value in documented.items():
        default = getattr(defaults, name.lower())
        shown = "" if name == "KUTIP_DATA" or default in (None, frozenset()) else str(default)
        assert value == shown, name


def test_env_example_explains_every_setting() -> None:
    text = (ROOT / ".env.example").read_text()
    for name in documented_settings():
        assert re.search(rf"^# .+\n{name}=", text, flags=re.MULTILINE), name


DETAILS = {
    "table": "articles",
    "source": "news.txt", "line": 7, "problem": "out of luck", "suffix": ".pdf", "suffixes": [".md", ".txt"],
    "feeds": ["https://kabar.example/feed"],
    "kind": "PDF", "skipped": ["2 .pdf"], "bare": 1, "encoding": "cp1252", "format": "YAML", "limit": 2000000,
    "advice": "save", "field": "published", "value": "soon", "wanted": "url", "number": 9,
    "count": 3, "variable": "LOG_LEVEL", "choices": ["INFO"], "path": "/data/kutip.db", "version": "0009",
    "name": "fast", "known": ["memory"], "process": "4711",
    "names": ["corpus.jsonl"], "wrong": "field", "asked": "en", "answered": "ru", "library": "bm25s",
    "extra": "bench", "of": "articles", "why": "status", "status": 404, "address": "127.0.0.1", "port": 8443,
    "found": "script", "nearest": "KUTIP_DATA",
    "pages": [2, 4], "column": 5,
}  # fmt: skip


@pytest.mark.parametrize("front_end", ["console", "telegram"])
@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_one_line_that_is_told_whole(fault: Fault, front_end: str) -> None:
    details = {**DETAILS, "wanted": "choice"} if fault is Fault.BAD_SETTING else DETAILS
    details = {**details, "problem": "alias"} if fault is Fault.FRONT_MATTER_BROKEN else details
    line = Renderer(front_end).error(KutipError(fault, **details))
    assert len(line) > 20
    assert "\n" not in line
    assert "{" not in line


@pytest.mark.parametrize(("format_", "advice"), [("YAML", "a colon"), ("TOML", "close them"), ("JSON", "commas")])
@pytest.mark.parametrize("front_end", ["console", "telegram"])
def test_the_advice_for_broken_front_matter_is_about_its_format(front_end: str, format_: str, advice: str) -> None:
    details = {**DETAILS, "problem": "syntax", "format": format_}
    assert advice in Renderer(front_end).error(KutipError(Fault.FRONT_MATTER_BROKEN, **details))


def test_there_are_no_words_for_faults_that_are_not() -> None:
    texts = words("errors")
    assert not set(texts["faults"]) & set(texts["at_terminal"])
    assert set(texts["faults"]) | set(texts["at_terminal"]) == set(Fault)
    assert set(texts["in_chat"]) <= set(texts["faults"])


def test_every_command_of_the_shell_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    usage = words("console/usage")
    commands = [name for name in usage if name not in ("kutip", "console_commands")]
    for name in commands:
        with pytest.raises(SystemExit) as left:
            make_parser().parse_args([name, "--help"])
        assert left.value.code == 0
        text = capsys.readouterr().out
        assert usage[name]["summary"].split()[0] in text
        assert f"kutip {name}" in text


@pytest.mark.parametrize(
    "template", sorted(TEMPLATES.rglob("*.html")) + sorted(TEMPLATES.rglob("*.txt")), ids=lambda p: p.name
)
def test_every_template_is_valid_and_used(template: Path) -> None:
    environment = Renderer(template.parent.name)._environment
    meta.find_undeclared_variables(environment.parse(template.read_text()))
    users = [*(ROOT / "bot").rglob("*.py"), *template.parent.glob("*.*")]
    name = template.name if template.name.startswith("_") else template.stem
    assert any(f'"{name}"' in user.read_text() for user in users), template.name


def test_the_readme_names_every_format_and_command() -> None:
    readme = (ROOT / "README.md").read_text()
    for suffix in (".txt", ".md", ".jsonl"):
        assert suffix in readme
        assert suffix in READERS
    for name in words("console/usage"):
        if name not in ("kutip", "console_commands"):
            assert f"kutip {name}" in readme, name


def test_the_commands_of_the_readme_are_in_the_makefile() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = set(re.findall(r"^make ([\w-]+)", (ROOT / "README.md").read_text(), flags=re.MULTILINE))
    assert {"demo", "test"} <= named <= targets


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_the_paths_in_the_guides_exist(page: str) -> None:
    # The first two have a place before they have code.
    planned = {"index/store/dialects/", "index/ranking/reranker.py", "templates/languages/CODE.po"}
    text = (ROOT / page).read_text()
    named = set(re.findall(r"`((?:index|bot|templates|tests|tools|docs|examples)/[\w/.]*)`", text))
    assert {path for path in named - planned if not (ROOT / path).exists()} == set()
    assert len(named) > 15


def test_the_readme_maps_every_folder_of_the_library() -> None:
    readme = (ROOT / "README.md").read_text()
    for init in (ROOT / "index").glob("*/__init__.py"):
        assert f"`index/{init.parent.name}/`" in readme


@pytest.mark.parametrize("picture", sorted((ROOT / "docs").rglob("*.svg")), ids=lambda path: path.name)
def test_a_picture_is_small_and_needs_no_font(picture: Path) -> None:
    drawn = picture.read_text(encoding="utf-8")
    assert "<text" not in drawn
    assert "@font-face" not in drawn
    assert len(drawn) < 200_000


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pinned = {
        re.split("==", line)[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text().splitlines()
    }
    extras = project["optional-dependencies"].values()
    for requirement in [*project["dependencies"], *chain.from_iterable(extras)]:
        name = re.split(r"[><=\[]", requirement)[0].lower()
        assert name in pinned, name
