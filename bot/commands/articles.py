"""kutip articles, article and remove: look at the articles, and choose those to remove."""

import json
from argparse import Namespace
from collections.abc import Iterable

from bot.console.agreement import is_agreed
from bot.console.changing import show_history
from bot.console.screen import Screen
from bot.rendering.as_json import article_as_json
from bot.rendering.history_as_json import full_article_as_json, history_as_json
from bot.runtime.app import open_configured_library
from bot.runtime.exit_codes import DONE, EXPECTED_ERROR
from bot.runtime.settings import Settings
from index.library import Library
from index.model.errors import Fault, KutipError, MissingError
from index.model.records import Article
from index.store.queries.article_filter import ALL, Filter
from index.versions.records import ArticleHistory


def articles(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    words_ = tuple(word for argument in arguments.words for word in argument.split())
    wanted = Filter(words_, arguments.publisher, arguments.since, arguments.before)
    with open_configured_library(settings) as library:
        found = library.articles(wanted=wanted)
    if arguments.json:
        _write_json([article_as_json(one) for one in found], screen)
    else:
        screen.show("articles", articles=found, interactive=False, chosen=wanted != ALL)
    return DONE


def article(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_configured_library(settings) as library:
        if arguments.changes:
            return _show_changes(library.history(arguments.number), arguments, screen)
        found, paragraphs = library.article(arguments.number)
    if arguments.json:
        _write_json(full_article_as_json(found, paragraphs), screen)
    else:
        screen.show("article", article=found, paragraphs=paragraphs)
    return DONE


def _show_changes(history: ArticleHistory, arguments: Namespace, screen: Screen) -> int:
    if arguments.json:
        _write_json(history_as_json(history), screen)
    else:
        show_history(screen, history)
    return DONE


def _write_json(value: object, screen: Screen) -> None:
    screen.write(json.dumps(value, ensure_ascii=False, indent=2))


def remove(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_configured_library(settings) as library:
        chosen = _chosen(library, arguments.numbers, Filter((), arguments.publisher, None, arguments.before))
        if not chosen:
            screen.show("articles", articles=[], interactive=False, chosen=True)
            return EXPECTED_ERROR
        if not arguments.yes and not is_agreed(chosen, screen):
            return EXPECTED_ERROR
        for removed in library.remove_all([one.id for one in chosen]):
            screen.show("removed", article=removed)
    return DONE


def _chosen(library: Library, numbers: Iterable[range], wanted: Filter) -> list[Article]:
    """Return the articles that have one of the numbers, if there are any, and that the filter selects.

    Of a range, those that exist are meant. Raises KutipError if a single number does not, or nothing is chosen.
    """
    asked = list(numbers)
    if not asked and wanted == ALL:
        raise KutipError(Fault.NOTHING_CHOSEN)
    found = library.articles(wanted=wanted)
    if not asked:
        return found
    there = {one.id for one in found}
    for each in asked:
        if len(each) == 1 and each.start not in there:
            raise MissingError(Fault.NO_SUCH_ARTICLE, number=each.start)
    return [one for one in found if any(one.id in each for each in asked)]
