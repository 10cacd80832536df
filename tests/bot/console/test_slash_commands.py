"""The table of the console's commands, and its words."""

from io import StringIO
from pathlib import Path

import pytest

from bot.console.conversation import Console
from bot.console.screen import Screen
from bot.console.slash_commands import COMMANDS, find_command
from bot.rendering.render import words
from index.library import Library


@pytest.fixture
def output() -> StringIO:
    return StringIO()


@pytest.fixture
def console(examples: Library, output: StringIO, tmp_path: Path) -> Console:
    return Console(examples, Screen(output, output), tmp_path)


def test_the_words_name_the_commands_of_the_table_in_its_order() -> None:
    assert list(words("console/usage")["console_commands"]) == list(COMMANDS)


def test_no_name_stands_for_two_commands() -> None:
    names = [*COMMANDS, *(alias for command in COMMANDS.values() for alias in command.aliases)]
    assert len(names) == len(set(names))


def test_a_command_is_found_by_its_name_and_its_aliases_in_either_case() -> None:
    assert find_command("/Articles") is find_command("/sources") is COMMANDS["/articles"]
    assert find_command("/exit") is COMMANDS["/quit"]
    assert find_command("/nonsense") is None


def test_articles_are_listed_under_the_older_name_too(console: Console, output: StringIO) -> None:
    console.do("/articles")
    listed = output.getvalue()
    assert "   4 Rusia dan Ukraina" in listed
    console.do("/sources")
    assert output.getvalue() == listed * 2


def test_the_chosen_language_is_kept_until_auto_is_chosen(
    console: Console, examples: Library, output: StringIO, tmp_path: Path
) -> None:
    console.do("/language id")
    later = Screen(output, output)
    again = Console(examples, later, tmp_path)
    assert later.language == "id"
    again.do("/language auto")
    assert later.language == "en"
    last = Screen(output, output)
    Console(examples, last, tmp_path)
    assert last.language == "en"


def test_the_help_lists_each_command_and_no_alias(console: Console, output: StringIO) -> None:
    console.do("/help")
    shown = output.getvalue()
    assert [line.split()[0] for line in shown.splitlines() if line.startswith("  /")] == list(COMMANDS)
    assert "/sources" not in shown


def test_an_unknown_language_gets_the_names_of_the_others(console: Console, output: StringIO) -> None:
    console.do("/language fr")
    assert "/language takes one of en (English), id (Indonesia), auto" in output.getvalue()


def test_a_language_is_chosen_by_its_name_in_any_language(console: Console, output: StringIO) -> None:
    for typed, said in (
        ("Indonesia", "Mulai sekarang saya berbahasa Indonesia"),
        ("inggris", "I will speak English"),
    ):
        console.do(f"/language {typed}")
        assert said in output.getvalue()


def test_language_alone_shows_the_language_and_what_auto_is(console: Console, output: StringIO) -> None:
    console.do("/language")
    assert "I speak English, the language of your settings." in output.getvalue()
    assert "auto for the language of your settings" in output.getvalue()
    console.do("/language en")
    console.do("/language")
    assert "I speak English, as you chose." in output.getvalue()


def test_articles_are_chosen_by_words(console: Console, output: StringIO) -> None:
    console.do("/articles whoosh")
    assert output.getvalue().count("Whoosh") == 1
    assert "Rusia" not in output.getvalue()
    console.do("/articles zzz")
    assert "/articles lists them all" in output.getvalue()


def test_more_goes_on_after_small_talk(console: Console, output: StringIO) -> None:
    console.do("apa yang disepakati Rusia dan Ukraina?")
    console.do("makasih")
    console.do("/more")
    with_talk = output.getvalue().partition("You are welcome.\n")[2]
    output.truncate(output.seek(0))
    console.do("apa yang disepakati Rusia dan Ukraina?")
    output.truncate(output.seek(0))
    console.do("/more")
    assert with_talk.split() == output.getvalue().split()
