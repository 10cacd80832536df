"""What is sent: HTML that fits into one message, and the buttons below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.app import App
from bot.excerpt import excerpt, pages
from bot.render import Renderer, words
from index.models import Answer, Article, Paragraph, Verdict

# A message holds 4096 units. The rest is for the source line, whose parts are cut in the templates.
_QUOTE_ROOM = 2800
_CONTEXT_ROOM = 1000
_PAGE_ROOM = 3000
SOURCES_A_PAGE = 10


@dataclass(frozen=True)
class Reply:
    html: str
    keyboard: InlineKeyboardMarkup | None = None


class Replies:
    """Makes every reply that has buttons; the data of a button names the view, the answer and the quote."""

    def __init__(self, app: App, renderer: Renderer) -> None:
        self._app = app
        self._renderer = renderer

    def answer(self, answer: Answer, answer_id: str | None, position: int = 0) -> Reply:
        """Returns one quote of an answer, counted from 0, or why there is none."""
        if answer.verdict is Verdict.NOT_FOUND:
            return Reply(self._renderer.render("not_found", answer=answer))
        quote = excerpt(answer.quotes[position], _QUOTE_ROOM)
        html = self._renderer.render("answer", answer=answer, quote=quote, position=position)
        back = [("back", f"q:{answer_id}:{position - 1}")] if position > 0 else []
        more = [("more", f"q:{answer_id}:{position + 1}")] if position + 1 < len(answer.quotes) else []
        views = [("context", f"c:{answer_id}:{position}"), ("why", f"w:{answer_id}:{position}")]
        return Reply(html, _keyboard([*back, *more, *views]))

    def context(self, answer: Answer, answer_id: str, position: int) -> Reply:
        quote = answer.quotes[position]
        around = self._app.context(quote)
        parts = [pages([paragraph], _CONTEXT_ROOM)[0][0] for paragraph in around]
        shown = excerpt(quote, _CONTEXT_ROOM)
        html = self._renderer.render("context", quote=shown, paragraphs=parts)
        return Reply(html, _keyboard([("quote", f"q:{answer_id}:{position}")]))

    def why(self, answer: Answer, answer_id: str, position: int) -> Reply:
        runner_up = answer.quotes[position + 1] if position + 1 < len(answer.quotes) else None
        html = self._renderer.render(
            "why", answer=answer, quote=answer.quotes[position], position=position, runner_up=runner_up
        )
        return Reply(html, _keyboard([("quote", f"q:{answer_id}:{position}")]))

    def article(self, article: Article, paragraphs: Sequence[Paragraph], page: int) -> Reply:
        all_pages = pages(paragraphs, _PAGE_ROOM)
        page = min(page, len(all_pages) - 1)
        html = self._renderer.render(
            "article", article=article, paragraphs=all_pages[page], page=page, pages=len(all_pages)
        )
        return Reply(html, _turning(f"a:{article.id}", page, len(all_pages)))

    def sources(self, libraries: frozenset[str], page: int) -> Reply:
        count = self._app.size(libraries).articles
        page_count = max(1, -(-count // SOURCES_A_PAGE))
        page = min(page, page_count - 1)
        articles = self._app.sources(libraries, SOURCES_A_PAGE, page * SOURCES_A_PAGE)
        html = self._renderer.render("sources", articles=articles, count=count, page=page, pages=page_count)
        return Reply(html, _turning("s:all", page, page_count))


def _turning(data: str, page: int, page_count: int) -> InlineKeyboardMarkup | None:
    back = [("back", f"{data}:{page - 1}")] if page > 0 else []
    more = [("more", f"{data}:{page + 1}")] if page + 1 < page_count else []
    return _keyboard([*back, *more])


def _keyboard(buttons: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup | None:
    labels = words("telegram/words")["buttons"]
    row = [InlineKeyboardButton(labels[name], callback_data=data) for name, data in buttons]
    return InlineKeyboardMarkup([row]) if row else None
