"""The work of a reader grows with its input, and never with the square of it."""

import gc
import time

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from index.ingestion.readers import parse_bytes

SIZE, LIMIT = 60_000, 10_000_000
MOST_GROWTH = 2.6
# A reading of less than this, in seconds, counts as this: below it a ratio of two times says nothing.
FLOOR = 0.03
TWO_MEGABYTES = 2_000_000
HTML = "<html><body><article>"
BESIDE_PARAGRAPH = HTML + "<h1>J</h1><p>x</p>"
SHAPES = {
    "capitals": ("x.txt", "Kapal\n\n", "B. "),
    "dashes": ("x.txt", "KOTA", " - "),
    "invitations": ("x.txt", "", "gabung saluran "),
    "one line of them": ("x.txt", "", "dapatkan kanal "),
    "furniture": ("x.txt", "", "baca juga: kapal\n"),
    "tags around": ("x.txt", "", "a post shared by kapal (@k\n"),
    "capitals of names": ("x.txt", "Reuters/", "Kapal "),
    "names of a site": ("x.txt", "More from ", "K "),
    "steps of a path": ("x.txt", "Home", " > k"),
    "videos": ("x.txt", "Tonton video", " di sini"),
    "dates": ("x.txt", "", "4 November 2025, "),
    "numbers": ("x.txt", "", "(4/11/2025) "),
    "paragraphs": ("x.txt", "", "k\n\n"),
    "hyphens": ("x.txt", "", "ka-\npal\n\n"),
    "rows": ("x.txt", "", "a\tb\n"),
    "rows below text": ("x.txt", "Kapal\n\nKapal karam.\n\n", "a\tb\tc\n"),
    "rows between pipes": ("x.txt", "", "| k | l |\n"),
    "rules": ("x.txt", "", "|-|-|\n"),
    "a long rule": ("x.txt", "|", "-"),
    "lines without a full stop": ("x.txt", "Kapal.\n", "Kapal karam\nKapal karam lagi.\n"),
    "soft hyphens": ("x.txt", "", "ka\u00ad\n"),
    "spaces behind soft hyphens": ("x.txt", "ka\u00ad", " "),
    "staff": ("x.txt", "", "Editor: Ana, "),
    "lines of staff": ("x.txt", "", "Editor: Ana | 4/11/2025\n"),
    "questions": ("x.txt", "Kapal\n\n", "Apa itu?\n\nKapal karam di dekat dermaga.\n\n"),
    "rows below a colon": ("x.txt", "Kapal:\n", "ka 1\n"),
    "lines of cells": ("x.txt", "", "k;l;m\n"),
    "spaces": ("x.txt", "k", " "),
    "fences": ("x.txt", "---\n", "title: k\n"),
    "separators": ("x.txt", "", "kapal\n-----\n"),
    "marks in a line": ("x.txt", "Kapal\n\n", "* "),
    "tabs between marks": ("x.txt", "Kapal\n-\t", "\t-"),
    "separators in markdown": ("x.md", "", "kapal\n=====\n\n"),
    "tildes": ("x.md", "", "~"),
    "lines of tildes": ("x.md", "", "k\n~~~~\n"),
    "brackets": ("x.md", "", "["),
    "images": ("x.md", "", "!["),
    "emphasis": ("x.md", "", "_*"),
    "strong": ("x.md", "", "**k "),
    "headings that never end": ("x.md", "", "<h2>k "),
    "headings in html": ("x.md", "<p>", "<h2>k</h2>"),
    "strong lines": ("x.md", "", "**Kapal**\n\n"),
    "titles": ("x.md", "", "# k\n\nl\n\n"),
    "links": ("x.md", "", "[k]("),
    "ticks": ("x.md", "", "`k``"),
    "comments": ("x.md", "", "<!--"),
    "comments in blocks": ("x.md", "<p>", "<!-- "),
    "quotes": ("x.md", "", "> "),
    "items": ("x.md", "", "- k\n"),
    "nested items": ("x.md", "", "- "),
    "references": ("x.md", "", "[k]: l\n"),
    "tables": ("x.md", "", "k|l\n-|-\n"),
    "rows of a table": ("x.md", "k|l\n-|-\n", "k|l\n"),
    "cells": ("x.md", "k|" * 500 + "\n" + "-|" * 500 + "\n", "k\n"),
    "cells in html": ("x.md", "<table><tr><td>", "k</td>"),
    "rows in html": ("x.md", "<table>", "<tr><td>k<td>l"),
    "footnotes": ("x.md", "", "[^1]: k\n"),
    "marks of footnotes": ("x.md", "[^1]: k\n\n", "[^1]"),
    "entities": ("x.md", "", "&amp"),
    "keys": ("x.md", "---\ntitle: k\n", "k: l\n"),
    "nested keys": ("x.md", "---\ntitle: k\nl: ", "{k: "),
    "broken values": ("x.md", "---\ntitle: k: l\n", "author: k: l\n"),
    "broken fields": ("x.md", "---\n", "title: [\n"),
    "json without an end": ("x.md", "{", '"title": {'),
    "blank lines of json": ("x.md", ';;;\n"title": 1\n', "\n"),
    "braces of json": ("x.md", ';;;\n"title": 1\n', "{ , "),
    "toml": ("x.md", "+++\ntitle = 'k'\n", "k.l = 1\n"),
    "consent": ("x.html", HTML, "<p>Kami dan mitra kami "),
    "spans": ("x.html", HTML + "<p>", "<span>k</span> "),
    "nested spans": ("x.html", HTML + "<p>", "<span>k "),
    "anchors": ("x.html", HTML + "<p>", "<a href=k>kapal</a> "),
    "blank lines": ("x.html", HTML + "<p>", " \n"),
    "italics": ("x.html", HTML + "<p>", "<i>k</i>"),
    "blocks": ("x.html", HTML, "<p>Kapal itu karam di dekat dermaga, lalu ditarik ke pelabuhan lama.</p>"),
    "nested blocks": ("x.html", HTML, "<div>"),
    "breaks": ("x.html", HTML + "<p>", "k<br>"),
    "breaks beside a paragraph": ("x.html", BESIDE_PARAGRAPH, "a<br>"),
    "sentences and breaks": ("x.html", BESIDE_PARAGRAPH, "Kapal itu karam di dekat kota.<br>"),
    "rules beside a paragraph": ("x.html", BESIDE_PARAGRAPH, "a<hr>"),
    "places to break": ("x.html", BESIDE_PARAGRAPH, "a<wbr>"),
    "pictures beside a paragraph": ("x.html", BESIDE_PARAGRAPH, "a<img src=k>"),
    "bold text beside a paragraph": ("x.html", BESIDE_PARAGRAPH, "<b>a</b> b "),
    "breaks in a paragraph": ("x.html", BESIDE_PARAGRAPH + "<p>", "a<br>"),
    "breaks in a block": ("x.html", BESIDE_PARAGRAPH + "<div>", "a<br>"),
    "breaks in a cell": ("x.html", BESIDE_PARAGRAPH + "<table><tr><td>", "a<br>"),
    "list items": ("x.html", HTML + "<ul>", "<li>kapal karam</li>"),
    "table cells": ("x.html", HTML + "<table>", "<tr><td>k<td>l"),
    "layout tables": ("x.html", HTML, "<table><tr><td>"),
    "tables beside tables": ("x.html", HTML + "<table><tr><td>", "<table><tr><td>k<td>l</table>"),
    "bold lines and breaks": ("x.html", HTML, "<b>Kapal</b><br>"),
    "nested bold": ("x.html", HTML, "<b>k"),
    "styles with breaks": ("x.html", HTML, "<font>k<br></font>"),
    "bare text": ("x.html", HTML, "kapal<p>karam</p>"),
    "named blocks": ("x.html", HTML, "<div class=share>"),
    "named lines": ("x.html", HTML, "<div class=caption>kapal</div>"),
    "pictures": ("x.html", HTML, "<div><img><span>kapal</span></div>"),
    "forms": ("x.html", HTML, "<div><form>k</form>"),
    "headlines": ("x.html", HTML, "<h1>k</h1>"),
    "link lines": ("x.html", HTML, "<div><a href=k>kapal</a></div>"),
    "labelled links": ("x.html", HTML + "<p>", "k: <a href=k>satu dua tiga empat</a>"),
    "lines of labelled links": ("x.html", HTML, "<p>k: <a href=k>satu dua tiga empat</a></p>"),
    "link descriptions": ("x.html", HTML + "<dl>", "<dt>k<dd><a href=k>l</a>"),
    "rows of pieces": ("x.html", HTML, "<div><span>k</span><span>l</span></div>"),
    "tags that never end": ("x.html", HTML, "<"),
    "attributes": ("x.html", HTML + "<p ", "k=l "),
    "headings": ("x.html", HTML, "<h2><a href=k>Kapal karam lagi</a></h2>"),
    "bold lines": ("x.html", HTML, "<p><b>Kapal</b></p><i></i>"),
    "nested bold lines": ("x.html", HTML, "<div><b>k</b>"),
    "bold first lines": ("x.html", HTML, "<p><b>Kapal</b><br>Kapal itu karam."),
    "rows of headers": ("x.html", HTML + "<table>", "<tr><th colspan=50 rowspan=50>k"),
    "grids": ("x.html", HTML, "<div class=row><div>k</div><div>l</div></div>"),
    "grids in grids": ("x.html", HTML, "<div class=row><div class=row>"),
    "empty cells": ("x.html", HTML + "<table>", "<tr><td>k<td><td>l"),
    "cells of one row": ("x.html", HTML + "<table><tr>", "<td rowspan=3 colspan=3>k"),
    "cells that span rows": ("x.html", HTML + "<table>", "<tr><td rowspan=50 colspan=50>k<td>l"),
    "dated headlines": ("x.html", HTML + "<ul>", "<li><a href=k>satu dua tiga empat</a> 2 jam lalu</li>"),
    "scripts that never end": ("x.html", HTML, "<script"),
    "nested tables": ("x.html", HTML, "<table><tr><th>k<td>"),
    "terms": ("x.html", HTML + "<p>kapal<dl>", "<dt>k"),
    "descriptions": ("x.html", HTML + "<p>kapal<dl><dt>k", "<dd>k"),
    "json": ("x.html", '<html><head><script type="application/ld+json">', '{"k":'),
    "typed json": ("x.html", '<html><head><script type="application/ld+json">', '[{"@type":'),
    "short lines": ("x.txt", "Kapal\n\n", "k\n"),
    "lines with hyphens": ("x.txt", "Kapal\n\n", "k-\n"),
    "lines of json": ("x.jsonl", "", '{"text":"k"}\n'),
    "nested json": ("x.jsonl", '{"text":', "["),
}
PIECES = [
    "k",
    "Kapal ",
    "KOTA, ",
    " - ",
    "4/11/2025",
    "\n",
    "\n\n",
    "---\n",
    "title: ",
    "[",
    "](",
    "*",
    "_",
    "`",
    "|",
]
MORE_PIECES = [
    "<",
    ">",
    "<p>",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "&",
    ";",
    "- ",
    "1. ",
    "\t",
    "#",
    "baca juga ",
    "(",
    ")",
    "'",
]


