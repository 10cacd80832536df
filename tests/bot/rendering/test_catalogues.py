"""The catalogues hold every word of the front ends, and nothing else."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from jinja2 import meta, nodes

from bot.rendering import languages
from bot.rendering.render import TEMPLATES, Renderer, words
from bot.telegram.protocol.labels import label, name_of_language
from index.model.errors import Fault, KutipError
from tests.botapi.server.formatting.html import parse_html
from tests.test_documentation import DETAILS
from tools.catalogues import extracted, read, updated

FILES = sorted(languages.CATALOGUES.glob("*.po"))
TEMPLATE_FILES = sorted((TEMPLATES / "telegram").glob("*.html"))
# These may stand outside: tags, even if a value splits them, and commands to tap.
NO_WORDS = re.compile(r"^[^<>]*>|<[^>]*(?:>|$)|/[a-z]+")
LETTERS = re.compile(r"[^\W\d_]+")
MARKS = re.compile(r"%(?:\(\w+\))?[rs]|%%|</?\w+[^>]*>|(?<![\w<])/[a-z]+")
FORMS = re.compile(r"%\(\w+\)s")

by_language = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def pairs(file: Path) -> list[tuple[str, str, Message]]:
    """Return pairs of an English text and its translation, one for each plural form."""
    found = []
    for message in read(file):
        if isinstance(message.id, str):
            found.append((message.id, str(message.string), message))
        else:
            found += [(message.id[1], text, message) for text in message.string or ()]
    return [pair for pair in found if pair[0]]


def templates(file: Path) -> list[tuple[str, str]]:
    of_errors = {*words("errors")["faults"].values(), *words("errors")["in_chat"].values()}
    return [(english, text) for english, text, _ in pairs(file) if english in of_errors]


def test_there_are_english_and_indonesian_and_each_language_is_called_as_it_calls_itself() -> None:
    names = {code: name_of_language(code) for code in languages.codes()}
    assert names["en"] == "English"
    assert names["id"] == "Bahasa Indonesia"
    assert len(set(names.values())) == len(names)


def test_words_are_found_in_every_place_that_has_some() -> None:
    ids = {message.id for message in extracted()}
    assert {
        "Not found.",
        "More ›",
        "The file",
        "How to use this bot",
        ("%(num)s article", "%(num)s articles"),
    } <= ids
    assert any("/articles lists them." in str(text) for text in ids)
    assert {"Ask a question, or /help.", "show the next quotes"} <= ids
    assert any("TELEGRAM_TOKEN" in str(text) for text in ids)


@by_language
def test_a_catalogue_is_up_to_date(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == updated(file), "make messages"


@by_language
def test_nothing_is_missing_fuzzy_or_obsolete(file: Path) -> None:
    catalogue = read(file)
    wanted = {message.id for message in extracted() if message.id}
    assert {message.id for message in catalogue if message.id} == wanted
    assert not catalogue.obsolete
    for english, text, message in pairs(file):
        assert text.strip(), english
        assert not message.fuzzy, english


@by_language
def test_values_tags_and_commands_are_those_of_the_english(file: Path) -> None:
    for english, text, message in pairs(file):
        assert sorted(MARKS.findall(text)) == sorted(MARKS.findall(english)), english
        assert not list(message.check(read(file))), english


@by_language
def test_telegram_takes_every_message(file: Path) -> None:
    for english, text, _ in pairs(file):
        for html in (english, text):
            if "{{" not in html:
                parse_html(FORMS.sub("x", html))


@by_language
def test_faults_have_the_same_values_in_every_language(file: Path) -> None:
    environment = Renderer("telegram")._environment
    assert templates(file)
    for english, text in templates(file):
        used = [meta.find_undeclared_variables(environment.parse(each)) for each in (english, text)]
        assert used[0] == used[1], english


@by_language
@pytest.mark.parametrize("wanted", ["text", "url", "language"])
def test_every_fault_that_can_reach_a_chat_is_told_whole_in_every_language(file: Path, wanted: str) -> None:
    renderer = Renderer("telegram")
    for fault in words("errors")["faults"]:
        error = KutipError(Fault(fault), **{**DETAILS, "wanted": wanted})
        english = renderer.error(error)
        told = Renderer("telegram", lambda: file.stem).error(error)
        assert told != english, fault
        assert "{" not in told
        parse_html(told)


@pytest.mark.parametrize("file", TEMPLATE_FILES, ids=lambda file: file.name)
def test_no_template_has_words_that_can_not_be_translated(file: Path) -> None:
    tree = Renderer("telegram")._environment.parse(file.read_text(encoding="utf-8"))
    for data in tree.find_all(nodes.TemplateData):
        assert not words_of(data.data), data.data
    translated = {id(text) for call in tree.find_all(nodes.Call) for text in call.args}
    for output in tree.find_all(nodes.Output):
        for constant in spoken(output):
            assert id(constant) in translated or not words_of(constant.value), constant.value


@pytest.mark.parametrize("file", TEMPLATE_FILES, ids=lambda file: file.name)
def test_every_value_that_a_sentence_names_is_given_to_it(file: Path) -> None:
    tree = Renderer("telegram")._environment.parse(file.read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext"):
            texts = [text.value for text in call.args if isinstance(text, nodes.Const)]
            given = {keyword.key for keyword in call.kwargs} | ({"num"} if call.node.name == "ngettext" else set())
            assert {name for text in texts for name in re.findall(r"%\((\w+)\)s", text)} == given, texts


def words_of(text: str) -> list[str]:
    return LETTERS.findall(NO_WORDS.sub("", text))


def spoken(node: nodes.Node) -> list[nodes.Const]:
    """Return the texts that an expression may output, without those it compares or looks up."""
    children: list[nodes.Node]
    if isinstance(node, nodes.Const):
        return [node] if isinstance(node.value, str) else []
    if isinstance(node, nodes.CondExpr):
        children = [each for each in (node.expr1, node.expr2) if each is not None]
    elif isinstance(node, nodes.Compare):
        children = []
    elif isinstance(node, nodes.Getitem):
        children = [node.node]
    elif isinstance(node, nodes.Pair):
        children = [node.value]
    else:
        children = list(node.iter_child_nodes())
    return [constant for child in children for constant in spoken(child)]


@pytest.mark.parametrize("code", languages.codes())
def test_what_telegram_shows_of_the_bot_is_as_short_as_it_must_be(code: str) -> None:
    assert 1 <= len(label("about", "description", code)) <= 512
    assert 1 <= len(label("about", "short_description", code)) <= 120
    for command in words("telegram/words")["commands"]:
        assert 3 <= len(label("commands", command, code)) <= 256
    for notice in words("telegram/words")["notices"]:
        assert len(label("notices", notice, code)) <= 200


@pytest.mark.parametrize("code", languages.codes())
def test_the_help_names_the_buttons_as_they_are_named(code: str) -> None:
    renderer = Renderer("telegram", lambda: code)
    named = re.findall(r"<i>(.+?)</i>", renderer.render("help", commands=[]))
    assert named == [label("buttons", name, code).strip("‹› ") for name in ("more", "context", "why")]


@by_language
def test_no_space_stands_before_a_mark_of_a_sentence(file: Path) -> None:
    wrong = [text for _, text, _ in pairs(file) if re.search(r"\s[?!:;,.](?=[\s\"”)<]|$)", text)]
    assert not wrong
