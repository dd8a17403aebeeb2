"""Who is excluded is named, the first few where there are many."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ketgui.views.cohort.exclusion import ExclusionDialog, exclude_patients, join_ids


def test_many_patients_are_named_by_the_first_few():
    assert join_ids(["A", "B"]) == "A, B"
    assert join_ids([str(number) for number in range(9)]) == "0, 1, 2, 3, 4, 5, 6, 7 …"


def test_a_reason_of_spaces_is_none(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ExclusionDialog(session, parent, ["SYN01"])
    dialog.reason.setText("  ")
    assert not dialog.exclude.isEnabled()
    dialog.reason.setText("died")
    assert dialog.exclude.isEnabled()


def test_several_patients_are_one_step_and_no_longer_selected(qtbot, session):
    session.selection.select(frozenset({"SYN01", "SYN02"}))
    parent = QWidget()
    qtbot.addWidget(parent)
    assert exclude_patients(session, parent, ["SYN01", "SYN02"], "moved")
    assert session.selection.ids == frozenset()
    assert session.get_cohort().enrolled == 19
    session.history.undo()
    assert session.get_cohort().enrolled == 21
