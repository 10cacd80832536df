"""Replies with buttons: HTML that fits into one message, and what to press below it."""

from collections.abc import Callable, Sequence
from functools import partial

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.rendering.differences import revised, within
from bot.rendering.excerpt import Part, excerpt, pages, parts
from bot.rendering.render import Renderer
from bot.rendering.text_fragments import link_to
from bot.telegram.delivery.reply import Reply
from bot.telegram.protocol.callback_data import (
    Button,
    CastVote,
    ListArticles,
    ShowArticle,
    ShowChange,
    ShowContext,
    ShowHistory,
    ShowQuote,
    ShowReason,
)
from bot.telegram.protocol.labels import label
from index.library import Library
from index.model.records import Answer, Article, Paragraph, Quote, Verdict

# A message holds 4096 units. The rest is for the source line, whose parts are cut in the templates.
QUOTE_ROOM = 2800
_CONTEXT_ROOM = 900
_PAGE_ROOM = 2900
_ARTICLES_A_PAGE = 10
_PARAGRAPHS_OF_CHANGE = 6
# A button and the name of its label.
_Labeled = tuple[str, Button]


class Replies:
    """Make the replies that have buttons. All methods read the database, so call none in the event loop."""

    def __init__(self, library: Library, renderer: Renderer) -> None:
        self._library = library
        self._renderer = renderer

    def answer(self, answer: Answer, answer_id: str | None, position: int = 0) -> Reply:
        """Return one quote of an answer, counted from 0, or why there is none; without an id, without buttons."""
        if answer.verdict is Verdict.NOT_FOUND:
            return Reply(self._renderer.render("not_found", answer=answer), _closest(answer, answer_id))
        quote = excerpt(answer.quotes[position], QUOTE_ROOM)
        opens = answer_id is not None
        html = self._renderer.render("answer", answer=answer, quote=quote, position=position, opens=opens)
        if answer_id is None:
            return Reply(html)
        shown = quote.paragraph.id
        around = {"back": position - 1, "more": position + 1}
        turning: list[_Labeled] = [
            (name, ShowQuote(answer_id, answer.quotes[at].paragraph.id))
            for name, at in around.items()
            if 0 <= at < len(answer.quotes)
        ]
        link = link_to(quote.article.url, quote.sentence_text, quote.page)
        if quote.change:
            change: list[_Labeled] = [("changes", ShowChange(answer_id, shown))]
            return Reply(html, _keyboard([*turning, *change], (), link))
        views: list[_Labeled] = [
            ("context", ShowContext(answer_id, shown)),
            ("why", ShowReason(answer_id, shown)),
        ]
        votes = [
            ("helpful", CastVote(answer_id, shown, helpful=True)),
            ("not_helpful", CastVote(answer_id, shown, helpful=False)),
        ]
        return Reply(html, _keyboard([*turning, *views], votes, link))

    def context(self, answer: Answer, answer_id: str, position: int) -> Reply:
        quote = answer.quotes[position]
        shown = excerpt(quote, _CONTEXT_ROOM)
        around = [_neighbour(paragraph, quote) for paragraph in self._library.context(quote)]
        html = self._renderer.render("context", quote=shown, parts=around)
        return Reply(html, _keyboard([("quote", ShowQuote(answer_id, quote.paragraph.id))]))

    def why(self, answer: Answer, answer_id: str, position: int) -> Reply:
        quote = answer.quotes[position]
        runner_up = answer.quotes[position + 1] if position + 1 < len(answer.quotes) else None
        html = self._renderer.render("why", answer=answer, quote=quote, position=position, runner_up=runner_up)
        return Reply(html, _keyboard([("quote", ShowQuote(answer_id, quote.paragraph.id))]))

    def change(self, answer: Answer, answer_id: str, position: int) -> Reply:
        """Return how the quoted paragraph differs from the one that is there now."""
        quote = answer.quotes[position]
        pieces = list(within(revised(self._library.change(quote)), QUOTE_ROOM))
        html = self._renderer.render("change", quote=quote, pieces=pieces)
        return Reply(html, _keyboard([("quote", ShowQuote(answer_id, quote.paragraph.id))]))

    def history(self, number: int, libraries: frozenset[str], page: int) -> Reply | None:
        """Return a change of an article, the newest on page 0; None if none is known. Raises MissingError."""
        history = self._library.history(number, libraries)
        if not history.revisions:
            return None
        page = min(page, len(history.revisions) - 1)
        revision = history.revisions[-1 - page]
        some = [(one, list(revised(one))) for one in revision.changed[:_PARAGRAPHS_OF_CHANGE]]
        room = _PAGE_ROOM // len(some)
        html = self._renderer.render(
            "history",
            history=history,
            revision=revision,
            changed=[(one, list(within(pieces, room))) for one, pieces in some],
            left=len(revision.changed) - len(some),
            page=page,
            pages=len(history.revisions),
        )
        turning = _turns(partial(ShowHistory, number), page, len(history.revisions))
        return Reply(html, _keyboard([*turning, ("article", ShowArticle(number, 0))]))

    def article(self, number: int, libraries: frozenset[str], page: int) -> Reply:
        """Return a page of an article. Raises MissingError."""
        article, paragraphs = self._library.article(number, libraries)
        return self._article(article, pages(paragraphs, _PAGE_ROOM), page)

    def _article(self, article: Article, all_pages: list[list[Part]], page: int) -> Reply:
        page = min(page, len(all_pages) - 1)
        html = self._renderer.render(
            "article", article=article, parts=all_pages[page], page=page, pages=len(all_pages)
        )
        turning = _turns(partial(ShowArticle, article.id), page, len(all_pages))
        changes: list[_Labeled] = [("changes", ShowHistory(article.id, 0))]
        return Reply(html, _keyboard([*turning, *(changes if self._library.has_changed(article.id) else [])]))

    def articles(self, own: str, libraries: frozenset[str], page: int) -> Reply:
        count = self._library.size(libraries).articles
        page_count = max(1, -(-count // _ARTICLES_A_PAGE))
        page = min(page, page_count - 1)
        articles = self._page_of_articles(own, libraries, page * _ARTICLES_A_PAGE)
        html = self._renderer.render(
            "articles", articles=articles, count=count, own=own, page=page, pages=page_count
        )
        return Reply(html, _turning(ListArticles, page, page_count))

    def _page_of_articles(self, own: str, libraries: frozenset[str], offset: int) -> list[Article]:
        """Return a page of articles: the chat's own first, as there may be thousands of others."""
        mine = frozenset({own})
        shown = self._library.articles(mine, _ARTICLES_A_PAGE, offset)
        if room := _ARTICLES_A_PAGE - len(shown):
            passed = max(0, offset - self._library.size(mine).articles)
            shown += self._library.articles(libraries - mine, room, passed)
        return shown


def _closest(answer: Answer, answer_id: str | None) -> InlineKeyboardMarkup | None:
    """Return the button that shows the quotes of an answer that were withheld; None if there are none."""
    if answer_id is None or not answer.withheld:
        return None
    return _keyboard([("closest", ShowQuote(answer_id, answer.withheld[0].paragraph.id))])


def _neighbour(paragraph: Paragraph, quote: Quote) -> Part:
    """Return the part of a neighbouring paragraph that touches the quoted one."""
    fitting = list(parts(paragraph, _CONTEXT_ROOM))
    return fitting[-1] if paragraph.number < quote.paragraph.number else fitting[0]


def _turning(show: Callable[[int], Button], page: int, page_count: int) -> InlineKeyboardMarkup | None:
    return _keyboard(_turns(show, page, page_count))


def _turns(show: Callable[[int], Button], page: int, page_count: int) -> list[_Labeled]:
    back = [("back", show(page - 1))] if page > 0 else []
    more = [("more", show(page + 1))] if page + 1 < page_count else []
    return [*back, *more]


def _keyboard(
    above: Sequence[_Labeled], below: Sequence[_Labeled] = (), page: str | None = None
) -> InlineKeyboardMarkup | None:
    """Return two rows of buttons. The lower one ends with the button that opens the web page, if there is one."""
    rows = [
        [InlineKeyboardButton(label("buttons", name), callback_data=button.encode()) for name, button in row]
        for row in (above, below)
    ]
    if page:
        rows[-1].append(InlineKeyboardButton(label("buttons", "open"), url=page))
    return InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None
