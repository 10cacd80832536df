"""The table of commands, its words, and the parser made from both."""

import pytest

from bot.commands.parser import make_parser
from bot.commands.table import COMMANDS
from bot.rendering.render import words


def test_the_words_name_the_commands_of_the_table_in_its_order() -> None:
    assert [name for name in words("console/usage") if name not in ("kutip", "console_commands")] == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_loaded(name: str) -> None:
    assert callable(COMMANDS[name].load())


def test_no_name_stands_for_two_commands() -> None:
    names = [*COMMANDS, *(alias for command in COMMANDS.values() for alias in command.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("typed", "name", "words_"),
    [
        ("source add --vanished remove news/ arsip/", "names", ["news/", "arsip/"]),
        ("source add a --every 5 b", "names", ["a", "b"]),
        ("ask apa --json yang disepakati", "question", ["apa", "yang", "disepakati"]),
        ("articles banjir --json jakarta", "words", ["banjir", "jakarta"]),
        ("check --json", "text", []),
    ],
)
def test_options_may_stand_anywhere(typed: str, name: str, words_: list[str]) -> None:
    assert getattr(make_parser().parse_args(typed.split()), name) == words_


def test_the_help_uses_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    for name, texts in words("console/usage").items():
        if name in COMMANDS:
            with pytest.raises(SystemExit):
                make_parser().parse_args([name, "--help"])
            shown = " ".join(capsys.readouterr().out.split())
            for text in texts.values():
                assert " ".join(text.split()) in shown, text
