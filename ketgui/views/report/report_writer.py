"""Writes the report: asks what and where, draws figures between events, writes documents."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ketgui.paths import find_folder_beside
from ketgui.session.jobs import Jobs
from ketgui.session.session import Session
from ketgui.settings import Settings
from ketgui.text import _
from ketgui.views.report.defaults import get_default_request
from ketgui.writing import explain_failure

if TYPE_CHECKING:
    from ketgui.reporting.request import ReportRequest


class ReportWriter(QObject):
    """Writes the report of the open analysis into a folder.

    Signals
    -------
    written(str, Path)
        Where the report is and what it consists of, and its folder.
    failed(str)
        Why something was not written, and what to do.
    busy_changed(str)
        The current task, empty when there is none.
    """

    written = Signal(str, object)
    failed = Signal(str)
    busy_changed = Signal(str)

    def __init__(self, session: Session, settings: Callable[[], Settings], window: QWidget) -> None:
        super().__init__(window)
        self._session, self._settings, self._window = session, settings, window
        self._jobs = Jobs(self, newest_wins=False)
        self._jobs.busy_changed.connect(self.busy_changed)

    def ask(self) -> None:
        """Ask what to write and where, then write it."""
        from ketgui.views.report.documents_dialog import DocumentsDialog

        folder = find_folder_beside(self._session.paths)
        dialog = DocumentsDialog(folder / "report", self._session.report.request, self._window)
        dialog.chosen.connect(self.write)
        dialog.open()

    def write(self, request: ReportRequest, folder: Path) -> None:
        """Write a report into a folder while the window stays usable.

        The request is saved with the project, so that `run` can write the same report again.
        """
        self._session.latest.when_settled(partial(self._write, request, folder))

    def _write(self, request: ReportRequest, folder: Path) -> None:
        from ketgui.project.audit import list_history_lines
        from ketgui.rendering.report_renderer import make_renderer
        from ketgui.reporting.files import write_report

        analysis = self._session.analysis
        if analysis is None:
            return
        # Remembered as chosen, before defaults fill it in: a default may change, a choice does not.
        self._session.report.remember(request)
        request = request.complete(get_default_request(self._settings()))
        steps = write_report(
            analysis,
            request,
            make_renderer(),
            folder,
            self._session.report.sentence_edits,
            list_history_lines(self._session.history.trail) if request.history else (),
        )
        self._jobs.start_steps(steps, partial(self._on_ended, request, folder))

    def wait(self) -> None:
        """Wait until every report is written. Call before quitting."""
        self._jobs.finish()

    def _on_ended(
        self, request: ReportRequest, folder: Path, failure: BaseException | None
    ) -> None:
        if isinstance(failure, OSError):
            self.failed.emit(explain_failure(failure))
        elif failure:
            # A defect, not a full disk: the window's handler of unexpected errors shows it.
            raise failure
        else:
            self.written.emit(_format_outcome(request, folder), folder)
            # The history goes into project files, which hold no folder of this machine.
            self._session.history.record(_("The report is in {folder}.", folder=folder.name))


def _format_outcome(request: ReportRequest, folder: Path) -> str:
    """Return where the report is, and which documents were written."""
    from ketgui.reporting.documents.kinds import get_documents

    names = [
        file
        for kind in get_documents(request.documents or ())
        for file in kind.list_files(bool(request.supplement))
    ]
    sentence = _("The report is in {folder}.", folder=folder)
    return f"{sentence} {_('Written: {names}', names=', '.join(names))}" if names else sentence
