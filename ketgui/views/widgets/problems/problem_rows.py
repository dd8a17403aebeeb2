"""Issues as Qt lists them: a model and rows of one height, so that ten thousand stay quick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QAction, QColor, QIcon, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.dialogs import copy_text

if TYPE_CHECKING:
    from ketgui.importing.issues import Issue

Index = QModelIndex | QPersistentModelIndex
ICONS = {"error": "circle-x", "warning": "triangle-alert", "note": "info", "good": "circle-check"}
_PLACE = Qt.ItemDataRole.UserRole
_LINES = 2
_FAINT = 0.7


def format_issue(issue: Issue) -> str:
    """Return all text of an issue, each part on its own line."""
    return "\n".join(part for part in (format_place(issue), issue.message, issue.fix) if part)


def format_place(issue: Issue) -> str:
    """Return file, sheet, row and column in one line."""
    parts = [issue.file, issue.sheet]
    if issue.row is not None:
        parts.append(_("row {row}", row=issue.row))
    if issue.column:
        parts.append(_("column {column}", column=issue.column))
    return " · ".join(part for part in parts if part)


class ProblemModel(QAbstractListModel):
    """The issues that are listed; a single line says when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.issues: list[Issue] = []
        self._none = ""
        self._icons: dict[str, QIcon] = {}

    def show_issues(self, issues: Sequence[Issue], none: str) -> None:
        """List other issues, or say `none`."""
        self.beginResetModel()
        self.issues, self._none = list(issues), none
        # Made anew with each list: their colours are those of the current theme.
        self._icons = {
            severity: layout.make_icon(name, layout.get_state_colour(severity))
            for severity, name in ICONS.items()
        }
        self.endResetModel()

    def issue(self, index: Index) -> Issue | None:
        """Return the issue of a row, None where there is none."""
        row = index.row()
        return self.issues[row] if 0 <= row < len(self.issues) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of issues, or of the line that says there is none."""
        return 0 if parent.isValid() else len(self.issues) or bool(self._none)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the problem, its place, and the icon of its severity."""
        issue = self.issue(index)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons[issue.severity if issue else "good"]
        if issue is None:
            return self._none if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return issue.message
        if role == _PLACE:
            return format_place(issue)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return format_issue(issue)
        if role == Qt.ItemDataRole.ToolTipRole:
            return layout.format_tool_tip(format_issue(issue))
        return None


class ProblemRows(QListView):
    """The rows: the place on one line, the problem on the two below; copied with the fix."""

    def __init__(self, model: ProblemModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(_Rows(self))
        # Qt measures one row, not ten thousand.
        self.setUniformItemSizes(True)
        self.setAlternatingRowColors(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        # Text wraps or is cut, so that a list never scrolls sideways.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        copy = QAction(_("Copy"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def copy(self) -> None:
        """Put the selected issues, or all that are listed, on the clipboard."""
        model = self.model()
        rows = sorted(index.row() for index in self.selectedIndexes())
        texts = [
            model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
            for row in rows or range(model.rowCount())
        ]
        copy_text(self, "\n\n".join(text for text in texts if text))


class _Rows(QStyledItemDelegate):
    """Draws a row; each is of the same height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for a line that says where, and for those that say what."""
        height = (1 + _LINES) * option.fontMetrics.lineSpacing() + 2 * layout.STEP
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw background, icon, place and message."""
        self.initStyleOption(option, index)
        message, location = option.text, index.data(_PLACE)
        # The style draws background and focus. It cannot draw two texts, so it gets none.
        option.text, option.icon = "", QIcon()
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        step, size = layout.STEP, layout.scale(layout.ICON)
        area = option.rect.adjusted(step, step, -step, -step)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        spot = QRect(area.left(), area.top(), size, size)
        if selected:
            _underlay(painter, spot, option.palette.color(QPalette.ColorRole.Base))
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, spot)
        area.setLeft(area.left() + size + 2 * step)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.save()
        painter.setPen(option.palette.color(role))
        line = option.fontMetrics.lineSpacing()
        if location:
            painter.setOpacity(_FAINT)
            elided = option.fontMetrics.elidedText(
                location, Qt.TextElideMode.ElideMiddle, area.width()
            )
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, elided)
            painter.setOpacity(1.0)
            area.setTop(area.top() + line)
        area.setHeight(_LINES * line)
        # What does not fit into two lines is in the tool tip.
        painter.setClipRect(area)
        painter.drawText(area, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, message)
        painter.restore()


def _underlay(painter: QPainter, spot: QRect, colour: QColor) -> None:
    """Put paper behind an icon, whose colour would be lost on the colour of a selection."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(spot.adjusted(-1, -1, 1, 1))
    painter.restore()
