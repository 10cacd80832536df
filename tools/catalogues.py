"""Collect the wording of the front ends and update the catalogues that translate it: python -m tools.catalogues"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.rendering.languages import CATALOGUES
from bot.rendering.render import TEMPLATES, Renderer, words

WIDTH = 120
# The folders of the front ends, and how the names of their templates end.
FOLDERS = {"telegram": "html", "console": "txt"}
Text = str | tuple[str, ...]


def extracted() -> Catalog:
    """Return all wording of the front ends, untranslated, with the file of each text."""
    catalog = Catalog()
    for text, where in (*_of_templates(), *_of_words(), *_of_errors()):
        catalog.add(text, locations=[(where, 0)])
    return catalog


def read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=file.stem, abort_invalid=True)


def updated(file: Path) -> str:
    """Return a catalogue brought up to date: translations kept, new texts empty, obsolete texts removed."""
    catalog = read(file)
    # No fuzzy matching: a similar sentence says something else.
    catalog.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    for message in catalog:
        if not any(where.endswith((".html", ".txt")) for where, _ in message.locations):
            message.flags -= {"python-format", "python-brace-format"}  # Babel mistakes "{% if" for a format
    written = BytesIO()
    write_po(written, catalog, width=WIDTH, omit_header=True, ignore_obsolete=True, include_lineno=False)
    header = file.read_text(encoding="utf-8").split("\n\n")[0]
    return f"{header}\n\n{written.getvalue().decode().strip()}\n"


def _of_templates() -> Iterator[tuple[Text, str]]:
    for folder, suffix in FOLDERS.items():
        environment = Renderer(folder)._environment
        for file in sorted((TEMPLATES / folder).glob(f"*.{suffix}")):
            source = file.read_text(encoding="utf-8")
            for _, _, text in environment.extract_translations(source):  # type: ignore[attr-defined]
                if text:  # a call with a value alone translates words that stand elsewhere
                    yield _texts(text), f"templates/{folder}/{file.name}"


def _texts(arguments: str | tuple[str | None, ...]) -> Text:
    """Return the text of a call, or its singular and plural. Values are None here and left out."""
    if isinstance(arguments, str):
        return arguments
    texts = tuple(text for text in arguments if text is not None)
    return texts if len(texts) > 1 else texts[0]


def _of_words() -> Iterator[tuple[Text, str]]:
    for section in words("telegram/words").values():
        yield from ((text, "templates/telegram/words.toml") for text in section.values())
    for texts in _of_the_command_line(words("console/usage")):
        yield texts, "templates/console/usage.toml"
    for section in words("console/arguments").values():
        for text in section.values():
            yield (text if isinstance(text, str) else tuple(text)), "templates/console/arguments.toml"


def _of_the_command_line(usage: Mapping[str, Any]) -> Iterator[str]:
    for section, texts in usage.items():
        if section == "console_commands":
            for command in texts.values():
                yield from command.values()
        else:
            yield from (
                text for text in texts.values() if isinstance(text, str)
            )  # what means yes is in every language


def _of_errors() -> Iterator[tuple[Text, str]]:
    texts = words("errors")
    for section in ("faults", "in_chat", "at_terminal"):
        yield from ((text, "templates/errors.toml") for text in texts[section].values())


if __name__ == "__main__":
    for file in sorted(CATALOGUES.glob("*.po")):
        file.write_text(updated(file), encoding="utf-8")
