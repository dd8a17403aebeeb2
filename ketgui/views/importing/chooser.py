"""Choosing what a source column holds, from the declared fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ketgui.domain.fields import FIELDS, TABLES
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.importing.models import MappingModel

if TYPE_CHECKING:
    from ketgui.importing.mapping.mapping import ColumnMapping
    from ketgui.importing.vocabulary.targets import Target

Index = QModelIndex | QPersistentModelIndex
Given = tuple[tuple[str, str], ...]
_VISIBLE = 18
_DAYS = ("1", "7", "14", "28")


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
        for title, path, given in list_choices(column):
            box.addItem(title, (path, given))
        current = column.target.write_title() if column.target else _("not imported")
        box.setCurrentIndex(max(0, box.findText(current)))
        # A list beneath the cell, not one over the whole screen.
        box.setStyleSheet("QComboBox { combobox-popup: 0; }")
        box.setMaxVisibleItems(_VISIBLE)
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 2 * layout.MARGIN)
        box.activated.connect(lambda _index: self._on_activated(box, column))
        # One click opens the list; typing the first letters of a field finds it there.
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write nothing: a choice is announced, and the files are read again."""

    def _on_activated(self, box: QComboBox, column: ColumnMapping) -> None:
        path, given = box.currentData()
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)
        self.chosen.emit(column.column, path, given)


def list_choices(column: ColumnMapping) -> list[tuple[str, str, Given]]:
    """Return title, path and stated fields of everything a column may be imported as."""
    near = [(t.write_title(), t.path, t.given) for t in (column.target, *column.candidates) if t]
    fields: list[tuple[str, str, Given]] = [
        (f"{_(field.title)} · {_(TABLES[field.table])}", f"{field.table}.{field.key}", ())
        for field in FIELDS
        if field.key not in ("score_before", "score_after")
    ]
    other = (_("Another column, for grouping"), "patients.other", ())
    special = [(t.write_title(), t.path, t.given) for t in _list_stated(column)]
    return list(dict.fromkeys([*near, (_("not imported"), "", ()), other, *special, *fields]))


def _list_stated(column: ColumnMapping) -> Iterator[Target]:
    """Return what a column may hold that its header need not say: a moment, a day, an event."""
    from ketgui.importing.vocabulary.targets import PRESENT, TERMS, UNNAMED_SCALE, Target
    from ketgui.importing.vocabulary.timepoints import read_header

    scale = ("scale", read_header(column.header).scale or UNNAMED_SCALE)
    for stated in (("moment", "before"), ("moment", "after"), *(("day", day) for day in _DAYS)):
        yield Target("assessments", "score", (scale, stated))
    yield Target("adverse_events", TERMS)
    yield Target("adverse_events", PRESENT, (("term", column.header),))
