"""How a column is read, in a menu."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from ketgui.importing import import_text
from ketgui.views.importing.column_menu import make_column_menu


def test_each_way_is_one_change_and_the_present_one_is_ticked(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    table = import_text("id\tMADRS before\nP1\t27,5\nP2\t31\n").mapping.tables[0]
    changes = []
    column = table.column("B")
    assert column is not None
    menu = make_column_menu(parent, table, column, changes.append)
    inner = [group for group in menu.findChildren(QMenu) if group.title()]
    actions = [action for group in inner for action in group.actions() if action.isCheckable()]
    assert any(action.isChecked() for action in actions)
    other = next(action for action in actions if not action.isChecked())
    other.trigger()
    assert [change.column for change in changes] == ["B"]
    assert "Missing values" in {group.title() for group in inner}
