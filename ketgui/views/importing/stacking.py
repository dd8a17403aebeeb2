"""Two halves side by side, one below the other where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter


class StackingSplitter(QSplitter):
    """A splitter that stands its parts side by side while they fit, else one below the other."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than the widest part needs."""
        return QSize(max(self._list_widths(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack the parts, or stand them side by side again."""
        needed = sum(self._list_widths()) + self.handleWidth() * (self.count() - 1)
        side_by_side = event.size().width() >= needed
        wanted = Qt.Orientation.Horizontal if side_by_side else Qt.Orientation.Vertical
        if self.orientation() != wanted:
            self.setOrientation(wanted)
        super().resizeEvent(event)

    def _list_widths(self) -> list[int]:
        """Return the least width of each part."""
        parts = [part for index in range(self.count()) if (part := self.widget(index))]
        return [max(part.minimumSizeHint().width(), part.minimumWidth()) for part in parts]
