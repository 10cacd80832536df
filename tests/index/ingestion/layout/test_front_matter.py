from datetime import date

import pytest

from index.ingestion.readers import parse_bytes, parse_text
from index.model.errors import Fault, ReadError
from index.model.records import Credits, ParsedArticle

BODY = "\nPerahu pertama berangkat pagi ini. Warga Lumbir menunggu di dermaga.\n"


def article(text: str, name: str = "x.md") -> ParsedArticle:
    first, *_ = parse_bytes(text.encode(), name)
    assert isinstance(first, ParsedArticle), first
    return first


@pytest.mark.parametrize("name", ["x.md", "x.txt", "-"])
@pytest.mark.parametrize(
    "block",
    [
        "---\ntitle: Perahu Lumbir\ndate: 2021-06-09\nauthor: [Rina, Budi]\n---\n",
        "---\r\ntitle: Perahu Lumbir\r\ndate: 2021-06-09\r\nauthors:\r\n  - Rina\r\n  - name: Budi\r\n...\r\n",
        '+++\ntitle = "Perahu Lumbir"\ndate = 2021-06-09\nauthors = ["Rina", "Budi"]\n+++\n',
        "\ufeff---\nTitle: Perahu Lumbir\nDate: 9 Juni 2021\nAuthor: Rina, Budi\nurl: null\n--- \n",
    ],
)
def test_front_matter_of_every_format_gives_the_credits(block: str, name: str) -> None:
    parsed = article(block + BODY, name)
    assert (parsed.title, parsed.author, str(parsed.published)) == ("Perahu Lumbir", "Rina, Budi", "2021-06-09")
    assert parsed.texts == (BODY.strip(),)


def test_front_matter_may_be_a_json_object() -> None:
    parsed = article('{\n  "title": "Perahu Lumbir",\n  "date": "2021-06-09"\n}\n' + BODY)
    assert (parsed.title, str(parsed.published)) == ("Perahu Lumbir", "2021-06-09")
    assert parsed.texts == (BODY.strip(),)


@pytest.mark.parametrize("null", ["null", "~", "Null", "NULL", ""])
def test_null_states_nothing(null: str) -> None:
    names = ("url", "publisher", "author", "published", "language")
    block = "".join(f"{name}: {null}\n" for name in names)
    parsed = article(f"---\ntitle: Perahu\n{block}---\n{BODY}")
    assert [getattr(parsed, name) for name in names] == [None] * len(names)
    assert article(f'---\ntitle: Perahu\nauthor: "null"\n---\n{BODY}').author == "null"


@pytest.mark.parametrize("name", ["x.md", "x.txt", "-"])
@pytest.mark.parametrize(
    "beginning",
    [
        "----------\n",
        "--- KILAT ---\n\n",
        "---\nKILAT: perahu berangkat\n\n",
        "=====\n",
        "*****\n\n",
        "———\n\n",
        "~~~~\n\n",
        "➖➖➖\n\n",
        "• • •\n\n",
        "***\n\n",
        "🔥🔥🔥\n\n",
        "+++\n\n",
    ],
)
def test_other_texts_that_begin_with_marks_are_texts(beginning: str, name: str) -> None:
    parsed = article(f"{beginning}{BODY}", name)
    assert BODY.strip() in parsed.texts
    assert parsed.title.strip("- ") in {"KILAT", "KILAT: perahu berangkat", BODY.strip()}


@pytest.mark.parametrize(
    "fields", ['"title": "Perahu Lumbir",\n"author": "Rina"', "title: Perahu Lumbir\nauthor: Rina"]
)
def test_fields_between_semicolons_are_front_matter(fields: str) -> None:
    read = article(f";;;\n{fields}\n;;;\n\n{BODY}", "x.md")
    assert (read.title, read.author, read.texts) == ("Perahu Lumbir", "Rina", (BODY.strip(),))


@pytest.mark.parametrize("name", ["x.md", "x.txt", "-"])
def test_a_text_between_separators_is_read(name: str) -> None:
    assert article("---\nPerahu berangkat.\n---\nSumber: warga\n", name).texts == ("Perahu berangkat.",)


