"""Split a text from its front matter: YAML between lines of ---, TOML between lines of +++, or JSON.

JSON is an object before the text, or one between lines of ;;;, which may lack its braces.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import regex
import yaml

from index.ingestion.layout.credits import KNOWN_FIELDS, USELESS_FIELDS
from index.model.errors import Fault, ReadError

_DEEPEST, _LONGEST_SHOWN = 10, 100
# PyYAML reads some 10,000 names a second; 120,000 took more than 10 s.
_LONGEST = 32_000
_BLOCK = regex.compile(
    r"(?:---[^\S\n]*\n(?P<yaml>.*?)^(?:---|\.\.\.)"
    r"|\+\+\+[^\S\n]*\n(?P<toml>.*?)^\+\+\+|;;;[^\S\n]*\n(?P<json>.*?)^;;;)[^\S\n]*(?:\n|\Z)",
    flags=regex.DOTALL | regex.MULTILINE,
)
_NAME = regex.compile(r"""^["']?([\w-]+)["']?[^\S\n]*[:=]""", flags=regex.MULTILINE)
_JSON_NAME = regex.compile(r"""(?:^|[{,])[^\S\n]*["']([\w-]+)["'][^\S\n]*:""", flags=regex.MULTILINE)
_JSON_END = regex.compile(r"^\}[^\S\n]*$|\A[^\n]*\}[^\S\n]*$", flags=regex.MULTILINE)
_BLANK_LINES = regex.compile(r"\A\ufeff?(?:[^\S\n]*+\n)*+")
_KEY = regex.compile(r"""^(["']?)([\w-]+)\1[^\S\n]*+:(?=\s)""", flags=regex.MULTILINE)
_STRUCTURE = regex.compile(r"[^\S\n]*+(?:\n|\[[^\]]*+\Z|\{[^}]*+\Z)")
_PROBLEMS = ("alias", "depth")
_PLACE = regex.compile(r"at line (\d+), column (\d+)")
_NULL = regex.compile(r"(?:~|null|Null|NULL|)\Z")

Fields = Mapping[str, object]


class FrontMatter(NamedTuple):
    """The fields above a text, the text, and the errors that cost no more than a field."""

    fields: Fields
    body: str
    notes: tuple[ReadError, ...] = ()


def split_front_matter(text: str, source: str) -> FrontMatter:
    """Return the fields of the front matter, and the text below it.

    A block is front matter only if the first line opens it, another line closes it, and it holds a field that an
    article can have. Any other text has no fields. A value that is not valid YAML is taken word for word. Raises
    ReadError for a block of another format that is not valid in it.
    """
    text = _without_blank_lines(text)
    if text.startswith("{"):
        return _split_json(text, source)
    block = _BLOCK.match(text[:_LONGEST])
    if block is None or not _has_known_field(block):
        return FrontMatter({}, text)
    body = text[block.end() :]
    if block["json"] is not None:
        return FrontMatter(_read_json(block["json"], source, first_line=2), body)
    if block["toml"] is not None:
        return FrontMatter(_read_toml(block["toml"], source), body)
    fields, notes = _read_yaml(block["yaml"], source)
    return FrontMatter(fields, body, notes)


def has_front_matter(text: str) -> bool:
    """Return whether a text begins with front matter that is closed, and that other text follows if it is JSON."""
    text = _without_blank_lines(text)
    if text.startswith("{"):
        end = _end_of_object(text)
        return end > 0 and text[end:].strip()[:1] not in ("", "{")
    block = _BLOCK.match(text[:_LONGEST])
    return block is not None and _has_known_field(block)


def _without_blank_lines(text: str) -> str:
    return _BLANK_LINES.sub("", text.replace("\r\n", "\n"))


def _has_known_field(block: "regex.Match[str]") -> bool:
    """Return whether a block has the name of a field that an article can have."""
    names = _NAME.findall("".join(filter(None, block.groups()))) + _JSON_NAME.findall(block["json"] or "")
    return any(name.casefold() in KNOWN_FIELDS for name in names)


def _split_json(text: str, source: str) -> FrontMatter:
    end = _end_of_object(text)
    return FrontMatter(_read_json(text[:end], source), text[end:]) if end else FrontMatter({}, text)


def _end_of_object(text: str) -> int:
    """Return where the object that a text begins with ends, or 0 if it has no field of an article."""
    beginning = text[:_LONGEST]
    try:
        fields, end = json.JSONDecoder().raw_decode(beginning)
        names: Iterable[str] = map(str, fields)
    except (ValueError, RecursionError):  # perhaps with a comma too many, or closed by the end of a line
        closing = _JSON_END.search(beginning)
        end = closing.end() if closing else 0
        names = _JSON_NAME.findall(beginning[:end])
    return end if any(name.casefold() in KNOWN_FIELDS for name in names) else 0


def _read_json(block: str, source: str, first_line: int = 1) -> Fields:
    """Return the fields of an object, perhaps without its braces; YAML reads those with a comma too many, too."""
    block = block.strip()
    if not block.startswith("{") and block.startswith(('"', "'")):
        block = f"{{{block}}}"
    line, column, problem = first_line, None, "syntax"
    try:
        return dict(json.loads(block))
    except RecursionError:
        problem = "depth"
    except (ValueError, TypeError) as error:
        if isinstance(error, json.JSONDecodeError):
            line, column = first_line + error.lineno - 1, error.colno
        try:
            if isinstance(fields := _load(block.expandtabs()), dict):
                return {str(name): value for name, value in fields.items()}
        except yaml.YAMLError as error_of_yaml:
            stated = getattr(error_of_yaml, "problem", None)
            problem = stated if stated in _PROBLEMS else "syntax"
    details = {"line": line, "column": column, "format": "JSON", "problem": problem}
    raise ReadError(Fault.FRONT_MATTER_BROKEN, source=source, **details)


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


def _read_yaml(block: str, source: str) -> tuple[Fields, tuple[ReadError, ...]]:
    try:
        fields = _load(block)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None)
        if problem not in _PROBLEMS:  # that of PyYAML is English
            return _read_line_by_line(block, source)
        # The mark counts lines from 0, and the block starts at the second line.
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, None)
        details = {"line": line, "column": column, "format": "YAML", "problem": problem}
        raise ReadError(Fault.FRONT_MATTER_BROKEN, source=source, **details) from None
    return ({str(name): value for name, value in fields.items()} if isinstance(fields, dict) else {}), ()


