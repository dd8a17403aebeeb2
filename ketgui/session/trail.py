"""What was taken back can be done again, until something else is done."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Trail(Generic[T]):
    """What stood before and after that which is now in use."""

    def __init__(self) -> None:
        self._past: list[T] = []
        self._future: list[T] = []

    @property
    def past(self) -> tuple[T, ...]:
        """What stood before and is not taken back, the oldest first."""
        return tuple(self._past)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return bool(self._future)

    def done(self, before: T) -> None:
        """Remember what stood before something new was done."""
        self._past.append(before)
        self._future.clear()

    def undo(self, now: T) -> T:
        """Return what stood before that which was done last."""
        self._future.append(now)
        return self._past.pop()

    def redo(self, now: T) -> T:
        """Return what stood after that which was last taken back."""
        self._past.append(now)
        return self._future.pop()

    def clear(self) -> None:
        """Forget what stood before and after."""
        self._past.clear()
        self._future.clear()
