"""Whether a call, and any value in it, is what the schema of the Bot API says."""

import json
import math
import re
from collections.abc import Collection, Mapping

from tests.botapi.server.checking.params import FilePart
from tests.botapi.server.checking.schema import ARRAY, Schema
from tests.botapi.server.errors import bad_request, not_found

INTEGER = re.compile(r"[+-]?[0-9]+")
LARGEST_INTEGER = 1 << 63
BOOLEANS = frozenset({"true", "false", "yes", "no", "1", "0"})
ATTACHED = re.compile(r"attach://([^\s\"\\]+)")


def check_call(schema: Schema, method: str, sent: Mapping[str, object]) -> None:
    """Check parameters as they came: text in a form or URL, files, or the values of a JSON body.

    Raises ApiError: 404 for an unknown method; 400 that names the parameter, and the field in it, for
    what is unknown, missing or of the wrong type. Telegram itself ignores most of what it does not know.
    """
    if method not in schema.methods:
        raise not_found()
    fields = schema.methods[method]
    for name in sent.keys() - fields.keys() - _attached(sent):
        raise bad_request(f'unknown parameter "{name}" of {method}')
    for field in fields.values():
        if field.name in sent:
            problem = _problem_of_sent(schema, field.types, sent[field.name], field.name)
            if problem:
                raise bad_request(problem)
        elif field.required:
            raise bad_request(f'parameter "{field.name}" of {method} is missing')


def _attached(sent: Mapping[str, object]) -> set[str]:
    """Return the names of files that a parameter refers to: they are parts of the form by themselves."""
    named = {name for value in sent.values() for name in ATTACHED.findall(json.dumps(value, default=str))}
    return {name for name in named if isinstance(sent.get(name), FilePart)}


def _problem_of_sent(schema: Schema, types: Collection[str], sent: object, path: str) -> str:
    if isinstance(sent, FilePart):
        return "" if "InputFile" in types else _wrong(path, types)
    if not isinstance(sent, str):
        return find_problem(schema, types, sent, path)
    if any(_is_text_of(name, sent) for name in types):
        return ""
    try:
        value = json.loads(sent)
    except ValueError:
        return _wrong(path, types)
    # A number or a boolean as text was looked at above; what is left must be JSON.
    return find_problem(schema, types, value, path) if isinstance(value, dict | list) else _wrong(path, types)


def _is_text_of(name: str, text: str) -> bool:
    """Whether text in a form is a value of this simple type."""
    if name == "Integer":
        return bool(INTEGER.fullmatch(text)) and _is_integer(int(text))
    if name == "Float":
        return _is_number_text(text)
    if name == "Boolean":
        return text.lower() in BOOLEANS
    return name == "String" or (name == "InputFile" and text.startswith("attach://"))


def _is_number_text(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def find_problem(schema: Schema, types: Collection[str], value: object, path: str) -> str:
    """Return what is wrong with a JSON value, "" if it is of one of these types.

    The problem is told for the type that the value comes closest to, and starts with the path to it.
    """
    leaves = [leaf for name in types for leaf in schema.leaves(name)]
    problems = {leaf: _problem(schema, leaf, value, path) for leaf in leaves}
    if "" in problems.values():
        return ""
    alike = [leaf for leaf in leaves if _likeness(schema, leaf, value) > 0]
    if alike:
        return problems[max(alike, key=lambda leaf: _likeness(schema, leaf, value))]
    return _wrong(path, types)


def _likeness(schema: Schema, leaf: str, value: object) -> int:
    """Return how many fields of a type a value has, 0 if it says that it is of another type."""
    if leaf.startswith(ARRAY):
        return int(isinstance(value, list))
    fields = schema.objects.get(leaf, {})
    if not isinstance(value, dict) or leaf not in schema.objects:
        return 0
    contradicts = any(field.constant and value.get(name) != field.constant for name, field in fields.items())
    return 0 if contradicts else 1 + len(fields.keys() & value.keys())


def _problem(schema: Schema, name: str, value: object, path: str) -> str:
    if name.startswith(ARRAY):
        return _problem_of_array(schema, name.removeprefix(ARRAY), value, path)
    if name in schema.objects and name != "InputFile":
        return _problem_of_object(schema, name, value, path)
    return "" if _is_json_of(name, value) else _wrong(path, (name,))


def _is_json_of(name: str, value: object) -> bool:
    if name == "Integer":
        return _is_integer(value)
    if name == "Float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if name == "Boolean":
        return isinstance(value, bool)
    return isinstance(value, str) and (name == "String" or value.startswith("attach://"))


def _is_integer(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    return -LARGEST_INTEGER <= value < LARGEST_INTEGER


def _problem_of_array(schema: Schema, item_type: str, value: object, path: str) -> str:
    if not isinstance(value, list):
        return _wrong(path, (ARRAY + item_type,))
    problems = (find_problem(schema, (item_type,), item, f"{path}[{index}]") for index, item in enumerate(value))
    return next(filter(None, problems), "")


def _problem_of_object(schema: Schema, name: str, value: object, path: str) -> str:
    if not isinstance(value, dict):
        return _wrong(path, (name,))
    fields = schema.objects[name]
    # Looked at first: a value that says that it is of another type needs no look at the rest.
    for field in fields.values():
        if field.constant and value.get(field.name, field.constant) != field.constant:
            return f'field "{path}.{field.name}" must be "{field.constant}"'
    for unknown in value.keys() - fields.keys():
        return f'unknown field "{path}.{unknown}" of {name}'
    for field in fields.values():
        # Telegram takes null for a field that is not there.
        if value.get(field.name) is None and field.required:
            return f'field "{path}.{field.name}" of {name} is missing'
    problems = (
        find_problem(schema, fields[key].types, item, f"{path}.{key}")
        for key, item in value.items()
        if item is not None
    )
    return next(filter(None, problems), "")


def _wrong(path: str, types: Collection[str]) -> str:
    kind = "field" if "." in path or "[" in path else "parameter"
    return f'{kind} "{path}" must be of type {" or ".join(types)}'
