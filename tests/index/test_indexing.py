"""An index follows its store, also when another process writes."""

from bot.app import App, open_app
from bot.settings import Settings
from index.models import SHARED, Verdict


def add(app: App, text: str) -> int:
    (result,) = app.add_bytes(text.encode(), "x.txt", SHARED)
    assert not isinstance(result, Exception)
    return result.article.id


def test_an_app_sees_what_another_one_adds_updates_and_removes(settings: Settings) -> None:
    with open_app(settings) as bot, open_app(settings) as shell:
        add(shell, "Banjir merendam kota.")
        assert bot.ask("banjir").verdict is Verdict.FOUND
        article = '{"url": "https://kabar.example/1", "text": "%s"}'
        list(shell.add_bytes((article % "Gempa mengguncang kota.").encode(), "-", SHARED))
        assert bot.ask("gempa").verdict is Verdict.FOUND
        list(shell.add_bytes((article % "Angin merobohkan pohon.").encode(), "-", SHARED))
        assert bot.ask("gempa").verdict is Verdict.NOT_FOUND
        assert bot.ask("pohon").verdict is Verdict.FOUND
        shell.remove(1)
        assert bot.ask("banjir").verdict is Verdict.NOT_FOUND


def test_a_language_that_comes_later_is_searched_in(flood: App) -> None:
    assert flood.ask("agreed").verdict is Verdict.NOT_FOUND
    add(flood, "The mayor and the citizens reached an agreement, and the papers agree about it.")
    assert flood.ask("what was agreed?").verdict is Verdict.FOUND


def test_a_rebuild_counts_every_paragraph_and_changes_no_answer(examples: App) -> None:
    before = examples.ask("apa yang disepakati?").quotes
    told: list[tuple[int, int]] = []
    count = examples.rebuild(lambda done, total: told.append((done, total)))
    assert count == examples.size().paragraphs
    assert told == [(done, count) for done in range(1, count + 1)]
    assert examples.ask("apa yang disepakati?").quotes == before
