"""The lists at the right of the page."""

from __future__ import annotations

from ketgui.importing import import_text
from ketgui.importing.changes import IdsChange
from ketgui.views.importing.sides import Sides

ROWS = "id,ward,MADRS before,MADRS after\nP1,N,27,12\nP2,S,31,20\n"


def titles(widget: Sides) -> list[str]:
    return [widget.tabText(n) for n in range(widget.count()) if widget.isTabVisible(n)]


def test_each_tab_says_how_long_its_list_is(qtbot):
    widget = Sides()
    qtbot.addWidget(widget)
    asked = import_text(ROWS.replace("12", "61"))
    widget.show_import(asked, None)
    widget.show_table(asked.mapping.tables[0], asked)
    assert titles(widget) == ["To answer  1", "Decided", "Not used  1"]


def test_what_changed_is_shown_only_where_something_did(qtbot):
    widget = Sides()
    qtbot.addWidget(widget)
    used = import_text(ROWS)
    answered = import_text(ROWS, used.mapping.with_change(IdsChange("keep")))
    widget.show_import(answered, None)
    assert "Decided  1" in titles(widget)
    widget.show_import(import_text(ROWS.replace("12", "13")), used)
    assert "Changed  1" in titles(widget)
