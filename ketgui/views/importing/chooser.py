"""Choosing what a source column holds, from the declared fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ketgui.domain.fields import FIELDS, TABLES
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.importing.models import MappingModel
from ketgui.views.importing.targets import words_of

if TYPE_CHECKING:
    from ketgui.importing.mapping import ColumnMapping

Index = QModelIndex | QPersistentModelIndex
Given = tuple[tuple[str, str], ...]
_VISIBLE = 18


class TargetChooser(QStyledItemDelegate):
    """Edits the field of a source column.

    Signals
    -------
    chosen(str, str, object)
        The column's letter, the field's path (empty: not imported), and what its header states.
    """

    chosen = Signal(str, str, object)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QComboBox:
        """Return the list of fields, the column's own candidates first."""
        model = index.model()
        assert isinstance(model, MappingModel)
        column = model.column(index.row())
        box = QComboBox(parent)
        for title, path, given in choices(column):
            box.addItem(title, (path, given))
        current = words_of(column.target) if column.target else _("not imported")
        box.setCurrentIndex(max(0, box.findText(current)))
        # A list beneath the cell, not one over the whole screen.
        box.setStyleSheet("QComboBox { combobox-popup: 0; }")
        box.setMaxVisibleItems(_VISIBLE)
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 2 * layout.MARGIN)
        box.activated.connect(lambda _place: self._on_activated(box, column))
        # One click opens the list; typing the first letters of a field finds it there.
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write nothing: a choice is announced, and the files are read again."""

    def _on_activated(self, box: QComboBox, column: ColumnMapping) -> None:
        path, given = box.currentData()
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)
        self.chosen.emit(column.column, path, given)


def choices(column: ColumnMapping) -> list[tuple[str, str, Given]]:
    """Return title, path and stated fields of everything a column may be taken for."""
    near = [(words_of(t), t.path, t.given) for t in (column.target, *column.candidates) if t]
    fields: list[tuple[str, str, Given]] = [
        (f"{_(field.title)} · {_(TABLES[field.table])}", f"{field.table}.{field.key}", ())
        for field in FIELDS
    ]
    other = (_("Another column, for grouping"), "patients.other", ())
    return [*dict.fromkeys(near), (_("not imported"), "", ()), other, *fields]
