"""What differs from the cohort in use."""

from __future__ import annotations

from ketgui.importing import import_text
from ketgui.views.importing.changed import Changed, list_names

ROWS = "id,MADRS before,MADRS after\nP1,27,12\nP2,31,20\n"


def test_patients_that_differ_are_counted_and_listed(qtbot):
    widget = Changed()
    qtbot.addWidget(widget)
    used, now = import_text(ROWS), import_text(ROWS.replace("12", "13"))
    assert widget.show_difference(used, now) == 1
    cells = [widget.model.index(0, column).data() for column in range(4)]
    assert cells[0] == "P1"
    assert cells[2:] == ["12", "13"]


def test_the_same_cohort_and_no_cohort_differ_in_nothing(qtbot):
    widget = Changed()
    qtbot.addWidget(widget)
    used = import_text(ROWS)
    assert widget.show_difference(used, used) == 0
    assert widget.show_difference(None, used) == 0
    assert widget.show_difference(used, import_text(ROWS.replace("12", "61"))) == 0


def test_files_are_told_by_their_names():
    assert list_names(import_text(ROWS)) == ("pasted.txt",)
