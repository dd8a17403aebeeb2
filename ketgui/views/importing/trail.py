"""The answers given on the import page, one after the other, to be taken back and given again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketgui.importing.mapping import Mapping


class Trail:
    """Mappings under which the same files were read, before and after the one now in use."""

    def __init__(self) -> None:
        self._past: list[Mapping] = []
        self._future: list[Mapping] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is an answer to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is an answer to give again."""
        return bool(self._future)

    def answered(self, before: Mapping) -> None:
        """Remember what stood before a new answer."""
        self._past.append(before)
        self._future.clear()

    def undo(self, now: Mapping) -> Mapping:
        """Return what stood before the last answer."""
        self._future.append(now)
        return self._past.pop()

    def redo(self, now: Mapping) -> Mapping:
        """Return what stood after the answer that was last taken back."""
        self._past.append(now)
        return self._future.pop()

    def clear(self) -> None:
        """Forget the answers: other files are shown."""
        self._past.clear()
        self._future.clear()