def test_a_separator_between_paragraphs_is_none() -> None:
    text = "Perahu Lumbir\n\nPerahu berangkat.\n\n* * *\n\n-----\n\nWarga pulang.\n\n🌊🌊\n"
    assert article(text, "x.txt").texts == ("Perahu berangkat.", "Warga pulang.")


def test_front_matter_that_is_not_closed_is_text() -> None:
    assert "title: Perahu" in article(f"---\ntitle: Perahu\n{BODY}", "x.txt").title


@pytest.mark.parametrize("block", [';;;\n{"title": "a" b}\n;;;\n', "+++\ntitle = a b\n+++\n"])
def test_broken_front_matter_is_one_line(block: str) -> None:
    (error,) = parse_bytes((block + BODY).encode(), "x.md")
    assert isinstance(error, ReadError)
    assert error.fault is Fault.FRONT_MATTER_BROKEN
    assert error.details["line"] == 2
    assert error.details["column"]


@pytest.mark.parametrize("name", ["x.md", "x.txt", "-"])
@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("Kabar: perahu berangkat", "Kabar: perahu berangkat"),
        ("Kabar: perahu\n  berangkat: lagi", "Kabar: perahu berangkat: lagi"),
        ('"Saya lelah", kata nakhoda', '"Saya lelah", kata nakhoda'),
        ('"Kabar "perahu" Lumbir"', 'Kabar "perahu" Lumbir'),
        ("'Kabar: perahu", "Kabar: perahu"),
        ("*Baru* di Lumbir", "*Baru* di Lumbir"),
        ("[Opini] Perahu: siapa punya", "[Opini] Perahu: siapa punya"),
        ("@nakhoda: kami berangkat", "@nakhoda: kami berangkat"),
        ("100%: perahu penuh", "100%: perahu penuh"),
        ("%persen perahu", "%persen perahu"),
    ],
)
def test_a_value_that_is_not_valid_yaml_is_taken_word_for_word(value: str, title: str, name: str) -> None:
    (read,) = parse_bytes(f"---\ntitle: {value}\nauthor: Rina\ntags: [a: b: c\n---\n{BODY}".encode(), name)
    assert isinstance(read, ParsedArticle)
    assert (read.title, read.author, read.texts) == (title, "Rina", (BODY.strip(),))


@pytest.mark.parametrize(
    "value", ["[Rina, Budi", "{name: Rina", "\n  - Rina: a: b", "\n  name: Rina: b", "[" * 50]
)
def test_a_list_that_is_not_valid_yaml_costs_its_field_alone(value: str) -> None:
    read, note = parse_bytes(f"---\ntitle: Kabar: Perahu\nauthor: {value}\n---\n{BODY}".encode(), "x.md")
    assert isinstance(read, ParsedArticle)
    assert (read.title, read.author, read.texts) == ("Kabar: Perahu", None, (BODY.strip(),))
    assert isinstance(note, ReadError)
    assert (note.fault, note.details["field"], note.details["line"]) == (Fault.BAD_FIELD, "author", 3)
    assert "\n" not in str(note.details["value"])


@pytest.mark.parametrize("name", ["x.md", "x.txt", "-", ""])
@pytest.mark.parametrize(
    "block",
    [
        ';;;\n{{"title": "{title}", "author": "Rina"}}\n;;;\n',
        ';;;\n{{\n\t"title": "{title}",\n\t"author": "Rina",\n}}\n;;;\n',
        ';;;\n  "title": "{title}",\n  "author": "Rina"\n;;;\n',
        '{{\n  "title": "{title}",\n  "author": "Rina",\n}}\n',
        '{{"title": "{title}", "author": {{"name": "Rina"}}}}\n',
        '\ufeff\n \n{{"title": "{title}", "author": "Rina", }}\n',
    ],
)
def test_json_above_a_text_is_read_with_and_without_its_braces(block: str, name: str) -> None:
    text = block.format(title="Kabar: Perahu") + BODY
    results = parse_bytes(text.encode(), name) if name else parse_text(text, "-", Credits(title=""), 1_000_000)
    (read,) = results
    assert isinstance(read, ParsedArticle), read
    assert (read.title, read.author, read.texts) == ("Kabar: Perahu", "Rina", (BODY.strip(),))


