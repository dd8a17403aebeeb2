"""What each command of the menus does: `commands.MENUS` names these slots."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ketgui.paths import resource
from ketgui.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.exporter import Exporter
from ketgui.views.file_commands import FileCommands
from ketgui.views.parts.dialogs import open_dialog
from ketgui.views.parts.plan_editor import PlanEditor
from ketgui.views.report_writer import ReportWriter


def example_path() -> Path:
    """Return where the invented example is."""
    return resource("samples", "example-cohort.xlsx")


class CommandSlots(FileCommands):
    """Does what a menu asks for: with the session, the exporter, or in a dialog.

    Attributes
    ----------
    failure : str
        Where in the program something last failed; told by About.

    Signals
    -------
    import_wanted(Import)
        What the open files were taken for is to be shown.
    help_wanted()
        The page about what is shown is to be opened.
    """

    import_wanted = Signal(object)
    help_wanted = Signal()

    def __init__(
        self, session: Session, exporter: Exporter, reports: ReportWriter, window: QWidget
    ) -> None:
        super().__init__(session, exporter, window)
        self._reports = reports
        self.failure = ""

    @Slot()
    def close(self) -> None:
        """Close the window."""
        self._window.close()

    @Slot()
    def open_files(self) -> None:
        """Ask for files, and show what they are taken for."""
        from ketgui.views.parts.dialogs import ask_cohort

        if paths := ask_cohort(self._window):
            self._session.propose(paths)

    @Slot()
    def open_example(self) -> None:
        """Open the invented example."""
        self._session.open([example_path()])

    @Slot()
    def show_import(self) -> None:
        """Show what the open files were taken for, and let it be changed."""
        if self._session.imported:
            self.import_wanted.emit(self._session.imported)

    @Slot()
    def save_project(self) -> None:
        """Ask where, and write every step to a file that leads here again."""
        self._exporter.project()

    @Slot()
    def save_template(self) -> None:
        """Write the blank template."""
        self._exporter.template()

    @Slot()
    def write_report(self) -> None:
        """Ask what to write and where."""
        self._reports.ask()

    @Slot()
    def export_all_figures(self) -> None:
        """Write every figure to a folder."""
        self._exporter.all_figures()

    @Slot()
    def export_figure_1(self) -> None:
        """Export the report's first figure."""
        self._exporter.figure_1()

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        self._session.undo()

    @Slot()
    def redo(self) -> None:
        """Make the change again that was last taken back."""
        self._session.redo()

    @Slot()
    def change_plan(self) -> None:
        """Open the definitions beside the strip that shows them."""
        editor = PlanEditor(self._session.plan)
        editor.plan_changed.connect(self._session.set_plan)
        open_dialog(self._window, _("Definitions"), editor)

    @Slot()
    def check_beam_f3(self) -> None:
        """Open the check of a recorded BeamF3 position."""
        from ketgui.views.parts.beam_f3 import BeamF3Check

        open_dialog(self._window, _("BeamF3 record check"), BeamF3Check())

    @Slot()
    def check_consistency(self) -> None:
        """Open the check of printed summaries."""
        from ketgui.views.parts.consistency_check import ConsistencyCheck

        words = _("Consistency of printed summaries")
        open_dialog(self._window, words, ConsistencyCheck(), layout.WIDE_DIALOG)

    @Slot()
    def show_history(self) -> None:
        """Open the list of what was done."""
        from ketgui.views.parts.history import History

        history = History(self._session.history, self._session.imported is not None)
        history.save_wanted.connect(self.save_project)
        open_dialog(self._window, _("History"), history, layout.WIDE_DIALOG)

    @Slot()
    def show_help(self) -> None:
        """Open the page about what is shown."""
        self.help_wanted.emit()

    @Slot()
    def show_column_guide(self) -> None:
        """Open the guide to every column the program knows."""
        from ketgui.views.parts.column_guide import column_guide

        open_dialog(self._window, _("Column guide"), column_guide(), layout.WIDE_DIALOG)

    @Slot()
    def show_about(self) -> None:
        """Open what the program is and stands on; what last failed in it stands there too."""
        from ketgui.views.parts.about import about

        open_dialog(self._window, _("About KetGUI"), about(self.failure))

    @Slot()
    def show_licence(self) -> None:
        """Open the licence in whatever shows text here."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(resource("..", "LICENSE").resolve())))
