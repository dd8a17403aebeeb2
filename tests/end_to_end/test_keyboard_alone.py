"""The whole job without a mouse: from a messy file to the report, and the focus is never lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
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
    + ",45,29,12\n"
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


def wait_for_dialog(qtbot, kind: type[QWidget]) -> Any:
    def is_open() -> bool:
        modal = QApplication.activeModalWidget()
        if modal is None or not (isinstance(modal, kind) or modal.findChild(kind)):
            return False
        return modal.isActiveWindow()

    qtbot.waitUntil(is_open, timeout=5_000)
    return QApplication.activeModalWidget()


class Job:
    """The window, the keyboard, and a folder for what is written."""

    def __init__(self, qtbot, window, folder: Path) -> None:
        self.qtbot, self.window, self.folder = qtbot, window, folder
        self.keyboard, self.session = Keyboard(), window.session

    def press_in_window(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
        QTest.keyClick(self.window, key, modifiers)

    def until_computed(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        with self.qtbot.waitSignal(self.session.analysis_changed, timeout=20_000):
            self.keyboard.press(key, modifiers)

    def come_back(self) -> None:
        """Wait for a dialog to close; a window manager then activates the window below it."""
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=5_000)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def open_messy_file(self, monkeypatch) -> None:
        # The system's own dialog is not the program's.
        path = self.folder / "messy.csv"
        path.write_text(MESSY, encoding="utf-8")
        monkeypatch.setattr(menu_actions, "ask_cohort", lambda _parent: [path])
        with self.qtbot.waitSignal(self.session.proposed, timeout=20_000):
            self.press_in_window(KEY.Key_O)

    def answer(self) -> None:
        """Answer that the row without an id is no patient, and use the cohort."""
        page, keyboard = self.window._import_page, self.keyboard
        answers = page._answers._buttons
        keyboard.tab_to(lambda one: isinstance(one, QAbstractButton) and answers.isAncestorOf(one))
        with self.qtbot.waitSignal(self.session.proposed, timeout=20_000):
            keyboard.press(KEY.Key_Space)
        assert page._use.text() == "Use this cohort: 8 patients"
        self.until_computed(KEY.Key_Return, CTRL)
        assert self.session.analysis.cohort.enrolled == 8

    def correct_an_age(self) -> None:
        self.press_in_window(KEY.Key_1)
        keyboard, cohort = self.keyboard, self.window.pages.get_tab(0)
        keyboard.tab_to(lambda one: one is cohort._view)
        for key in (KEY.Key_Down, KEY.Key_Right, KEY.Key_F2):
            keyboard.press(key)
        wait_for_dialog(self.qtbot, CorrectionDialog)
        keyboard.type("66")
        self.until_computed(KEY.Key_Return)
        self.come_back()
        assert 66 in self.session.analysis.cohort.patients["age"].tolist()
        assert keyboard.focused is cohort._view
        assert cohort._view.currentIndex().data() == "66"

    def exclude_the_next_patient(self) -> None:
        for key in (KEY.Key_Down, KEY.Key_Delete):
            self.keyboard.press(key)
        wait_for_dialog(self.qtbot, ExclusionDialog)
        self.keyboard.type("withdrew consent")
        self.until_computed(KEY.Key_Return)
        self.come_back()
        assert self.session.analysis.cohort.enrolled == 7

    def add_an_event(self) -> None:
        self.press_in_window(KEY.Key_3)
        keyboard, tab = self.keyboard, self.window.pages.get_tab(2)
        keyboard.tab_to(lambda one: isinstance(one, QTabBar) and tab.isAncestorOf(one))
        while tab.pages.currentWidget() is not tab.events:
            keyboard.press(KEY.Key_Right)
        keyboard.tab_to(lambda one: isinstance(one, TableView) and tab.events.isAncestorOf(one))
        keyboard.press(KEY.Key_Insert)
        dialog = wait_for_dialog(self.qtbot, EventDialog)
        keyboard.type("P1")
        keyboard.tab_to(lambda one: one is dialog.form.editors["term"])
        keyboard.type("nausea")
        self.until_computed(KEY.Key_Return)
        self.come_back()
        assert self.session.analysis.cohort.adverse_events["term"].tolist() == ["nausea"]

    def change_the_definitions(self) -> None:
        self.press_in_window(KEY.Key_D)
        wait_for_dialog(self.qtbot, PlanEditor)
        self.keyboard.tab_to(
            lambda one: isinstance(one, NumberSpin) and one.accessibleName() == "Score of remission"
        )
        self.keyboard.replace("12")
        self.until_computed(KEY.Key_Tab)
        assert self.session.plan.remission_score == 12
        self.keyboard.press(KEY.Key_Escape)
        self.come_back()

    def compose_and_export_a_figure(self) -> None:
        self.press_in_window(KEY.Key_G)
        wait_for_dialog(self.qtbot, Composer)
        self.keyboard.press(KEY.Key_Escape)
        self.come_back()
        self.press_in_window(KEY.Key_4)
        self.qtbot.wait(50)
        self.press_in_window(KEY.Key_E)
        wait_for_dialog(self.qtbot, ExportDialog)
        self.keyboard.tab_to(
            lambda one: isinstance(one, QLineEdit) and one.accessibleName() == "File"
        )
        self.keyboard.replace(str(self.folder / "f.png"))
        self.keyboard.press(KEY.Key_Return)
        self.qtbot.waitUntil((self.folder / "f.png").exists, timeout=20_000)
        self.come_back()

    def write_the_report(self) -> None:
        """Write it as plain text alone, which takes the least time."""
        self.press_in_window(KEY.Key_E, CTRL | SHIFT)
        dialog = wait_for_dialog(self.qtbot, DocumentsDialog)
        for key, box in dialog.kinds.items():
            if box.isChecked() != (key == "md"):
                self.keyboard.tab_to(lambda one, box=box: one is box)
                self.keyboard.press(KEY.Key_Space)
        self.keyboard.tab_to(lambda one: one is dialog.folder)
        self.keyboard.replace(str(self.folder / "report"))
        with self.qtbot.waitSignal(self.window.reports.written, timeout=60_000):
            self.keyboard.press(KEY.Key_Return)
        self.come_back()


@pytest.mark.qt_log_ignore("raise", "grabbing the keyboard", extend=True)
def test_a_messy_file_becomes_a_report_without_a_mouse(qtbot, window, tmp_path, monkeypatch):
    window.resize(1366, 720)
    window.activateWindow()
    job = Job(qtbot, window, tmp_path)
    job.open_messy_file(monkeypatch)
    job.answer()
    job.correct_an_age()
    job.exclude_the_next_patient()
    job.add_an_event()
    job.change_the_definitions()
    job.compose_and_export_a_figure()
    job.write_the_report()
    text = (tmp_path / "report" / "results.md").read_text(encoding="utf-8")
    assert "Seven patients" in text
    assert "withdrew consent" in text
    assert job.keyboard.focused
