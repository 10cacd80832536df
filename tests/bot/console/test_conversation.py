"""The console as a person uses it: in a terminal, with a keyboard."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from tests.conftest import EXAMPLES, PATIENCE

ROOT = Path(__file__).parents[3]
# prompt_toolkit sends these around each prompt, to turn bracketed paste on and off.
PROMPT_BEGINS, PROMPT_ENDS = "\x1b[?2004h", "\x1b[?2004l"
ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\r")


class Session:
    """A console in a terminal of its own."""

    def __init__(self, data: Path, width: int = 100, height: int = 60, **environment: str) -> None:
        env = {
            **os.environ,
            "TERM": "xterm-256color",
            "PROMPT_TOOLKIT_NO_CPR": "1",  # no terminal here says where its cursor is
            "KUTIP_DATA": str(data),
            "KUTIP_EMBEDDER": "none",  # a half embedded library answers differently
            "PYTHONPATH": str(ROOT),
            **environment,
        }
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "bot", "console"],
            env=env,
            dimensions=(height, width),
            encoding="utf-8",
            timeout=PATIENCE,
        )
        self.raw = ""
        self.width, self.height = width, height
        self.until(PROMPT_BEGINS)

    def until(self, text: str) -> str:
        self.child.expect_exact(text)
        seen = f"{self.child.before}{self.child.after}"
        self.raw += seen
        return ANSI.sub("", seen)

    def ask(self, line: str) -> str:
        """Type a line and return the text shown before the next prompt."""
        self.child.send(line + "\r")
        self.until(PROMPT_ENDS)
        return self.until(PROMPT_BEGINS)

    def screen(self) -> list[str]:
        """Return the lines that a person sees."""
        screen = pyte.Screen(self.width, self.height)
        pyte.Stream(screen).feed(self.raw)
        return [line.rstrip() for line in screen.display]

    def leave(self, keys: str = "/quit\r") -> int:
        self.child.send(keys)
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)

    def end(self) -> None:
        """End the console, however long that takes: closing the terminal gives it 0.1 s."""
        if not self.child.closed and self.child.isalive():
            self.child.kill(signal.SIGKILL)
            self.child.wait()
        self.child.close()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("console")
    with open_configured_library(Settings(kutip_data=folder)) as library:
        assert len(list(library.add([str(EXAMPLES)]))) == 10
    return folder


@pytest.fixture
def session(data: Path) -> Iterator[Session]:
    opened = Session(data)
    yield opened
    opened.end()


def test_a_conversation(session: Session) -> None:
    answer = session.ask("apa yang disepakati?")
    assert "│ BREST, KABAR CONTOH - Rusia dan Ukraina sepakat" in answer
    assert "3 March 2022 · paragraph 1 · article 4" in answer
    assert "3 of 5 · /more for the next · /context 1 · /why 1" in answer
    assert "5 of 5" in session.ask("/more")
    assert "That was the last quote." in session.ask("/more")
    around = session.ask("/context 2")
    assert re.search(r"4\s+Podolyak.*5\s+│ Ketua delegasi.*6\s+Anggota", around, flags=re.DOTALL)
    why = session.ask("/why")
    for told in ("matched words", "disepakati", "runner-up", "score", "covers          100%"):
        assert told in why
    assert "There is no quote 9 in the last answer: it has 5." in session.ask("/why 9")
    assert "takes a number, not “x”" in session.ask("/why x")
    assert "«Роскосмос» поздравил" in session.ask("/article 5")
    assert "10 KTT" not in session.ask("/articles")
    assert "130" in session.ask("/library")
    assert "/remove N" in session.ask("/help")
    assert "Not found. No article mentions “minyak”, “goreng”." in session.ask("minyak goreng?")
    for command in ("/more", "/why", "/context"):
        assert "No quote was found for that question: ask another." in session.ask(command)
    assert session.leave() == 0


def test_more_shows_the_next_quotes(session: Session) -> None:
    first = session.ask("Rusia Ukraina")
    assert "3 of 20" in first
    second = session.ask("/more")
    assert "6 of 20" in second
    assert re.findall(r"^(\d)$", second.replace("\r", ""), flags=re.MULTILINE) == ["4", "5", "6"]


def test_articles_are_added_and_removed(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "a gempa.txt"
    file.write_text("Gempa mengguncang kota.")
    assert "1 added" in session.ask(f"/add '{file}'")
    assert "Gempa mengguncang" in session.ask("gempa")
    number = re.findall(r"Added (\d+)", ANSI.sub("", session.raw))[-1]
    session.child.send(f"/remove {number}\r")
    session.until("[y/N]")
    session.child.send("n\r")
    assert "Nothing is removed." in session.until(PROMPT_BEGINS)
    session.child.send(f"/remove {number}\r")
    session.until("[y/N]")
    session.child.send("y\r")
    assert "Removed" in session.until(PROMPT_BEGINS)
    assert "Not found" in session.ask("gempa")
    assert "There is no file or folder none.txt" in session.ask("/add none.txt")


def test_tab_completes_commands(session: Session) -> None:
    session.child.send("/libr\t")
    session.until("ary")  # a slow terminal has shown the beginning before
    assert "articles     10" in session.ask("")


def test_the_arrow_brings_back_the_last_question_also_in_the_next_session(data: Path) -> None:
    first = Session(data)
    first.ask("siapa Podolyak?")
    assert first.leave("\x04") == 0
    second = Session(data)
    second.child.send("\x1b[A")
    second.until("siapa Podolyak?")
    second.end()


def test_control_c_drops_the_line_and_control_d_leaves(session: Session) -> None:
    session.child.send("half a question\x03")
    session.until(PROMPT_BEGINS)
    answer = session.ask("apa yang disepakati?")
    assert "sepakat" in answer
    assert session.leave("\x04") == 0


def test_lines_are_broken_between_words_on_a_narrow_terminal(data: Path) -> None:
    session = Session(data, width=40)
    session.ask("apa yang disepakati?")
    lines = session.screen()
    quoted = [line for line in lines if line.startswith(" │ ")]
    assert max(map(len, quoted)) <= 40
    assert " ".join(line[3:] for line in quoted).startswith(
        "BREST, KABAR CONTOH - Rusia dan Ukraina sepakat membuka koridor kemanusiaan bagi warga sipil"
    )
    session.end()


def test_no_color_keeps_bold_and_drops_colour(data: Path) -> None:
    coloured, plain = Session(data), Session(data, NO_COLOR="1")
    for session in (coloured, plain):
        session.raw = ""
        session.ask("apa yang disepakati?")
        session.end()
    colours = re.compile(r"\x1b\[[0-9;]*3[1-6][;m]")
    shown = [re.split(r"> ?apa", session.raw)[-1] for session in (coloured, plain)]
    assert colours.search(shown[0])
    assert not colours.search(shown[1])
    assert "\x1b[1m" in shown[1]


@pytest.fixture
def small(data: Path) -> Iterator[Session]:
    opened = Session(data, width=60, height=20, LANG="id_ID.UTF-8")
    yield opened
    opened.end()


def test_a_small_terminal_shows_one_quote_whole_and_the_next_two_in_a_line(small: Session) -> None:
    first = small.ask("Rusia Ukraina").replace("\r", "").splitlines()
    assert [line[:2] for line in first if re.match(r"[23] ", line)] == ["2 ", "3 "]
    assert all(len(line) <= 60 for line in first)
    assert any(line.startswith("1 dari 20 · /more untuk berikutnya") for line in first)
    assert any("│" in line for line in small.screen())  # the first quote is still there
    assert "2 dari 20" in small.ask("/more")


def test_quotes_of_the_article_before_have_short_sources(session: Session) -> None:
    answer = session.ask("apa yang disepakati?")
    assert answer.count("Gencatan Senjata Penuh") == 1
    assert "paragraph 5 · the same article" in answer


def test_the_console_speaks_the_chosen_language(session: Session) -> None:
    assert "Mulai sekarang saya berbahasa Indonesia." in session.ask("/language id")
    assert "3 Maret 2022 · paragraf 1 · artikel 4" in session.ask("apa yang disepakati?")
    assert "tampilkan kutipan berikutnya" in session.ask("/help")
    assert "Tulis salah satu dari ini setelah /language: en (English), id (Indonesia), auto" in session.ask(
        "/language fr"
    )
    assert "I will speak English from now on." in session.ask("/language EN")


def test_a_short_question_follows_up_on_the_article_quoted_before(session: Session) -> None:
    session.ask("apa yang disepakati di Brest?")
    answer = session.ask("lalu kapan?")
    assert "Asked of “Rusia dan Ukraina Sepakati Koridor Kemanusiaan" in answer
    assert "article 4" in answer


@pytest.mark.parametrize(
    "question", ["lalu kapan?", "dan di mana?", "kenapa?", "and when?", "terus siapa yang hadir di sana?"]
)
def test_a_question_that_goes_on_follows_up_after_any_answer(session: Session, question: str) -> None:
    session.ask("berapa kecepatan Whoosh?")
    assert "Asked of “Jokowi Resmikan Whoosh" in session.ask(question)


def test_thanks_leave_the_answer_before(session: Session) -> None:
    session.ask("apa yang disepakati di Brest?")
    assert "You are welcome." in session.ask("makasih ya")
    assert "/context 4" in session.ask("/more")  # three quotes were shown before


def test_a_new_topic_is_asked_of_all_articles(session: Session) -> None:
    session.ask("apa yang disepakati di Brest?")
    assert "article 1" in session.ask("KTT G20 Bali")
    session.ask("apa yang disepakati di Brest?")
    assert "Asked of" not in session.ask("harga minyak goreng?")
    assert "Asked of" not in session.ask("terima kasih")
