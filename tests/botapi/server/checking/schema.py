"""Telegram's Bot API as data: its methods and types, with their fields."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.conftest import SHARED

SCHEMA_FILE = SHARED / "botapi" / "api-10.3.json"
ARRAY = "Array of "
# The data lists only the objects that a RichText may be; its description adds these two.
MORE_SUBTYPES = {"RichText": ("String", "Array of RichText")}


@dataclass(frozen=True)
class Field:
    """A parameter of a method or a field of an object.

    `types` are alternatives, each the name of a type, or that after "Array of " (any number of times).
    `constant` is the only value that the field may have, "" if it may have others.
    """

    name: str
    types: tuple[str, ...]
    required: bool
    constant: str


Fields = Mapping[str, Field]


@dataclass(frozen=True)
class Schema:
    """The fields of all methods and objects by name, and the subtypes of types that are several."""

    version: str
    methods: Mapping[str, Fields]
    objects: Mapping[str, Fields]
    subtypes: Mapping[str, tuple[str, ...]]

    def leaves(self, name: str) -> Iterator[str]:
        """Yield the types that a value of this type may have, none of which has subtypes."""
        if name not in self.subtypes:
            yield name
        for subtype in self.subtypes.get(name, ()):
            yield from self.leaves(subtype)


@cache
def read_schema(path: Path = SCHEMA_FILE) -> Schema | None:
    """Return the schema in a file; None if there is no such file, as in a checkout that stands alone."""
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    types = data["types"]
    return Schema(
        version=data["version"],
        methods={name: _fields(method["fields"]) for name, method in data["methods"].items()},
        objects={name: _fields(kind["fields"]) for name, kind in types.items() if "fields" in kind},
        subtypes={
            name: (*kind["subtypes"], *MORE_SUBTYPES.get(name, ()))
            for name, kind in types.items()
            if "subtypes" in kind
        },
    )


def _fields(items: list[dict[str, object]]) -> Fields:
    fields = [_field(**item) for item in items]  # type: ignore[arg-type]
    return {field.name: field for field in fields}


def _field(name: str, types: list[str], required: bool, description: str, enum: tuple[str, ...] = ()) -> Field:
    constant = enum[0] if required and len(enum) == 1 else ""
    return Field(name, tuple(types), required, constant)
