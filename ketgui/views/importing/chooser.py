"""Choosing what a source column holds, from the declared fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ketgui.domain.fields import FIELDS, TABLES
from ketgui.text import _
from ketgui.views.importing.models import MappingModel

if TYPE_CHECKING:
    from ketgui.importing.mapping import ColumnMapping

Index = QModelIndex | QPersistentModelIndex
Given = tuple[tuple[str, str], ...]


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
        current = column.target.title() if column.target else _("not imported")
        box.setCurrentIndex(max(0, box.findText(current)))
        box.activated.connect(lambda _place: self._on_activated(box, column))
        return box

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write nothing: a choice is announced, and the files are read again."""

    def _on_activated(self, box: QComboBox, column: ColumnMapping) -> None:
        path, given = box.currentData()
        self.chosen.emit(column.column, path, given)


def choices(column: ColumnMapping) -> list[tuple[str, str, Given]]:
    """Return title, path and stated fields of everything a column may be taken for."""
    near = [(t.title(), t.path, t.given) for t in (column.target, *column.candidates) if t]
    fields: list[tuple[str, str, Given]] = [
        (f"{_(TABLES[field.table])} · {_(field.title)}", f"{field.table}.{field.key}", ())
        for field in FIELDS
    ]
    other = (_("Another column, for grouping"), "patients.other", ())
    return [*dict.fromkeys(near), (_("not imported"), "", ()), other, *fields]
