"""Parameters of a call, however they came: in the URL, as a form, in parts, or as JSON."""

import json
from dataclasses import dataclass

from aiohttp import web

from tests.botapi.server.errors import bad_request

# Everything else is a number, a boolean or JSON, and is decoded where it looks like that.
STRINGS = frozenset(
    {
        "action",
        "callback_query_id",
        "description",
        "file_id",
        "inline_query_id",
        "language_code",
        "name",
        "next_offset",
        "parse_mode",
        "secret_token",
        "short_description",
        "text",
        "url",
    }
)


@dataclass(frozen=True)
class FilePart:
    """A file in a form; only its name is of interest."""

    name: str


@dataclass(frozen=True)
class Params:
    """The decoded parameters of one call; a value of the wrong type is refused where it is read."""

    values: dict[str, object]

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise bad_request(f'parameter "{name}" must be an Integer')
        return value

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in ("true", "yes", "1")

    def json_object(self, name: str) -> dict[str, object]:
        """Return a JSON object, empty if the parameter is missing."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name} JSON object")
        return value

    def json_array(self, name: str) -> list[object] | None:
        value = self.values.get(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"can't parse {name} JSON object")
        return value


async def read_sent(request: web.Request) -> dict[str, object]:
    """Return the parameters of a GET or POST as they came; those in the body win over those in the URL."""
    sent: dict[str, object] = dict(request.query)
    if request.content_type == "application/json":
        sent |= await _json_body(request)
    else:
        form = await request.post()
        sent |= {
            name: FilePart(value.filename) if isinstance(value, web.FileField) else value
            for name, value in form.items()
        }
    return {name: value for name, value in sent.items() if value is not None}


def decode_params(sent: dict[str, object]) -> Params:
    return Params({name: _decoded(name, value) for name, value in sent.items()})


async def _json_body(request: web.Request) -> dict[str, object]:
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return body


def _decoded(name: str, value: object) -> object:
    if isinstance(value, FilePart):
        return value.name
    if name in STRINGS or not isinstance(value, str):
        return value
    try:
        decoded: object = json.loads(value)
    except ValueError:
        return value
    return decoded
