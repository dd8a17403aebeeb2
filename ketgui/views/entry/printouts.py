"""Asks what to print of a patient: a visit sheet to fill in, or the course on one page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QLocale, QObject, Slot
from PySide6.QtWidgets import QWidget

from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.report.exporter import Exporter
from ketgui.views.widgets.dialog import Request


class Printouts(QObject):
    """Writes pages for the clinic as PDF."""

    def __init__(
        self, session: Session, exporter: Exporter, get_study: Callable[[], str], window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._exporter, self._window = session, exporter, window
        self._get_study = get_study

    @property
    def selected(self) -> str:
        """The one selected patient; empty if there is none, or there are several."""
        ids = self._session.selection.ids
        return next(iter(ids)) if len(ids) == 1 else ""

    @Slot(str)
    def ask_sheet(self, patient_id: str) -> None:
        """Ask what a visit sheet is for, and write it."""
        from ketgui.reporting.printouts.visit_sheet import lay_out_sheet
        from ketgui.views.entry.visit_sheet_dialog import VisitSheetDialog

        if analysis := self._session.analysis:
            dialog = VisitSheetDialog(self._window, analysis, self._get_study(), patient_id)
            dialog.chosen.connect(lambda sheet: self._exporter.save_page(lay_out_sheet(sheet)))
            dialog.open()

    @Slot()
    def ask_course(self) -> None:
        """Write the course of the selected patient; ask for one if none is selected."""
        analysis = self._session.analysis
        if self.selected:
            self.save_course(self.selected)
        elif analysis and analysis.cohort.enrolled:
            dialog = Request(self._window)
            dialog.setAttribute(layout.DELETE_ON_CLOSE)
            dialog.setWindowTitle(_("Course of a patient"))
            dialog.setLabelText(_("Patient"))
            dialog.setComboBoxItems([str(each) for each in analysis.cohort.patients["patient_id"]])
            dialog.textValueSelected.connect(self.save_course)
            dialog.open()

    @Slot(str)
    def save_course(self, patient_id: str) -> None:
        """Write a patient's course on one page."""
        from ketgui.reporting.printouts.patient_course import lay_out_course
        from ketgui.views.report.documents_dialog import get_default_paper

        if analysis := self._session.analysis:
            page = lay_out_course(
                analysis,
                patient_id,
                study=self._get_study(),
                today=date.today(),
                paper=get_default_paper(QLocale.system()),
            )
            self._exporter.save_page(page)
