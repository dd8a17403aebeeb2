"""The whole job without a mouse: from a messy file to the report, and the focus is never lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QTabBar,
    QWidget,
)

from ketgui.views import menu_actions
from ketgui.views.adverse_events.event_dialog import EventDialog
from ketgui.views.cohort.correction import CorrectionDialog
from ketgui.views.cohort.exclusion import ExclusionDialog
from ketgui.views.report.composer.composer import Composer
from ketgui.views.report.documents_dialog import DocumentsDialog
from ketgui.views.widgets.figures.export_dialog import ExportDialog
from ketgui.views.widgets.number_spin import NumberSpin
from ketgui.views.widgets.plan_editor import PlanEditor
from ketgui.views.widgets.tables.table_view import TableView

MESSY = (
    "id,age,MADRS before,MADRS after\n"
    + "".join(f"P{number},{40 + number},{25 + number},{8 + number}\n" for number in range(1, 9))
    + "Total,45,29,12\n"
)
KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
MOST_STOPS = 80


class Keyboard:
    """Presses keys where the focus is, and fails where it is nowhere."""

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focused, key, modifiers)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focused, text)

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "the focus is lost"
        assert widget.isVisible(), f"the focus is on a hidden {type(widget).__name__}"
        return widget

    def tab_to(self, is_wanted: Callable[[QWidget], bool]) -> QWidget:
        """Press Tab until a control is reached."""
        for _stop in range(MOST_STOPS):
            if is_wanted(self.focused):
                return self.focused
            self.press(KEY.Key_Tab)
        raise AssertionError("Tab never comes to it")

    def replace(self, text: str) -> None:
        self.press(KEY.Key_A, CTRL)
        self.type(text)


@pytest.fixture
def keyboard(window) -> Keyboard:
    window.resize(1366, 720)
    window.activateWindow()
    return Keyboard()


def wait_for_dialog(qtbot, kind: type[QWidget]) -> QDialog:
    def is_open() -> bool:
        modal = QApplication.activeModalWidget()
        found = modal is not None and (isinstance(modal, kind) or modal.findChild(kind))
        return bool(found) and modal.isActiveWindow()

    qtbot.waitUntil(is_open, timeout=5_000)
    return QApplication.activeModalWidget()


def come_back(qtbot, window: QWidget) -> None:
    """Wait for a dialog to close; a window manager then activates the window below it."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=5_000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.mark.qt_log_ignore("raise", "grabbing the keyboard", extend=True)
