"""An undo stack of whole states."""

from __future__ import annotations

from collections import deque
from typing import Generic, TypeVar

MOST_STEPS = 500
T = TypeVar("T")


class UndoStack(Generic[T]):
    """The states before the current one, and those that were undone.

    States are frozen and share most of their data. The oldest are dropped: each holds its own list
    of all edits, so that the memory of a long day would grow as its square.
    """

    def __init__(self) -> None:
        self._past: deque[T] = deque(maxlen=MOST_STEPS)
        self._future: list[T] = []

    @property
    def past(self) -> tuple[T, ...]:
        """The states before the current one, the oldest first."""
        return tuple(self._past)

    @property
    def future(self) -> tuple[T, ...]:
        """The states that were undone, the one undone last at the end."""
        return tuple(self._future)

    @property
    def can_undo(self) -> bool:
        """Whether there is a state to go back to."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a state was undone and can be restored."""
        return bool(self._future)

    def push(self, before: T) -> None:
        """Store the state before a new change, which ends what could be redone."""
        self._past.append(before)
        self._future.clear()

    def undo(self, now: T) -> T:
        """Return the state before `now`."""
        self._future.append(now)
        return self._past.pop()

    def redo(self, now: T) -> T:
        """Return the state that was undone last."""
        self._past.append(now)
        return self._future.pop()

    def clear(self) -> None:
        """Drop every state but the current one."""
        self._past.clear()
        self._future.clear()
