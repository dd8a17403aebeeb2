"""Parts side by side, one below the other where there is no room for both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSplitter, QWidget

from ketgui.views import layout


class StackingSplitter(QSplitter):
    """A splitter that stands its parts side by side while they fit, else one below the other."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._sizes: list[int] = []
        self.splitterMoved.connect(self._on_moved)
        self.setChildrenCollapsible(False)

    def addWidget(self, widget: QWidget) -> None:  # noqa: N802
        """Add a part after the others, for screen readers too."""
        super().addWidget(widget)
        # Qt puts a part before the others in the order that screen readers follow.
        for index in range(self.count()):
            if part := self.widget(index):
                part.raise_()

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than the widest part needs."""
        return QSize(max(self._list_widths(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack the parts, or stand them side by side again."""
        self._choose_orientation(event.size().width())
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Stack the parts where one has become wider."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._choose_orientation(self.width())
        return super().event(event)

    def _choose_orientation(self, width: int) -> None:
        needed = sum(self._list_widths()) + self.handleWidth() * (self.count() - 1)
        wanted = Qt.Orientation.Horizontal if width >= needed else Qt.Orientation.Vertical
        if self.orientation() == wanted:
            return
        self.setOrientation(wanted)
        if wanted == Qt.Orientation.Horizontal:
            super().setSizes(self._sizes)
        else:
            # The first part is what a view is about: stacked, it has two thirds of the height.
            shares = [2, *[1] * (self.count() - 1)]
            super().setSizes([share * self.height() for share in shares])

    def setSizes(self, sizes: Sequence[int]) -> None:  # noqa: N802
        """Give the parts these widths, now or when they stand side by side again."""
        self._sizes = list(sizes)
        if self.orientation() == Qt.Orientation.Horizontal:
            super().setSizes(self._sizes)

    def _on_moved(self) -> None:
        if self.orientation() == Qt.Orientation.Horizontal:
            self._sizes = self.sizes()

    def _list_widths(self) -> list[int]:
        """Return the least width of each part."""
        parts = [part for index in range(self.count()) if (part := self.widget(index))]
        return [_get_least_width(part) for part in parts]


class StackingColumns(QWidget):
    """Columns of fixed widths, side by side while they fit, else one below the other."""

    def __init__(self, *columns: QWidget) -> None:
        super().__init__()
        self._columns = columns
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        layout.pad(self._box, 0, 4 * layout.STEP)
        # The columns' own widths must not be the least width of the whole.
        self._box.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        for column in columns:
            self._box.addWidget(column)
        self._box.addStretch()

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than the widest column needs."""
        widest = max(map(_get_least_width, self._columns), default=0)
        return QSize(widest, self._box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below one another, or side by side again."""
        gaps = self._box.spacing() * len(self._columns)
        needed = sum(map(_get_least_width, self._columns)) + gaps
        direction = QBoxLayout.Direction
        side_by_side = event.size().width() >= needed
        self._box.setDirection(direction.LeftToRight if side_by_side else direction.TopToBottom)
        super().resizeEvent(event)


def _get_least_width(part: QWidget) -> int:
    # The least size that a layout needs, or one that was set.
    return max(part.minimumSizeHint().width(), part.minimumWidth())
