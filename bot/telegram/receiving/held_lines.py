"""The lines that this process has, and their updates that it has in hand."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field

from bot.telegram.protocol.current_update import UpdateProgress


@dataclass
class HeldLine:
    """A line of this process.

    Args:
        is_abandoned: the process that had it before has ended; what it had in hand may have been answered.
        in_hand: the updates that are queued or being handled, by their ids.
        tasks: of those that are being handled.
        is_stopped: nothing more of it begins here until all that is in hand has ended.
    """

    name: str
    is_abandoned: bool = False
    in_hand: dict[int, UpdateProgress] = field(default_factory=dict)
    tasks: dict[int, "asyncio.Task[object] | None"] = field(default_factory=dict)
    is_stopped: bool = False


class HeldLines:
    """In the event loop only."""

    def __init__(self) -> None:
        self.lines: dict[str, HeldLine] = {}
        self.is_ending = False
        """Whether what has not begun is left to other processes."""
        self._lines_of: dict[int, HeldLine] = {}
        self._changed = asyncio.Event()

    def add(self, line: HeldLine) -> None:
        self.lines[line.name] = line

    def take(self, line: HeldLine, progress: UpdateProgress) -> None:
        """Note that an update of a line is queued."""
        line.in_hand[progress.update_id] = progress
        self._lines_of[progress.update_id] = line

    def begin(self, update_id: int) -> UpdateProgress | None:
        """Note that an update is handled by this task from now on. Return None if it is not to be."""
        line = self._lines_of.get(update_id)
        if line is None or line.is_stopped or self.is_ending:
            self.leave(update_id)
            return None
        line.tasks[update_id] = asyncio.current_task()
        return line.in_hand[update_id]

    def find(self, update_id: int) -> UpdateProgress | None:
        """Return the progress of an update in hand."""
        line = self._lines_of.get(update_id)
        return line.in_hand.get(update_id) if line else None

    def leave(self, update_id: int) -> UpdateProgress | None:
        """Note that an update is not in hand any more, whatever became of it, and return its progress."""
        line = self._lines_of.pop(update_id, None)
        if line is None:
            return None
        line.tasks.pop(update_id, None)
        self.wake()
        return line.in_hand.pop(update_id, None)

    def stop(self, name: str) -> None:
        """Begin nothing more of a line until all that is in hand has ended; later, it is taken again in order."""
        if line := self.lines.get(name):
            line.is_stopped = bool(line.in_hand)

    def lose(self, names: Collection[str]) -> None:
        """Cut off what other tasks handle in lines that other processes have now."""
        own = asyncio.current_task()
        for name in names:
            if line := self.lines.pop(name, None):
                line.is_stopped = True
                for task in list(line.tasks.values()):
                    if task and task is not own:
                        task.cancel()

    def to_take(self) -> list[str]:
        """Return the lines whose updates may be queued.

        Of one that was lost and claimed again, what is still in hand from before has to end first.
        """
        ending = {line.name for line in self._lines_of.values() if line.is_stopped}
        return [name for name in self.lines if name not in ending]

    def known(self) -> list[int]:
        """Return the ids of all updates in hand."""
        return list(self._lines_of)

    def idle(self) -> list[str]:
        """Return the lines that have nothing in hand, which may be taken again or freed."""
        idle = [line for line in self.lines.values() if not line.in_hand]
        for line in idle:
            line.is_stopped = False
        return [line.name for line in idle]

    def end(self) -> None:
        """Leave what has not begun to other processes."""
        self.is_ending = True
        self.wake()

    def wake(self) -> None:
        """Let ``changed`` return."""
        self._changed.set()

    async def changed(self, seconds: float) -> None:
        """Wait until something has changed, for so many seconds at most."""
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return
        finally:
            self._changed.clear()
