"""A lock for tests of several machines in one process."""


class SharedLock:
    """A lock that several machines share."""

    holder: "SharedLock | None" = None

    def is_held(self) -> bool:
        SharedLock.holder = SharedLock.holder or self
        return SharedLock.holder is self

    def release(self) -> None:
        if SharedLock.holder is self:
            SharedLock.holder = None
