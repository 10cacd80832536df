"""Parse Markdown, with the credits in YAML front matter."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import BinaryIO

import yaml
from frontmatter.default_handlers import YAMLHandler
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.ingestion.layout import assemble, conventions
from index.ingestion.layout.credits import read_credits
from index.ingestion.layout.encoding import decode
from index.ingestion.readers.base import ReadResult, read_all
from index.model.errors import Fault, ReadError
from index.model.records import Credits
from index.text.paragraphs import clean, join_lines, split_paragraphs

_FENCE = "---"
_HANDLER = YAMLHandler()
_DEEPEST = 10
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the article of a Markdown file, as a ``Reader``."""
    try:
        text = decode(read_all(file, source, limit), source).strip()
        stated, body = _front_matter(text, source)
        heading, paragraphs = _blocks(body)
        stated = replace(stated, title=stated.title or heading)
        yield assemble.from_paragraphs(paragraphs, body, stated, source)
    except ReadError as error:
        yield error


def _front_matter(text: str, source: str) -> tuple[Credits, str]:
    if not text.startswith(_FENCE):
        return Credits(title=""), text
    try:
        block, body = _HANDLER.split(text)
    except ValueError:
        raise ReadError(Fault.FRONT_MATTER_OPEN, source=source, line=1) from None
    try:
        fields = _load(block)
    except yaml.YAMLError as error:
        # The mark counts lines from 0, and the block starts at the end of the first fence's line.
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or str(error)
        raise ReadError(Fault.FRONT_MATTER_BROKEN, source=source, line=line, problem=what) from None
    if fields is None:
        return Credits(title=""), body
    if not isinstance(fields, dict):
        raise ReadError(Fault.FRONT_MATTER_NO_FIELDS, source=source, line=1)
    return read_credits(fields, source), body


def _load(block: str) -> object:
    """Return the front matter with each value as text. Raises YAMLError, also for harmful YAML.

    A few bytes of YAML can expand to gigabytes (aliases) or overflow the stack (deep nesting). Therefore the
    events are checked before anything is built from them.
    """
    depth = 0
    for event in yaml.parse(block, yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _refused("aliases are not read", event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _refused("it is too deeply nested", event)
    return yaml.load(block, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes only text, lists and mappings


def _refused(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]


def _blocks(body: str) -> tuple[str, list[str]]:
    """Return the first heading, or "", and the text of each paragraph, list item and block quote."""
    heading, marker, paragraphs = "", "", []
    # Without the rule "code", an indented paragraph stays a paragraph.
    tokens = MarkdownIt("commonmark").disable("code").parse(body)
    for before, token in pairwise(tokens):
        if token.type == "list_item_open" and token.info:
            marker = f"{token.info}{token.markup} "  # to Markdown, "2022. Tahun perang" is a list item
        elif token.type == "html_block":
            paragraphs += split_paragraphs(_TAG.sub("", token.content))
        elif token.type == "inline" and before.type != "heading_open":
            paragraphs += join_lines((marker + _plain(token)).split("\n"), conventions.stands_alone)
            marker = ""
        elif token.type == "inline" and before.tag == "h1" and not heading:
            heading = clean(_plain(token))
    return heading, paragraphs


def _plain(inline: Token) -> str:
    parts = []
    for token in inline.children or []:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)
