"""Columns that are not imported."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ketgui.importing import import_text
from ketgui.views.importing.unused import UnusedColumns

IMPORTED = import_text("id,ward,Email,MADRS before\nP1,N,a@example.org,30\nP2,S,,28\n")


def test_a_tick_uses_a_column_for_grouping_and_no_tick_is_offered_for_a_name(qtbot):
    widget = UnusedColumns()
    qtbot.addWidget(widget)
    assert widget.show_columns(IMPORTED.mapping.tables[0], IMPORTED.issues) == 2
    ward, email = widget._list.item(0), widget._list.item(1)
    assert not email.flags() & Qt.ItemFlag.ItemIsUserCheckable
    with qtbot.waitSignal(widget.chosen) as told:
        ward.setCheckState(Qt.CheckState.Checked)
    assert told.args == ["B", "patients.other"]


def test_no_table_has_none(qtbot):
    widget = UnusedColumns()
    qtbot.addWidget(widget)
    assert widget.show_columns(None, ()) == 0
