"""A table's header with a line of headings over neighbouring columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.reporting.tables.display_table import HeaderGroup


class GroupedHeader(QHeaderView):
    """Writes each group's title once, over all of its columns; without groups it is plain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._groups: tuple[HeaderGroup, ...] = ()
        self._lines_shown = 1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_groups(self, groups: tuple[HeaderGroup, ...]) -> None:
        """Show other groups; they cover the columns from the left."""
        if groups != self._groups:
            self._groups = groups
            # A table asks for the height of its header again only after this call.
            self.updateGeometry()
            self.viewport().update()

    def measure_narrowest(self, column: int) -> int:
        """Return the width that a column needs so that its group's title fits."""
        for first, group in self._find_first_columns():
            if first <= column < first + group.columns:
                title_width = self.fontMetrics().horizontalAdvance(group.title) + layout.MARGIN
                return title_width // group.columns
        return 0

    def fit_words(self) -> None:
        """Make room for as many lines as the longest wrapped title needs."""
        needed = max((self._count_lines(column) for column in range(self.count())), default=1)
        if needed != self._lines_shown:
            self._lines_shown = needed
            self.updateGeometry()

    def measure_longest_word(self, column: int) -> int:
        """Return the width that a column needs so that no word of its title is cut."""
        words = self._get_title(column).split(" ")
        return max(map(self.fontMetrics().horizontalAdvance, words)) + self._measure_padding(column)

    def _measure_padding(self, column: int) -> int:
        """Return the room beside a title, which the style sheet lets grow with the letters."""
        title_width = self.fontMetrics().horizontalAdvance(self._get_title(column))
        return max(0, self.sectionSizeFromContents(column).width() - title_width)

    def _get_title(self, column: int) -> str:
        return str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")

    def _count_lines(self, column: int) -> int:
        room = QRect(0, 0, self.sectionSize(column) - self._measure_padding(column), 0)
        metrics = self.fontMetrics()
        bounds = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self._get_title(column))
        return max(1, round(bounds.height() / metrics.lineSpacing()))

    def sizeHint(self) -> QSize:
        """Return its size: twice as high with groups, and as high as wrapped titles need."""
        size = super().sizeHint()
        more = (self._lines_shown - 1) * self.fontMetrics().lineSpacing()
        return QSize(size.width(), size.height() * (1 + self._has_titles()) + more)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Go on with the line below the titles, to the table's edge."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().mid().color())
        bottom = self.viewport().height() - 1
        painter.drawLine(self.length() - self.offset(), bottom, self.viewport().width(), bottom)
        painter.end()

    def paintSection(  # noqa: N802
        self, painter: QPainter, rect: QRect, logical: int
    ) -> None:
        """Paint a column's title, and its share of the group's title above it."""
        if not self._has_titles():
            super().paintSection(painter, rect, logical)
            return
        # Qt paints one column at a time: each paints its group's whole title, clipped to its share.
        half = super().sizeHint().height()
        super().paintSection(painter, rect.adjusted(0, half, 0, 0), logical)
        upper = QRect(rect.x(), rect.y(), rect.width(), half)
        painter.save()
        # Without a clip the title would run into the neighbouring group's half.
        painter.setClipRect(upper)
        painter.fillRect(upper, self.palette().button())
        for first, group in self._find_first_columns():
            if first <= logical < first + group.columns and group.title:
                self._paint_group(painter, first, group, half)
        painter.restore()

    def _paint_group(self, painter: QPainter, first: int, group: HeaderGroup, height: int) -> None:
        left = self.sectionViewportPosition(first)
        width = sum(self.sectionSize(first + offset) for offset in range(group.columns))
        painter.setPen(self.palette().buttonText().color())
        painter.setFont(self.font())
        area = QRect(left, 0, width, height)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, group.title)
        painter.setPen(self.palette().mid().color())
        gap = layout.STEP
        painter.drawLine(left + gap, height - 1, left + width - gap, height - 1)

    def _find_first_columns(self) -> list[tuple[int, HeaderGroup]]:
        """Return each group with its first column."""
        groups: list[tuple[int, HeaderGroup]] = []
        first = 0
        for group in self._groups:
            groups.append((first, group))
            first += group.columns
        return groups

    def _has_titles(self) -> bool:
        return any(group.title for group in self._groups)
