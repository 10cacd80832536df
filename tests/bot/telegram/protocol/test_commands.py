"""The table of commands, and what is made from it."""

import re

import pytest

from bot.rendering import languages
from bot.rendering.render import Renderer, words
from bot.telegram.protocol.commands import BY_NAME, COMMANDS, Audience, menu_for, usable_by


def test_names_are_what_telegram_takes_and_name_one_command_each() -> None:
    names = [name for command in COMMANDS for name in command.names]
    assert sorted(names) == sorted(BY_NAME)
    assert all(re.fullmatch(r"[a-z]{1,32}", name) for name in names)


def test_there_are_words_for_the_menus_and_for_nothing_else() -> None:
    assert {command.name for command in menu_for(Audience.OPERATORS)} == set(words("telegram/words")["commands"])


def test_nobody_is_shown_a_command_that_they_may_not_use() -> None:
    for audience in Audience:
        assert set(menu_for(audience)) <= set(usable_by(audience))


@pytest.mark.parametrize("code", languages.codes())
@pytest.mark.parametrize("audience", Audience)
def test_the_help_names_each_command_that_a_person_may_use_and_no_other(code: str, audience: Audience) -> None:
    usable = [command.name for command in usable_by(audience)]
    text = Renderer("telegram", lambda: code).render("help", commands=usable)
    named = set(re.findall(r"(?<![<\w])/([a-z]+)", text))
    assert named == {*usable} - {"start", "help", "article"}  # the list of articles shows how to open one
