"""What Telegram shows of the bot: its commands, name and descriptions, for each language."""

import re
from collections.abc import Awaitable, Callable

from tests.botapi.server.checking.params import Params
from tests.botapi.server.errors import bad_request
from tests.botapi.server.world.world import World

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE_CODE = re.compile(r"(?:[a-z]{2})?")
# What there is of each language, and how long it may be.
TEXTS = {"Name": 64, "Description": 512, "ShortDescription": 120}


async def set_my_commands(world: World, params: Params) -> object:
    commands = params.json_array("commands") or []
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[_command_key(world, params)] = [_command(sent) for sent in commands]
    return True


async def get_my_commands(world: World, params: Params) -> object:
    return world.commands.get(_command_key(world, params), [])


def _command(sent: object) -> dict[str, str]:
    fields = sent if isinstance(sent, dict) else {}
    name, description = str(fields.get("command", "")), str(fields.get("description", ""))
    name = name.removeprefix("/")
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _command_key(world: World, params: Params) -> tuple[str, str]:
    scope = params.json_object("scope")
    if "chat_id" in scope:
        world.find_chat(scope["chat_id"])
    place = [str(scope.get("type", "default"))]
    place += [str(scope[name]) for name in ("chat_id", "user_id") if name in scope]
    return ":".join(place), _language(params)


def _language(params: Params) -> str:
    language_code = params.text("language_code")
    if not LANGUAGE_CODE.fullmatch(language_code):
        raise bad_request("invalid language code specified")
    return language_code


def _getter(what: str) -> Callable[[World, Params], Awaitable[object]]:
    async def get(world: World, params: Params) -> object:
        """Return the text of a language or, where it has none of its own, that of all others."""
        found = world.profile.get((what, _language(params))) or world.profile.get((what, ""), "")
        return {_field(what): found}

    return get


def _setter(what: str, longest: int) -> Callable[[World, Params], Awaitable[object]]:
    async def put(world: World, params: Params) -> object:
        text = params.text(_field(what))
        if len(text) > longest:
            raise bad_request(f"{_field(what)} is too long")
        world.profile[what, _language(params)] = text
        return True

    return put


def _field(what: str) -> str:
    return {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[what]


PROFILE = {f"getMy{what}": _getter(what) for what in TEXTS} | {
    f"setMy{what}": _setter(what, longest) for what, longest in TEXTS.items()
}
