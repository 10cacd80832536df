import asyncio
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bot.rendering import languages
from bot.rendering.languages import best
from bot.rendering.render import Renderer
from bot.rendering.rich_markup import to_text
from bot.rendering.terminal_language import chosen_language
from bot.telegram.protocol.current_update import answer_in, current_language
from index.ingestion.readers import parse_bytes
from index.model.errors import Fault, KutipError, ReadError
from tools.catalogues import updated

RUSSIAN = r"""
msgid ""
msgstr ""
"Language: ru\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
"n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

msgid "%(num)s paragraph"
msgid_plural "%(num)s paragraphs"
msgstr[0] "%(num)s абзац"
msgstr[1] "%(num)s абзаца"
msgstr[2] "%(num)s абзацев"

msgid "This was said by nobody"
msgstr "Никто"
"""


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("id", "id"),
        ("id-ID", "id"),
        ("ID_id", "id"),
        ("in", "id"),
        ("ms", "id"),
        ("jv", "id"),
        ("en", "en"),
        ("en-US", "en"),
        ("de", "en"),
        ("", "en"),
        ("../id", "en"),
        (None, "en"),
    ],
)
def test_a_reader_gets_the_language_that_suits_best(said: str | None, spoken: str) -> None:
    assert best(said) == spoken


@pytest.mark.parametrize(
    ("code", "day", "number", "weight", "part"),
    [
        ("en", "3 March 2022", "1,234,567", "1,234.50", "45%"),
        ("id", "3 Maret 2022", "1.234.567", "1.234,50", "45%"),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(
    code: str, day: str, number: str, weight: str, part: str
) -> None:
    assert languages.day(date(2022, 3, 3), code) == day
    assert languages.number(1_234_567, code) == number
    assert languages.number(1234.5, code, 2) == weight
    assert languages.percent(0.4512, code) == part


@pytest.mark.parametrize(
    ("code", "days", "shown"),
    [("en", 1, "1 day."), ("en", 30, "30 days."), ("en", 1200, "1,200 days."), ("id", 1, "1 hari.")],
)
def test_a_count_has_the_form_of_its_language(code: str, days: int, shown: str) -> None:
    assert shown in Renderer("telegram", lambda: code).render("privacy", days=days, server=False, several=False)


@pytest.mark.parametrize(
    ("code", "error", "day", "number"),
    [
        ("en", "The search index in x [a] cannot be written (full)", "3 March 2022", "1,234.5"),
        ("id", "Indeks pencarian di x [a] tidak dapat ditulisi (full)", "3 Maret 2022", "1.234,5"),
    ],
)
def test_the_console_speaks_a_language_with_its_days_and_numbers(
    code: str, error: str, day: str, number: str
) -> None:
    console = Renderer("console", lambda: code)
    written = console.error(KutipError(Fault.INDEX_UNWRITABLE, path="x [a]", problem="full"))
    assert to_text(written).plain.startswith(error)
    shown = console._environment.from_string("{{ day | day }} {{ number | number(1) }}")
    assert shown.render(day=date(2022, 3, 3), number=1234.5) == f"{day} {number}"


def test_a_value_in_a_sentence_of_the_console_keeps_every_character() -> None:
    for code in languages.codes():
        written = Renderer("console", partial(str, code)).render("unknown_command", name="/[bad] %(x)s \\[/]")
        assert "/[bad] %(x)s \\[/]" in to_text(written).plain


@pytest.mark.parametrize(
    ("setting", "system", "spoken"),
    [
        ("system", {"LANG": "id_ID.UTF-8"}, "id"),
        ("system", {"LANG": "id_ID.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ("system", {"LANG": "en_US.UTF-8", "LC_MESSAGES": "id_ID"}, "id"),
        ("system", {"LANG": "C.UTF-8"}, "en"),
        ("system", {"LANG": "jv_ID@latin"}, "id"),
        ("system", {}, "en"),
        ("id", {"LANG": "en_US.UTF-8"}, "id"),
    ],
)
def test_the_terminal_speaks_the_language_of_the_setting_or_the_system(
    setting: str, system: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in system.items():
        monkeypatch.setenv(name, value)
    assert chosen_language(setting) == spoken


def test_a_value_in_a_sentence_reaches_telegram_as_text() -> None:
    for code in languages.codes():
        renderer = Renderer("telegram", partial(str, code))
        html = renderer.render("which_number", typed="<b>@everyone</b> %(x)s /start")
        assert "&lt;b&gt;<code>@everyone</code>&lt;<code>/b</code>&gt; %(x)s <code>/start</code>" in html


async def test_each_task_and_the_threads_that_it_starts_speak_its_own_language() -> None:
    renderer = Renderer("telegram", current_language)

    async def said(code: str) -> str:
        answer_in(code)
        await asyncio.sleep(0)
        return await asyncio.to_thread(renderer.render, "unknown_command", group=False)

    english, indonesian = await asyncio.gather(said("en"), said("id"))
    assert english.startswith("I do not know this command.")
    assert indonesian.startswith("Perintah ini tidak dikenal.")
    assert current_language() == "en"


@pytest.fixture
def only_russian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder of catalogues that holds a Russian one."""
    file = tmp_path / "ru.po"
    file.write_text(RUSSIAN, encoding="utf-8")
    monkeypatch.setattr(languages, "CATALOGUES", tmp_path)
    languages._files.cache_clear()
    yield file
    languages._files.cache_clear()


def test_adding_a_language_is_adding_one_file(only_russian: Path) -> None:
    assert languages.codes() == ["en", "ru"]
    assert best("ru-RU") == "ru"
    assert best("ms") == "en"
    renderer = Renderer("telegram", lambda: "ru")
    counted = renderer._environment.from_string('{{ ngettext("%(num)s paragraph", "%(num)s paragraphs", n) }}')
    assert [counted.render(n=n) for n in (1, 3, 5)] == ["1 абзац", "3 абзаца", "5 абзацев"]
    assert languages.day(date(2022, 3, 3), "ru").startswith("3 марта 2022")
    assert renderer.render("unknown_command", group=False).startswith("I do not know")  # not translated yet


def test_bringing_a_catalogue_up_to_date_keeps_what_is_translated(only_russian: Path) -> None:
    text = updated(only_russian)
    assert 'msgstr[1] "%(num)s абзаца"' in text
    assert 'msgid "Not found."\nmsgstr ""' in text
    assert "Никто" not in text
    assert "Plural-Forms: nplurals=3" in text
    only_russian.write_text(text, encoding="utf-8")
    assert updated(only_russian) == text


@pytest.mark.parametrize(
    ("data", "name", "line"),
    [
        (
            ';;;\n{"title": "a" "b"}\n;;;\nx',
            "x.md",
            "x.md, baris 2, kolom 15: front matter bukan JSON yang sah; periksa tanda",
        ),
        ("---\ntitle: &a x\nb: *a\n---\nx", "x.md", "bukan YAML yang sah atau memuat alias; tulis"),
        ("+++\ntitle = a\n+++\nx", "x.md", "x.md, baris 2, kolom 9: front matter bukan TOML yang sah; tulis"),
        ('{"text": x}', "x.jsonl", "x.jsonl, baris 1 bukan objek JSON mulai kolom 10: baris lain"),
        ("[1]", "x.jsonl", "x.jsonl, baris 1 bukan objek JSON: baris lain"),
    ],
)
def test_what_is_broken_is_said_in_the_language_of_the_person(data: str, name: str, line: str) -> None:
    (error,) = parse_bytes(data.encode(), name)
    assert isinstance(error, ReadError)
    assert line in Renderer("console", lambda: "id").error(error)
