"""Values that are computed when somebody first looks at them."""

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Late(Generic[Value]):
    """A value that is computed when it is first looked at, once. It is equal to another one with an equal value.

    Twenty paragraphs are ranked for a question, and most of them are not shown.
    """

    def __init__(self, compute: Callable[[], Value]) -> None:
        self._compute = compute

    @classmethod
    def known(cls, value: Value) -> "Late[Value]":
        """Return a value that is known already."""
        return cls(lambda: value)

    @cached_property
    def value(self) -> Value:
        return self._compute()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Late) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)
