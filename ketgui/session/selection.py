"""The patients selected in every plot and table."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """The ids of the selected patients.

    Signals
    -------
    changed(frozenset of str)
        Other patients are selected.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the selected patients."""
        return self._ids

    def select(self, ids: frozenset[str]) -> None:
        """Select patients; an empty set clears the selection."""
        if ids != self._ids:
            self._ids = ids
            self.changed.emit(ids)
