"""Split a text from its front matter: YAML between lines of ---, TOML between lines of +++, or JSON.

JSON is an object before the text, or its fields between lines of ;;;.
"""

import json
import tomllib
from collections.abc import Mapping

import regex
import yaml

from index.ingestion.layout.credits import KNOWN_FIELDS
from index.model.errors import Fault, ReadError

_DEEPEST = 10
# PyYAML reads some 10,000 names a second; 120,000 took more than 10 s.
_LONGEST = 32_000
_BLOCK = regex.compile(
    r"(?:---[^\S\n]*\n(?P<yaml>.*?)^(?:---|\.\.\.)"
    r"|\+\+\+[^\S\n]*\n(?P<toml>.*?)^\+\+\+|;;;[^\S\n]*\n(?P<json>.*?)^;;;)[^\S\n]*(?:\n|\Z)",
    flags=regex.DOTALL | regex.MULTILINE,
)
_NAME = regex.compile(r"""^["']?([\w-]+)["']?[^\S\n]*[:=]""", flags=regex.MULTILINE)
_PROBLEMS = ("alias", "depth")
_PLACE = regex.compile(r"at line (\d+), column (\d+)")
_NULL = regex.compile(r"(?:~|null|Null|NULL|)\Z")

Fields = Mapping[str, object]


def split_front_matter(text: str, source: str) -> tuple[Fields, str]:
    """Return the fields of the front matter, and the text below it.

    A block is front matter only if the first line opens it, another line closes it, and it holds a field that an
    article can have. Any other text has no fields. Raises ReadError for a block that is not
    valid in its format.
    """
    text = text.removeprefix("\ufeff").lstrip("\n")
    if text.startswith("{"):
        return _split_json(text)
    block = _BLOCK.match(text.replace("\r\n", "\n")[:_LONGEST])
    if block is None or not has_known_field(fields := "".join(filter(None, block.groups()))):
        return {}, text
    body = text.replace("\r\n", "\n")[block.end() :]
    if block["json"] and fields.lstrip().startswith('"'):  # YAML reads objects of JSON, too
        fields = f"{{{fields}}}"
    return (_read_yaml if block["toml"] is None else _read_toml)(fields, source), body


def has_known_field(block: str) -> bool:
    """Return whether a line of a block begins with the name of a field that an article can have."""
    return any(name.casefold() in KNOWN_FIELDS for name in _NAME.findall(block))


def has_front_matter(text: str) -> bool:
    """Return whether a text begins with front matter between lines that close it."""
    block = _BLOCK.match(text.replace("\r\n", "\n")[:_LONGEST])
    return block is not None and has_known_field("".join(filter(None, block.groups())))


def _split_json(text: str) -> tuple[Fields, str]:
    try:
        fields, end = json.JSONDecoder().raw_decode(text[:_LONGEST])
    except (ValueError, RecursionError):
        return {}, text
    is_known = isinstance(fields, dict) and any(str(name).casefold() in KNOWN_FIELDS for name in fields)
    return (fields, text[end:]) if is_known else ({}, text)


def _read_toml(block: str, source: str) -> Fields:
    try:
        return tomllib.loads(block)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        # It counts lines from 1, and the block starts at the second line.
        line, column = (int(place[1]) + 1, int(place[2])) if place else (1, None)
        problem = "syntax"
    except RecursionError:
        line, column, problem = 1, None, "depth"
    details = {"line": line, "column": column, "format": "TOML", "problem": problem}
    raise ReadError(Fault.FRONT_MATTER_BROKEN, source=source, **details)


def _read_yaml(block: str, source: str) -> Fields:
    try:
        fields = _load(block)
    except yaml.YAMLError as error:
        # The mark counts lines from 0, and the block starts at the second line.
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, None)
        stated = getattr(error, "problem", None)
        problem = stated if stated in _PROBLEMS else "syntax"  # that of PyYAML is English
        details = {"line": line, "column": column, "format": "YAML", "problem": problem}
        raise ReadError(Fault.FRONT_MATTER_BROKEN, source=source, **details) from None
    return {str(name): value for name, value in fields.items()} if isinstance(fields, dict) else {}


def _no_value(loader: "_Loader", node: yaml.Node) -> None:
    """Return None for the node of a null."""


class _Loader(yaml.BaseLoader):
    """Make only text, lists, mappings and None: a title "yes" is a text, as is a language "no"."""


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", _NULL, ["~", "n", "N", ""])
_Loader.add_constructor("tag:yaml.org,2002:null", _no_value)


def _load(block: str) -> object:
    """Return the value of a YAML block. Raises YAMLError, also for harmful YAML.

    A few bytes of YAML can expand to gigabytes (aliases) or overflow the stack (deep nesting). Therefore the
    events are checked before anything is built from them.
    """
    depth = 0
    for event in yaml.parse(block, _Loader):
        if isinstance(event, yaml.AliasEvent):
            raise _refused("alias", event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _refused("depth", event)
    return yaml.load(block, _Loader)  # noqa: S506 - this loader makes only text, lists, mappings and None


def _refused(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]
