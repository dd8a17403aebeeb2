"""How one column is read, changed in a menu: marks, order of dates, unit, codes, missing words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.dialog import Request

if TYPE_CHECKING:
    from ketgui.importing.changes import ColumnChange
    from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping

Chosen = Callable[["ColumnChange"], object]


def make_column_menu(
    parent: QWidget, table: TableMapping, column: ColumnMapping, chosen: Chosen
) -> QMenu:
    """Return a menu of the ways in which a column may be read; `chosen` takes the change."""
    from ketgui.importing.checks.reading_choices import list_ways

    menu = QMenu(parent)
    menu.setAttribute(layout.DELETE_ON_CLOSE)
    inner: dict[str, QMenu] = {}
    for way in list_ways(table, column):
        if way.group not in inner:
            inner[way.group] = menu.addMenu(way.group)
        action = inner[way.group].addAction(way.title)
        action.setCheckable(True)
        action.setChecked(way.chosen)
        action.triggered.connect(lambda _checked, change=way.change: chosen(change))
    missing = inner.get(_("Missing values")) or menu.addMenu(_("Missing values"))
    missing.addAction(_("Another word…"), lambda: _ask(parent, table, column, chosen))
    return menu


def _ask(parent: QWidget, table: TableMapping, column: ColumnMapping, chosen: Chosen) -> None:
    """Ask for a word that stands for a missing value in the column."""
    from ketgui.importing.changes import ColumnChange

    dialog = Request(parent)
    dialog.setAttribute(layout.DELETE_ON_CLOSE)
    dialog.setWindowTitle(_("Missing values"))
    dialog.setLabelText(_("Which word or number means missing in {header}?", header=column.header))
    dialog.textValueSelected.connect(
        lambda word: (
            chosen(ColumnChange(table.file, table.sheet, column.column, missing=(word.strip(),)))
            if word.strip()
            else None
        )
    )
    dialog.open()
