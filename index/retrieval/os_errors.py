"""Translate the errors of the operating system to those of engines."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.model.errors import EngineError, Fault

# The faults of those errors that mean the same wherever they come from.
FAULTS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO), Fault.DISK_FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), Fault.INDEX_UNWRITABLE),
}


@contextmanager
def translated_os_errors(path: Path, *others: type[Exception]) -> Iterator[None]:
    """Raise EngineError in place of an OSError, or one of ``others``, from work on the files at ``path``."""
    translated: tuple[type[Exception], ...] = (OSError, *others)
    try:
        yield
    except translated as error:
        fault = FAULTS.get(getattr(error, "errno", 0) or 0, Fault.INDEX_UNWRITABLE)
        raise EngineError(fault, path=path, problem=getattr(error, "strerror", "") or str(error)) from error
