"""The files above, and what their columns are below."""

from __future__ import annotations

from ketgui.importing import import_text
from ketgui.views.importing.source import SourceTables

ROWS = "id,age,MADRS before,MADRS after\nP1,45,27,61\nP2,52,31,20\n"


def test_an_issue_is_brought_to_its_cell(qtbot):
    widget = SourceTables()
    qtbot.addWidget(widget)
    imported = import_text(ROWS)
    widget.show_import(imported)
    issue = next(issue for issue in imported.issues if issue.severity == "error")
    cell = widget.bring(issue)
    assert cell is not None
    assert widget.source.currentIndex().data() == "61"


def test_a_column_s_use_is_announced(qtbot):
    widget = SourceTables()
    qtbot.addWidget(widget)
    widget.show_import(import_text(ROWS))
    with qtbot.waitSignal(widget.changed) as told:
        widget.choose("B", "patients.other")
    assert (told.args[0].column, told.args[0].field) == ("B", "patients.other")