def test_a_messy_file_becomes_a_report_without_a_mouse(
    qtbot, window, keyboard, tmp_path, monkeypatch
):
    session = window.session

    def until_computed(act: Callable[[], None]) -> None:
        with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
            act()

    # Open: the system's own dialog is not the program's.
    path = tmp_path / "messy.csv"
    path.write_text(MESSY, encoding="utf-8")
    monkeypatch.setattr(menu_actions, "ask_cohort", lambda _parent: [path])
    with qtbot.waitSignal(session.proposed, timeout=20_000):
        QTest.keyClick(window, KEY.Key_O, CTRL)
    page = window._import_page

    # Answer: the row of totals is no patient.
    answers = page._answers._buttons
    keyboard.tab_to(lambda one: isinstance(one, QAbstractButton) and answers.isAncestorOf(one))
    with qtbot.waitSignal(session.proposed, timeout=20_000):
        keyboard.press(KEY.Key_Space)
    assert page._use.text() == "Use this cohort: 8 patients"
    until_computed(lambda: keyboard.press(KEY.Key_Return, CTRL))
    assert session.analysis.cohort.enrolled == 8

    # Correct an age, exclude a patient.
    QTest.keyClick(window, KEY.Key_1, CTRL)
    cohort = window.pages.get_tab(0)
    keyboard.tab_to(lambda one: one is cohort._view)
    keyboard.press(KEY.Key_Down)
    keyboard.press(KEY.Key_Right)
    keyboard.press(KEY.Key_F2)
    wait_for_dialog(qtbot, CorrectionDialog)
    keyboard.type("66")
    until_computed(lambda: keyboard.press(KEY.Key_Return))
    assert 66 in session.analysis.cohort.patients["age"].tolist()
    come_back(qtbot, window)
    assert keyboard.focused is cohort._view
    assert cohort._view.currentIndex().data() == "66"
    keyboard.press(KEY.Key_Down)
    keyboard.press(KEY.Key_Delete)
    wait_for_dialog(qtbot, ExclusionDialog)
    keyboard.type("withdrew consent")
    until_computed(lambda: keyboard.press(KEY.Key_Return))
    assert session.analysis.cohort.enrolled == 7
    come_back(qtbot, window)

    # Add an adverse event.
    QTest.keyClick(window, KEY.Key_3, CTRL)
    events = window.pages.get_tab(2)
    keyboard.tab_to(lambda one: isinstance(one, QTabBar) and events.isAncestorOf(one))
    while events.pages.currentWidget() is not events.events:
        keyboard.press(KEY.Key_Right)
    keyboard.tab_to(lambda one: isinstance(one, TableView) and events.events.isAncestorOf(one))
    keyboard.press(KEY.Key_Insert)
    dialog = wait_for_dialog(qtbot, EventDialog)
    keyboard.type("P1")
    keyboard.tab_to(lambda one: one is dialog.form.editors["term"])
    keyboard.type("nausea")
    until_computed(lambda: keyboard.press(KEY.Key_Return))
    assert session.analysis.cohort.adverse_events["term"].tolist() == ["nausea"]
    come_back(qtbot, window)

    # Change the definitions, and undo by the same keys from within the field.
    QTest.keyClick(window, KEY.Key_D, CTRL)
    wait_for_dialog(qtbot, PlanEditor)
    keyboard.tab_to(
        lambda one: isinstance(one, NumberSpin) and one.accessibleName() == "Score of remission"
    )
    keyboard.replace("12")
    until_computed(lambda: keyboard.press(KEY.Key_Tab))
    assert session.plan.remission_score == 12
    keyboard.press(KEY.Key_Escape)
    come_back(qtbot, window)

    # Compose and export a figure.
    QTest.keyClick(window, KEY.Key_G, CTRL)
    wait_for_dialog(qtbot, Composer)
    keyboard.press(KEY.Key_Escape)
    come_back(qtbot, window)
    QTest.keyClick(window, KEY.Key_4, CTRL)
    qtbot.wait(50)
    QTest.keyClick(window, KEY.Key_E, CTRL)
    wait_for_dialog(qtbot, ExportDialog)
    keyboard.tab_to(lambda one: isinstance(one, QLineEdit) and one.accessibleName() == "File")
    keyboard.replace(str(tmp_path / "f.png"))
    keyboard.press(KEY.Key_Return)
    qtbot.waitUntil((tmp_path / "f.png").exists, timeout=20_000)
    come_back(qtbot, window)

    # Write the report: plain text alone, which takes the least time.
    QTest.keyClick(window, KEY.Key_E, CTRL | SHIFT)
    dialog = wait_for_dialog(qtbot, DocumentsDialog)
    for key, box in dialog.kinds.items():
        if box.isChecked() != (key == "md"):
            keyboard.tab_to(lambda one, box=box: one is box)
            assert isinstance(keyboard.focused, QCheckBox)
            keyboard.press(KEY.Key_Space)
    keyboard.tab_to(lambda one: one is dialog.folder)
    keyboard.replace(str(tmp_path / "report"))
    with qtbot.waitSignal(window.reports.written, timeout=60_000):
        keyboard.press(KEY.Key_Return)
    text = (tmp_path / "report" / "results.md").read_text(encoding="utf-8")
    assert "Seven patients" in text
    assert "withdrew consent" in text
    come_back(qtbot, window)
    assert keyboard.focused