def made(beginning: str, unit: str, size: int) -> bytes:
    return (beginning + unit * ((size - len(beginning)) // len(unit))).encode()


def processor_time(data: bytes, name: str) -> float:
    gc.collect()  # what an earlier reading left is not collected in this one's time
    began = time.process_time()
    for _ in parse_bytes(data, name, LIMIT):
        pass
    return time.process_time() - began


def growth(name: str, beginning: str, unit: str, *, size: int, most: float, times: int, rounds: int) -> float:
    """Return how many times as long `times` the input takes, and stop at once where it is at most `most`.

    Other processes only ever add to a time, so the least of several is nearest to the work. The two sizes take
    turns, so that a slow minute meets both.
    """
    small, large = made(beginning, unit, size), made(beginning, unit, times * size)
    least_small = least_large = float("inf")
    for _ in range(rounds):
        least_small = min(least_small, processor_time(small, name))
        least_large = min(least_large, processor_time(large, name))
        if least_large <= most * max(least_small, FLOOR):
            break
    return least_large / max(least_small, FLOOR)


def assert_in_proportion(name: str, beginning: str, unit: str) -> None:
    """Fail where the work grows with the square of the input: at each of three sizes, each twice the last one.

    A square shows at any size, and the more the larger it is; caches and collections show at one.
    """
    ratios = []
    for size in (SIZE, 2 * SIZE, 4 * SIZE):
        ratios.append(growth(name, beginning, unit, size=size, most=MOST_GROWTH, times=2, rounds=6))
        if ratios[-1] <= MOST_GROWTH:
            return
    pytest.fail(f"twice the input took {', '.join(f'{ratio:.1f}' for ratio in ratios)} times as long")


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_input_takes_twice_the_work(shape: str) -> None:
    assert_in_proportion(*SHAPES[shape])


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_two_megabytes_take_no_more_than_their_share(shape: str) -> None:
    times = TWO_MEGABYTES // SIZE
    most = times * MOST_GROWTH
    assert growth(*SHAPES[shape], size=SIZE, most=most, times=times, rounds=3) <= most


@pytest.mark.slow
@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html"])
@seed(18)
@given(pieces=st.lists(st.sampled_from(PIECES + MORE_PIECES), min_size=1, max_size=6))
@settings(
    deadline=None, max_examples=25, suppress_health_check=list(HealthCheck), derandomize=False, database=None
)
def test_no_repeated_piece_of_any_grammar_takes_the_square(name: str, pieces: list[str]) -> None:
    beginning = HTML if name == "x.html" else ""
    assert_in_proportion(name, beginning, "".join(pieces))
