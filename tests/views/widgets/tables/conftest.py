"""A table with groups of columns, in a window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMainWindow

from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup
from ketgui.statistics.rows import Count, Share, Text
from ketgui.views.widgets.tables.table_view import (
    make_result_table,
)


@pytest.fixture(scope="session")
def grouped() -> DisplayTable:
    """Return events by sex, the second term indented."""
    return DisplayTable.from_cells(
        "by_sex",
        "Events by sex",
        ("", "Patients", "Events", "Patients", "Events"),
        (
            (Text("Nausea", from_file=True), Share(1, 10), Count(2), Share(0, 11), Count(0)),
            (Text("=1+1", from_file=True), Share(2, 10), Count(3), Share(1, 11), Count(1)),
        ),
        groups=(
            HeaderGroup("", 1),
            HeaderGroup("Female (N = 10)", 2),
            HeaderGroup("Male (N = 11)", 2),
        ),
        indents=(0, 1),
        n=21,
    )


@pytest.fixture
def shown(qtbot, grouped):
    """Show the table in a window; return window, view and model."""
    window = QMainWindow()
    view, model = make_result_table("Events by sex")
    window.setCentralWidget(view)
    qtbot.addWidget(window)
    window.resize(700, 300)
    window.show()
    qtbot.waitExposed(window)
    model.show_table(grouped)
    view.fit_rows()
    return window, view, model
