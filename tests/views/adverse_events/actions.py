"""What a person does on the Adverse events tab."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from tests.acting import events_counted, settled


def look(qtbot, tab, by: str) -> list[list[str]]:
    tab.counts.chooser.by.setCurrentIndex(tab.counts.chooser.by.findData(by))
    events_counted(qtbot, tab)
    model = tab.counts.model
    return [
        [model.text(row, column) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def after(qtbot, session, tab, act) -> None:
    settled(qtbot, session, act)
    events_counted(qtbot, tab)


def cell(tab, row: int, column: int) -> QModelIndex:
    return tab.counts.model.index(row, column)
