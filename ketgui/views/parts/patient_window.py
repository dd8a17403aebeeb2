"""One patient's page in a window of its own, beside the plots in which patients are clicked."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ketgui.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.parts.patient_page import PatientPage

# Of the width of the window it stands beside, so that the plot at its left stays in sight.
_SHARE = 0.42


class PatientWindow(QDialog):
    """Shows a patient's page and follows the selection; what is being written is never replaced."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._beside = parent
        self.setModal(False)
        # Clicking on in the plot must not need a click to come back to it.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._session = session
        self._page: PatientPage | None = None
        self._box = layout.padded(QVBoxLayout(self))
        wanted = QSize(round(_SHARE * parent.width()), layout.WIDE_DIALOG.height())
        layout.fit_screen(self, wanted)
        session.selection_changed.connect(self._on_selection)
        session.analysis_changed.connect(self._on_analysis)

    def show_patient(self, patient_id: str) -> None:
        """Show this patient's page, unless something is being written on the one that is shown."""
        if self.is_being_written:
            return
        if self._page:
            self._page.setParent(None)
            self._page.deleteLater()
        self._page = PatientPage(self._session, patient_id)
        self._box.addWidget(self._page)
        self.setWindowTitle(_("Patient {id}", id=patient_id))
        if not self.isVisible():
            self._move_aside()
            self.show()

    @property
    def is_being_written(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.isVisible() and self._page is not None and self._page.is_being_written

    def _move_aside(self) -> None:
        """Leave the plot, which is at the left, to be seen."""
        around = self._beside.frameGeometry()
        self.move(max(around.left(), around.right() - self.width()), around.top())

    @Slot(object)
    def _on_selection(self, ids: frozenset[str]) -> None:
        if not self.isVisible() or self.is_being_written:
            return
        if len(ids) == 1:
            self.show_patient(*ids)
        elif not ids:
            self.close()

    @Slot(object)
    def _on_analysis(self, _analysis: object) -> None:
        if not self.isVisible() or self._page is None or self.is_being_written:
            return
        if self._page.is_of_the_cohort:
            self.show_patient(self._page.patient_id)
        else:
            self.close()
