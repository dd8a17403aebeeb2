"""The slots of the menus' commands, which `menus.MENUS` names."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.visits.visit_schedule import VisitSchedule
from ketgui.paths import find_resource
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.entry.printouts import Printouts
from ketgui.views.report.exporter import Exporter
from ketgui.views.report.report_writer import ReportWriter
from ketgui.views.study_file.study_actions import StudyActions
from ketgui.views.widgets.dialogs import (
    ask_cohort,
    ask_save,
    open_dialog,
    show_message,
    show_notice,
)

# The import page is imported once this share of the files is read.
_HALF = 0.5


def find_example() -> Path:
    """Return where the invented example is."""
    return find_resource("samples", "example-cohort.xlsx")


class MenuActions(QObject):
    """Runs the menus' commands: with the session, the exporter, or in a dialog.

    Attributes
    ----------
    printouts : Printouts
        Visit sheets and the courses of patients.
    failure : str
        Where in the program something last failed; About shows it.

    Signals
    -------
    import_wanted(Import)
        The import page of the open files is to be shown.
    help_wanted()
        The help page about the current tab is to be opened.
    """

    import_wanted = Signal(object)
    help_wanted = Signal()

    def __init__(
        self,
        session: Session,
        exporter: Exporter,
        reports: ReportWriter,
        studies: StudyActions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._exporter, self._window = session, exporter, window
        self._reports, self._studies = reports, studies
        self.printouts = Printouts(session, exporter, lambda: studies.study_name, window)
        self.failure = ""
        # What is written is of the newest change, also while that is being computed.
        self._when_settled = session.latest.when_settled
        session.progress.connect(self._on_reading)

    @Slot(float)
    def _on_reading(self, share: float) -> None:
        """Load the import page while the files are read, so that it opens at once."""
        if share >= _HALF:
            # Once is enough: Python keeps an imported module.
            self._session.progress.disconnect(self._on_reading)
            for name in ("ketgui.views.importing.page", "ketgui.project.mapping_store"):
                import_module(name)

    @Slot()
    def close(self) -> None:
        """Close the window."""
        self._window.close()

    @Slot()
    def new_study(self) -> None:
        """Ask what a new study needs, and begin entering its patients."""
        from ketgui.views.entry.new_study import NewStudyDialog

        dialog = NewStudyDialog(self._window)
        dialog.chosen.connect(self._on_new_study)
        self._studies.when_saved(dialog.open)

    @Slot(object)
    def _on_new_study(self, plan: AnalysisPlan) -> None:
        self._session.begin_study(plan)
        self.enter_data()

    @Slot()
    def enter_data(self) -> None:
        """Open the window in which patients, ratings and infusions are typed."""
        from ketgui.views.entry.entry_window import EntryWindow

        window = self._window.findChild(EntryWindow)
        if window is None:
            window = EntryWindow(self._session, self._window)
        window.show()
        window.activateWindow()
        window.begin_patient()

    def renew_entry(self) -> None:
        """Build the entry window, if there is one, in another language, theme or text size."""
        from ketgui.views.entry.entry_window import EntryWindow

        if old := self._window.findChild(EntryWindow):
            EntryWindow(self._session, self._window).take_over(old)

    @Slot()
    def change_schedule(self) -> None:
        """Open the dialog of the planned visits."""
        from ketgui.views.entry.schedule_dialog import ScheduleDialog

        dialog = ScheduleDialog(self._window, self._session.plan.visits)
        dialog.chosen.connect(self._on_schedule)
        dialog.open()

    @Slot(object)
    def _on_schedule(self, schedule: VisitSchedule) -> None:
        plan = replace(self._session.plan, visits=schedule)
        self._session.set_plan(plan, _("Visit schedule changed"))

    @Slot()
    def print_sheet(self) -> None:
        """Ask what a visit sheet is for, and write it as PDF."""
        self._when_settled(lambda: self.printouts.ask_sheet(self.printouts.selected))

    @Slot()
    def print_course(self) -> None:
        """Write the course of the selected patient as PDF; ask for one if none is selected."""
        self._when_settled(self.printouts.ask_course)

    @Slot()
    def open_files(self) -> None:
        """Ask for files, and show how they are understood."""
        if paths := ask_cohort(self._window):
            self._studies.open_paths(paths)

    @Slot()
    def open_sites(self) -> None:
        """Ask for several studies, and open them as the sites of one cohort."""
        from ketgui.views.study_file.sites_dialog import SitesDialog, ask_sites

        if not (paths := ask_sites(self._window)):
            return
        dialog = SitesDialog(self._window, paths)
        dialog.chosen.connect(self._session.begin_study)
        self._studies.when_saved(dialog.open)

    @Slot()
    def open_example(self) -> None:
        """Open the invented example."""
        self._studies.when_saved(lambda: self._session.open([find_example()]))

    @Slot()
    def show_import(self) -> None:
        """Show how the open files were understood, and let it be changed."""
        if self._session.imported:
            self.import_wanted.emit(self._session.imported)

    @Slot()
    def save_study(self) -> None:
        """Save the study; ask where, if it has no file yet."""
        self._studies.save_study()

    @Slot()
    def save_study_as(self) -> None:
        """Ask where to save the study, and under which password."""
        self._studies.save_study_as()

    @Slot()
    def save_template(self) -> None:
        """Write the blank template."""
        self._exporter.save_template()

    @Slot()
    def write_report(self) -> None:
        """Ask what to write and where."""
        self._when_settled(self._reports.ask)

    @Slot()
    def write_r_script(self) -> None:
        """Ask for a folder, and write there what R computes again."""
        self._when_settled(self._exporter.write_r_script)

    @Slot()
    def export_all_figures(self) -> None:
        """Write every figure to a folder."""
        self._when_settled(self._exporter.export_all_figures)

    @Slot()
    def export_figure_1(self) -> None:
        """Export the report's first figure."""
        self._when_settled(self._exporter.export_figure_1)

    @Slot()
    def compose_figure(self) -> None:
        """Open the composer of figures."""
        from ketgui.views.report.composer.opening import open_composer

        open_composer(self._session, self._window)

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        self._session.history.undo()

    @Slot()
    def redo(self) -> None:
        """Redo the change that was undone last."""
        self._session.history.redo()

    @Slot()
    def change_plan(self) -> None:
        """Open the editor of the definitions."""
        from ketgui.views.widgets.plan_editor import PlanEditor

        editor = PlanEditor(self._session.plan)
        editor.plan_changed.connect(self._session.set_plan)
        open_dialog(self._window, _("Definitions"), editor)

    @Slot()
    def check_beam_f3(self) -> None:
        """Open the check of a recorded BeamF3 position."""
        from ketgui.views.protocol.beam_f3 import BeamF3Check

        open_dialog(self._window, _("BeamF3 record check"), BeamF3Check())

    @Slot()
    def check_consistency(self) -> None:
        """Open the check of printed summaries."""
        from ketgui.views.dialogs.consistency_check import ConsistencyCheck

        title = _("Consistency of printed summaries")
        open_dialog(self._window, title, ConsistencyCheck(), layout.WIDE_DIALOG)

    @Slot()
    def show_history(self) -> None:
        """Open the history."""
        from ketgui.views.dialogs.history import History

        own = self._session.history
        history = History(own.trail, own.person, can_save=self._session.imported is not None)
        history.save_wanted.connect(self.save_study)
        history.export_wanted.connect(self._exporter.save_history)
        history.person_changed.connect(self._studies.set_person)
        open_dialog(self._window, _("History"), history, layout.WIDE_DIALOG)

    @Slot()
    def show_help(self) -> None:
        """Open the help page about the current tab."""
        self.help_wanted.emit()

    @Slot(str)
    def explain_number(self, title: str) -> None:
        """Open the glossary at the entry of a result, which leads to how it is computed."""
        from ketgui.views.dialogs.help import open_help
        from ketgui.views.help_pages import GLOSSARY

        open_help(self._window, GLOSSARY, title)

    @Slot()
    def show_column_guide(self) -> None:
        """Open the guide to every column that the program knows."""
        from ketgui.views.dialogs.column_guide import build_column_guide

        open_dialog(self._window, _("Column guide"), build_column_guide(), layout.WIDE_DIALOG)

    @Slot()
    def show_about(self) -> None:
        """Open the About box; it also says where the program last failed."""
        from ketgui.views.dialogs.about import build_about

        open_dialog(self._window, _("About KetGUI"), build_about(self.failure))

    @Slot()
    def validate(self) -> None:
        """Check whether the installation is as built and computes right; ask where to say so."""
        from ketgui.views.dialogs.validation import InstallationCheck

        kinds = f"{_('PDF files')} (*.pdf)"
        title = _("Validate this installation")
        if path := ask_save(self._window, title, "ketgui-validation.pdf", kinds):
            check = InstallationCheck(path, self._window)
            check.written.connect(partial(show_notice, self._window))
            check.failed.connect(partial(show_message, self._window))
            show_notice(self._window, _("Checking this installation…"))
            check.start()

    @Slot()
    def show_licence(self) -> None:
        """Show the licence."""
        from ketgui.views.dialogs.about import build_licence

        open_dialog(self._window, _("Licence"), build_licence(), layout.FORM_DIALOG)

    @Slot()
    def show_full_screen(self) -> None:
        """Fill the screen with the window, or go back to its size before."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot()
    def paste_table(self) -> None:
        """Show how the cells on the clipboard are understood."""
        text = QGuiApplication.clipboard().text()
        # A single line has no headers, and so is no table.
        if "\n" in text.strip():
            self._session.propose_text(text)
        else:
            self._exporter.message.emit(
                _("The clipboard holds no table. Copy the cells, with their headers, and paste.")
            )

    @Slot()
    def read_again(self) -> None:
        """Read the files again, and show what has changed in them."""
        self._studies.read_again()

    @Slot()
    def save_filled_template(self) -> None:
        """Write the cohort into the template's workbook."""
        self._when_settled(self._exporter.save_filled_template)

    @Slot()
    def save_key(self) -> None:
        """Explain the key of the replaced ids, and offer to save it."""
        from ketgui.views.importing.key import KeyOfIds

        imported = self._session.imported
        if imported is None or not imported.pseudonyms:
            self._exporter.message.emit(_("No patient ids were replaced: there is no key."))
            return
        open_dialog(self._window, _("Key of the patient ids"), KeyOfIds(imported.pseudonyms))
