"""A layout that goes on in another line where there is no room, as words do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from ketgui.views import layout


class FlowLayout(QLayout):
    """Lays out its parts from left to right, in as many lines as the width needs."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(layout.STEP)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Add a part after the others."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of parts."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return a part; None if there are not so many."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Remove a part and return it; None if there are not so many."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """Ask for no more room than the parts need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True: a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return max((rectangle.bottom() + 1 for rectangle in self._arrange(width)), default=0)

    def minimumSize(self) -> QSize:  # noqa: N802
        """Return the size of the largest part."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def sizeHint(self) -> QSize:
        """Return the size of one line with all parts."""
        sizes = [item.sizeHint() for item in self._items]
        gaps = self.spacing() * max(0, len(sizes) - 1)
        height = max((size.height() for size in sizes), default=0)
        return QSize(sum(size.width() for size in sizes) + gaps, height)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Move every part to its place."""
        super().setGeometry(rect)
        for item, rectangle in zip(self._items, self._arrange(rect.width()), strict=True):
            item.setGeometry(rectangle.translated(rect.topLeft()))

    def _arrange(self, width: int) -> list[QRect]:
        rectangles: list[QRect] = []
        corner, line_height = QPoint(0, 0), 0
        for item in self._items:
            size = item.sizeHint()
            if corner.x() and corner.x() + size.width() > width:
                corner, line_height = QPoint(0, corner.y() + line_height + self.spacing()), 0
            rectangles.append(QRect(corner, size))
            corner = corner + QPoint(size.width() + self.spacing(), 0)
            line_height = max(line_height, size.height())
        return rectangles