@pytest.mark.parametrize("block", ['{{\n "title": "Kabar" x,\n}}\n', ';;;\n{{"title": "Kabar" x}}\n;;;\n'])
def test_broken_json_is_no_text(block: str) -> None:
    (error,) = parse_bytes((block.format() + BODY).encode(), "x.txt")
    assert isinstance(error, ReadError)
    assert (error.fault, error.details["format"], error.details["line"]) == (Fault.FRONT_MATTER_BROKEN, "JSON", 2)


@pytest.mark.parametrize("first", ["{Foto: Rina}", "{title}", "{}", '{"k": 1}', "{"])
def test_other_braces_are_text(first: str) -> None:
    assert article(f"{first}\n{BODY}", "x.txt").texts[-1] == BODY.strip()


def test_an_unreadable_date_costs_the_date_alone() -> None:
    read, note = parse_bytes(f"---\ntitle: Perahu\npublished: segera\n---\n{BODY}".encode(), "x.md")
    assert isinstance(read, ParsedArticle)
    assert read.published is None
    assert isinstance(note, ReadError)
    assert (note.fault, note.is_note) == (Fault.DATE_UNREADABLE, True)


@pytest.mark.parametrize(
    ("field", "missing"),
    [
        ("url: kabar.example", "url"),
        ("language: klingon 2", "language"),
        ("language: [no]", "language"),
        ("publisher: {name: Kabar}", "publisher"),
        (f"language: 0x{'f' * 5000}", "language"),
    ],
)
def test_a_field_that_cannot_be_costs_the_field_alone(field: str, missing: str) -> None:
    read, note = parse_bytes(f"---\ntitle: Perahu\n{field}\n---\n{BODY}".encode(), "x.md")
    assert isinstance(read, ParsedArticle)
    assert (read.title, getattr(read, missing), read.texts) == ("Perahu", None, (BODY.strip(),))
    assert isinstance(note, ReadError)
    assert (note.fault, note.is_note, note.details["field"]) == (Fault.BAD_FIELD, True, missing)


def test_a_title_that_is_no_text_costs_the_title_alone() -> None:
    read, note = parse_bytes(f"---\ntitle: [A, B]\nauthor: Rina\n---\n# Perahu\n{BODY}".encode(), "x.md")
    assert isinstance(read, ParsedArticle)
    assert (read.title, read.author) == ("Perahu", "Rina")
    assert isinstance(note, ReadError)
    line = '{"title": ["A"], "text": "Perahu Lumbir\\n\\nPerahu berangkat."}'
    read, note = parse_bytes(line.encode(), "x.jsonl")
    assert isinstance(read, ParsedArticle)
    assert isinstance(note, ReadError)
    assert (read.title, note.details["line"]) == ("Perahu Lumbir", 1)


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        ("language: Indonesia", "language", "id"),
        ("lang: Bahasa Indonesia", "language", "id"),
        ("language: english", "language", "en"),
        ("language: Bahasa Inggris", "language", "en"),
        ("language: French", "language", "fr"),
        ("url: /2026/perahu/", "url", None),
        ("url: /2026/perahu/\ncanonical: https://kabar.example/1", "url", "https://kabar.example/1"),
        ("published: true\ndate: 2021-06-09", "published", date(2021, 6, 9)),
        ("published: false\nlastmod: 2021-06-09", "published", date(2021, 6, 9)),
        ("published: true", "published", None),
    ],
)
def test_fields_mean_what_other_programs_mean_by_them(field: str, name: str, value: object) -> None:
    (read,) = parse_bytes(f"---\ntitle: Perahu\n{field}\n---\n{BODY}".encode(), "x.md")
    assert isinstance(read, ParsedArticle)
    assert getattr(read, name) == value