def _read_line_by_line(block: str, source: str) -> tuple[Fields, tuple[ReadError, ...]]:
    """Return the fields of a block that is not valid as a whole, such as "title: Kabar: kapal karam".

    A value that is not valid alone is taken word for word, unless it is a list or an object.
    """
    keys = [*_KEY.finditer(block)]
    ends = [*(key.start() for key in keys), len(block)][1:]
    last = {key[2].casefold(): (key, end) for key, end in zip(keys, ends, strict=True)}  # as in YAML, it wins
    fields, notes = dict[str, object](), list[ReadError]()
    for name, (key, end) in last.items():
        if name not in KNOWN_FIELDS or name in USELESS_FIELDS:
            continue
        value = " ".join(block[key.end() : end].split())
        try:
            loaded = _load(block[key.start() : end])
            fields[name] = next(iter(loaded.values())) if isinstance(loaded, dict) else None
        except yaml.YAMLError as error:
            is_text = getattr(error, "problem", None) not in _PROBLEMS
            if is_text and not _STRUCTURE.match(block, key.end(), end):
                fields[name] = _unquoted(value)
                continue
            line = block.count("\n", 0, key.start()) + 2
            details = {"line": line, "field": name, "value": value[:_LONGEST_SHOWN], "wanted": "text"}
            notes.append(ReadError(Fault.BAD_FIELD, source=source, **details))
    return fields, tuple(notes)


def _unquoted(value: str) -> str:
    """Return a value without the quotation marks around it, or the only one at its beginning."""
    mark = value[:1]
    if mark not in ("'", '"'):
        return value
    return value[1:].removesuffix(mark) if value[-1] == mark or value.count(mark) == 1 else value


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
    depth, anchors = 0, set[object]()
    for event in yaml.parse(block, _Loader):
        anchor = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent):  # without its anchor, a text such as "*Baru* di Lumbir"
            raise _refused("alias" if anchor in anchors else "syntax", event)
        anchors.add(anchor)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _refused("depth", event)
    return yaml.load(block, _Loader)  # noqa: S506 - this loader makes only text, lists, mappings and None


def _refused(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]
