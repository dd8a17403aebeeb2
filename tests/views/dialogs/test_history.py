"""The history: the steps in their order, copied, and saved as CSV."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from ketgui.project.audit import AuditEntry
from ketgui.views.dialogs.history import History


def button(history: History, text: str) -> QPushButton:
    return next(b for b in history.findChildren(QPushButton) if b.text() == text)


ENTRIES = (
    AuditEntry("2026-11-30T09:00:00Z", "Read a.csv"),
    AuditEntry("2026-11-30T09:05:00Z", "Excluded P03", "patients", "P03", reason="withdrew"),
)


def test_each_change_has_a_row_and_is_copied_as_a_line(qtbot):
    history = History(ENTRIES, "", can_save=True)
    qtbot.addWidget(history)
    cells = [history.model.index(1, column).data() for column in (0, 1, 3, 7)]
    assert cells == ["2026-11-30 09:05:00", "Excluded P03", "P03", "withdrew"]
    button(history, "Copy").click()
    assert QGuiApplication.clipboard().text() == "Read a.csv\nExcluded P03"
    for text, signal in (("Save the study", "save_wanted"), ("Save as CSV…", "export_wanted")):
        with qtbot.waitSignal(getattr(history, signal)):
            button(history, text).click()


def test_a_name_typed_goes_with_the_changes(qtbot):
    history = History(ENTRIES, "AB", can_save=True)
    qtbot.addWidget(history)
    history.person.setText("CD ")
    with qtbot.waitSignal(history.person_changed) as told:
        history.person.editingFinished.emit()
    assert told.args == ["CD"]


def test_an_empty_history_has_nothing_to_copy_or_save(qtbot):
    history = History((), "", can_save=False)
    qtbot.addWidget(history)
    for text in ("Copy", "Save as CSV…", "Save the study"):
        assert not button(history, text).isEnabled()
