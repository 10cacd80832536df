"""Read a .env file: its variables, and the lines that are none."""

from dataclasses import dataclass, field
from pathlib import Path

from dotenv.parser import parse_stream

from index.model.errors import Fault, SettingsError


@dataclass(frozen=True)
class EnvFile:
    """What a file says; ``bad_lines`` are the numbers of the lines that are not variables."""

    variables: dict[str, str | None] = field(default_factory=dict)
    bad_lines: tuple[int, ...] = ()


def read_env_file(path: Path) -> EnvFile:
    """Return what a file says; one that does not exist says nothing.

    Raises:
        SettingsError: the file cannot be read, or is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8") as file:
            bindings = list(parse_stream(file))
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return EnvFile()
    except UnicodeDecodeError:
        raise SettingsError(Fault.BAD_ENV_FILE, path=path) from None
    except OSError as error:
        raise SettingsError(Fault.UNREADABLE, source=path, problem=error.strerror) from None
    variables = {one.key: one.value for one in bindings if one.key is not None and not one.error}
    return EnvFile(variables, tuple(one.original.line for one in bindings if one.error))
