"""A table's header with a line of headings over neighbouring columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.reporting.tables.written import HeaderGroup


class GroupedHeader(QHeaderView):
    """Writes each group's title once, over all of its columns; without groups it is plain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._groups: tuple[HeaderGroup, ...] = ()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_groups(self, groups: tuple[HeaderGroup, ...]) -> None:
        """Show other groups; they cover the columns from the left."""
        if groups != self._groups:
            self._groups = groups
            self.updateGeometry()
            self.viewport().update()

    def narrowest(self, column: int) -> int:
        """Return the width that a column needs so that its group's title fits."""
        for first, group in self._places():
            if first <= column < first + group.columns:
                words = self.fontMetrics().horizontalAdvance(group.title) + layout.MARGIN
                return words // group.columns
        return 0

    def sizeHint(self) -> QSize:
        """Return its size: twice as high with groups."""
        size = super().sizeHint()
        return QSize(size.width(), 2 * size.height()) if self._titled() else size

    def paintSection(  # noqa: N802
        self, painter: QPainter, rect: QRect, logical: int
    ) -> None:
        """Paint a column's title, and its share of the group's title above it."""
        if not self._titled():
            super().paintSection(painter, rect, logical)
            return
        half = rect.height() // 2
        super().paintSection(painter, rect.adjusted(0, half, 0, 0), logical)
        upper = QRect(rect.x(), rect.y(), rect.width(), half)
        painter.save()
        painter.setClipRect(upper)
        painter.fillRect(upper, self.palette().button())
        for first, group in self._places():
            if first <= logical < first + group.columns and group.title:
                self._paint_group(painter, first, group, half)
        painter.restore()

    def _paint_group(self, painter: QPainter, first: int, group: HeaderGroup, height: int) -> None:
        left = self.sectionViewportPosition(first)
        width = sum(self.sectionSize(first + place) for place in range(group.columns))
        painter.setPen(self.palette().buttonText().color())
        painter.setFont(self.font())
        where = QRect(left, 0, width, height)
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, group.title)
        painter.setPen(self.palette().mid().color())
        gap = layout.STEP
        painter.drawLine(left + gap, height - 1, left + width - gap, height - 1)

    def _places(self) -> list[tuple[int, HeaderGroup]]:
        """Return each group with its first column."""
        found: list[tuple[int, HeaderGroup]] = []
        first = 0
        for group in self._groups:
            found.append((first, group))
            first += group.columns
        return found

    def _titled(self) -> bool:
        return any(group.title for group in self._groups)
