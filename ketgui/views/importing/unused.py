"""The columns that are not imported: listed, not lost; a tick makes one a grouping variable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.importing.issues import Issue
    from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping

_GROUPING = "patients.other"
_PRIVATE = "identifier_left_out"


class UnusedColumns(QWidget):
    """Lists the columns of a table that no field was found for, and those used for grouping.

    Signals
    -------
    chosen(str, str)
        A column's letter, and the path of what it is to hold: empty for nothing.
    """

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._list = QListWidget()
        self._list.setAccessibleName(_("Columns that are not used"))
        self._list.setAlternatingRowColors(True)
        self._list.setSpacing(layout.STEP // 2)
        self._list.itemChanged.connect(self._on_changed)
        box = layout.pad(QVBoxLayout(self), layout.STEP, layout.STEP)
        box.addWidget(
            layout.make_paragraph(
                _("Tick a column to compare groups by it. The others stay in your file alone.")
            )
        )
        box.addWidget(self._list, 1)

    def show_columns(self, mapping: TableMapping | None, issues: Sequence[Issue]) -> int:
        """List the columns of another table; return how many are not used."""
        private = {
            issue.column
            for issue in issues
            if mapping
            and issue.key == _PRIVATE
            and (issue.file, issue.sheet) == (mapping.file, mapping.sheet)
        }
        columns = [column for column in mapping.columns if _is_listed(column)] if mapping else []
        self._list.blockSignals(True)
        self._list.clear()
        for column in columns:
            self._list.addItem(_make_item(column, private=column.column in private))
        self._list.blockSignals(False)
        return sum(column.target is None for column in columns)

    def _on_changed(self, item: QListWidgetItem) -> None:
        ticked = item.checkState() == Qt.CheckState.Checked
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole), _GROUPING if ticked else "")


def _is_listed(column: ColumnMapping) -> bool:
    if column.target is None:
        return not column.candidates
    return column.target.path == _GROUPING


def _make_item(column: ColumnMapping, *, private: bool) -> QListWidgetItem:
    title = f"{column.column} · {column.header}"
    samples = ", ".join(column.samples)
    if private:
        item = QListWidgetItem(
            layout.make_icon("shield-check", layout.get_state_colour("warning")),
            _("{column} — may name a person, left out", column=title),
        )
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        return item
    shown = _("{title}: {words}", title=title, words=samples) if samples else title
    item = QListWidgetItem(shown)
    item.setData(Qt.ItemDataRole.UserRole, column.column)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    ticked = Qt.CheckState.Checked if column.target else Qt.CheckState.Unchecked
    item.setCheckState(ticked)
    return item
