"""Show on the screen what an article has changed."""

from bot.console.screen import Screen
from bot.rendering.differences import revised
from index.library import Library
from index.model.records import Quote
from index.versions.records import ArticleHistory


def show_change(screen: Screen, library: Library, quote: Quote) -> None:
    """Show how a quoted paragraph differs from the one that is there now."""
    screen.show("change", quote=quote, pieces=list(revised(library.change(quote))))


def show_history(screen: Screen, history: ArticleHistory) -> None:
    """Show what changed from each version of an article to the next, the oldest first."""
    revisions = [(each, [(one, list(revised(one))) for one in each.changed]) for each in history.revisions]
    screen.show("changes", history=history, revisions=revisions)
