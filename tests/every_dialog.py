"""Every dialog of the window, and how each is opened: for tests that hold for all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from ketgui.project.recovery import RecoveryCopy
from ketgui.views.adverse_events.event_dialog import EventDialog, open_remove_dialog
from ketgui.views.cohort.exclusion import ExclusionDialog
from ketgui.views.importing.key import KeyOfIds
from ketgui.views.study_file.recovery_question import RecoveryQuestion
from ketgui.views.study_file.save_dialog import PasswordDialog, SaveStudyDialog
from ketgui.views.study_file.sites_dialog import SitesDialog
from ketgui.views.study_file.unsaved_question import UnsavedQuestion
from ketgui.views.widgets.dialogs import open_dialog, show_message
from ketgui.views.window import MainWindow

Open = Callable[[MainWindow], object]
# What opens a dialog, by its name in the reports of tests.
COMMANDS = (
    "change_plan", "check_beam_f3", "check_consistency", "show_history", "show_help",
    "show_column_guide", "show_about", "show_licence", "write_report", "export_figure_1",
    "save_study_as", "print_sheet", "print_course", "change_schedule", "new_study",
    "compose_figure",
)  # fmt: skip


def _command(name: str) -> Open:
    return lambda window: getattr(window.menu_actions, name)()


def _show(dialog: QDialog) -> None:
    dialog.open()


def _entry(page: int) -> Open:
    def show(window: MainWindow) -> None:
        window.menu_actions.enter_data()
        entry: Any = list_open(window)[0]
        if page:
            entry.patients.setCurrentRow(0)
        entry.tabs.setCurrentIndex(page)

    return show


def _figure(act: str) -> Open:
    def show(window: MainWindow) -> None:
        from ketgui.views.widgets.figures.figure_view import FigureView

        window.pages.setCurrentIndex(3)
        view: Any = next(
            view for view in window.pages.get_tab(3).findChildren(FigureView) if view.isVisible()
        )
        getattr(view, act)()

    return show


def _correct(window: MainWindow) -> None:
    cohort: Any = window.pages.get_tab(0)
    cohort._correct(cohort._model.index(0, 1))


def _edit_scale(act: str) -> Open:
    def show(window: MainWindow) -> None:
        from ketgui.views.outcomes.secondary_editor import SecondaryEditor

        editor = SecondaryEditor()
        editor.setParent(window)
        assert window.session.analysis is not None
        editor.show_analysis(window.session.analysis)
        getattr(editor, act)("phq9" if act == "edit" else "mood")

    return show


def _encrypt(window: MainWindow) -> None:
    dialog = SaveStudyDialog(window, Path("study.ketgui"), has_password=False)
    dialog.seal.setChecked(True)
    dialog.open()


COPY = RecoveryCopy(Path("copy"), Path("study.ketgui"), "14:32", is_sealed=True)
DIALOGS: dict[str, Open] = {
    **{name: _command(name) for name in COMMANDS},
    **{f"enter_data_{page}": _entry(page) for page in range(4)},
    "patient": lambda window: window.pages.get_tab(0).patient_wanted.emit("SYN03"),
    "correct": _correct,
    "exclude": lambda window: _show(ExclusionDialog(window.session, window, ["SYN03"])),
    "new_event": lambda window: _show(EventDialog(window.session, window, None, {})),
    "change_event": lambda window: _show(EventDialog(window.session, window, 0, {})),
    "remove_event": lambda window: open_remove_dialog(window.session, window, 0, "SYN03: nausea"),
    "encrypt": _encrypt,
    "password": lambda window: _show(PasswordDialog(window, "study", "")),
    "sites": lambda window: _show(SitesDialog(window, [])),
    "unsaved": lambda window: _show(UnsavedQuestion(window, "study")),
    "recover": lambda window: _show(RecoveryQuestion(window, COPY)),
    "message": lambda window: show_message(window, "The study was not saved."),
    "key_of_ids": lambda window: open_dialog(window, "Key", KeyOfIds([("S01", "1")])),
    "figure_as_table": _figure("show_as_table"),
    "about_figure": _figure("show_about"),
    "definitions_of_a_scale": _edit_scale("edit"),
    "new_scale": _edit_scale("describe"),
}


def list_open(window: MainWindow) -> list[QDialog]:
    """Return the dialogs that are open."""
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


def open_named(window: MainWindow, name: str) -> QDialog:
    """Open a dialog by its name and return it, laid out."""
    DIALOGS[name](window)
    for _turn in range(3):
        QApplication.processEvents()
    (dialog,) = list_open(window)
    return dialog


def close(dialog: QDialog) -> None:
    """Close a dialog, if a key has not done so, and let Qt delete what is deleted then."""
    if isValid(dialog):
        dialog.close()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
