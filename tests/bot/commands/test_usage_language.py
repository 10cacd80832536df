"""--help and wrong usage are in the language of the user, with nothing left in English."""

import argparse
import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import write_po

from bot.cli import main
from bot.commands.parser import parse
from bot.commands.table import COMMANDS
from bot.console.screen import Screen
from bot.rendering import languages
from bot.rendering.render import words
from tools.catalogues import extracted

Output = pytest.CaptureFixture[str]

HELP = [["--help"], *([name, "--help"] for name in COMMANDS)]
# One line for each thing that argparse and the arguments find wrong.
WRONG = [
    [],
    ["nonsense"],
    ["add"],
    ["remove", "3", "--publisher"],
    ["ask", "--in"],
    ["evaluate", "judged", "--cross", "en"],
    ["articles", "--since", "yesterday"],
    ["remove", "9-7"],
    ["article", "0"],
    ["rebuild", "--wait", "long"],
    ["articles", "--nothing"],
    ["articles", "--json=yes"],
    ["evaluate", "judged", "--a"],
]
# What argparse says of mistakes in a program, and what this program does not use. "%(heading)s:" has no words.
NEVER_SAID = {
    "'required' is an invalid argument for positionals",
    "can't open '%(filename)s': %(error)s",
    "%r is not callable",
    ".__call__() not defined",
    'argument "-" with mode %r',
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "conflicting option string: %s",
    "conflicting option strings: %s",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    "show program's version number and exit",
    " (default: %(default)s)",
    "%(heading)s:",
    "%(prog)s: warning: %(message)s\n",
    "argument '%(argument_name)s' is deprecated",
    "command '%(parser_name)s' is deprecated",
    "option '%(option)s' is deprecated",
    "subcommands",
}
# A text of the test's catalogue, with nothing but values in it.
INNERMOST = re.compile("«[^«»]*»")
# "keep" is typed, as the names of commands are.
NAMES = {"kutip", "keep", *COMMANDS, *(alias for command in COMMANDS.values() for alias in command.aliases)}


def texts_of_argparse() -> Iterator[str]:
    """Yield what the source of argparse marks for translation."""
    tree = ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
            for text in node.args:
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def test_the_words_are_those_of_this_release_of_argparse() -> None:
    ours: set[str] = set()
    for text in words("console/arguments")["argparse"].values():
        ours.update([text] if isinstance(text, str) else text)
    theirs = set(texts_of_argparse())
    assert theirs - NEVER_SAID == ours


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return a language whose catalogue has every text between guillemets."""
    catalogue = extracted()
    for message in catalogue:
        if message.id:
            several = isinstance(message.id, tuple)
            message.string = tuple(f"«{text}»" for text in message.id) if several else f"«{message.id}»"
    written = BytesIO()
    write_po(written, catalogue, omit_header=True)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    header += '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    (tmp_path / "eo.po").write_text(header + written.getvalue().decode(), encoding="utf-8")
    monkeypatch.setattr(languages, "CATALOGUES", tmp_path)
    languages._files.cache_clear()
    yield "eo"
    languages._files.cache_clear()


def shown(arguments: list[str], language: str, capsys: Output) -> str:
    with pytest.raises(SystemExit):
        parse(arguments, language)
    captured = capsys.readouterr()
    return captured.out + captured.err


@pytest.mark.parametrize("arguments", [*HELP, *WRONG], ids=" ".join)
def test_everything_that_is_said_is_in_the_catalogue(
    arguments: list[str], marked: str, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")  # so that no text is broken
    left = shown(arguments, marked, capsys)
    assert "«" in left
    while "«" in left:
        left, outer = INNERMOST.sub("", left), left
        assert left != outer, outer
    assert set(re.findall(r"(?<![\w-])\w+", left)) <= NAMES | {"h"}


@pytest.mark.parametrize(
    ("arguments", "english", "indonesian"),
    [
        (["--help"], "usage: kutip", "cara pakai: kutip"),
        (["add", "-h"], "show this help message and exit", "tampilkan bantuan ini"),
        (["add", "-h"], "example: kutip add news/", "contoh: kutip add berita/"),
        (
            [],
            "kutip: error: the following arguments are required: COMMAND",
            "kutip: kesalahan: argumen berikut wajib diisi: PERINTAH",
        ),
        (["ad"], "invalid choice: 'ad' (choose from", "'ad' bukan pilihan yang ada (pilih dari"),
        (["status", "now"], "unrecognized arguments: now", "argumen tidak dikenal: now"),
        (["ask", "--most"], "--most: expected one argument", "--most: perlu satu nilai"),
        (["ask", "--most", "x"], "'x' is not a whole number above 0", "'x' bukan bilangan bulat di atas 0"),
        (["remove", "9-7"], "'9-7' is not a number such as 3", "'9-7' bukan nomor seperti 3"),
        (["articles", "--since", "2/3"], "'2/3' is not a day such as", "'2/3' bukan tanggal seperti"),
        (["rebuild", "--wait", "x"], "'x' is not a number of seconds", "'x' bukan jumlah detik"),
    ],
)
def test_usage_is_told_in_both_languages(
    arguments: list[str], english: str, indonesian: str, capsys: Output
) -> None:
    for language, wanted in (("en", english), ("id", indonesian)):
        assert wanted in " ".join(shown(arguments, language, capsys).split())


@pytest.mark.parametrize(
    ("system", "setting", "wanted"),
    [
        ("", "", "usage: "),
        ("id_ID.UTF-8", "", "cara pakai: "),
        ("id_ID.UTF-8", "en", "usage: "),
        ("en_US.UTF-8", "id", "cara pakai: "),
        ("id_ID.UTF-8", "klingon", "cara pakai: "),  # reported by every command
    ],
)
@pytest.mark.parametrize("arguments", [["--help"], ["nonsense"]])
def test_the_setting_or_the_system_chooses_the_language(
    arguments: list[str], system: str, setting: str, wanted: str, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", system)
    monkeypatch.setenv("KUTIP_LANGUAGE", setting)
    with pytest.raises(SystemExit):
        main(arguments)
    captured = capsys.readouterr()
    assert (captured.out + captured.err).startswith(wanted)


def test_other_users_of_argparse_keep_its_language(capsys: Output) -> None:
    shown(["--help"], "id", capsys)
    with pytest.raises(SystemExit):
        argparse.ArgumentParser(prog="other").parse_args(["--help"])
    assert capsys.readouterr().out.startswith("usage: other")


def test_the_help_of_the_console_is_in_the_language_of_the_user(capsys: Output) -> None:
    screen = Screen()
    screen.language = "id"
    screen.show("help", commands={"/language": words("console/usage")["console_commands"]["/language"]})
    assert "  /language [KODE] tampilkan bahasa, atau pakai bahasa lain" in capsys.readouterr().out
