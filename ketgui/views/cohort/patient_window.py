"""One patient's page in a window of its own, beside the plots in which patients are clicked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.cohort.patient_page import PatientPage

# Of the width of the window it stands beside, so that the plot at its left stays in sight.
_SHARE = 0.42


class PatientWindow(QDialog):
    """Shows a patient's page and follows the selection; what is being written is asked about."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._beside = parent
        self.setModal(False)
        # Clicking on in the plot must not need a click to come back to it.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._session = session
        self._page: PatientPage | None = None
        self.question = _Question()
        self.question.keep_wanted.clicked.connect(self._on_keep)
        self.question.leave_wanted.clicked.connect(self._on_leave)
        self._box = layout.padded(QVBoxLayout(self))
        self._box.addWidget(self.question)
        wanted = QSize(round(_SHARE * parent.width()), layout.WIDE_DIALOG.height())
        layout.fit_screen(self, wanted)
        session.selection.changed.connect(self._on_selection)
        session.analysis_changed.connect(self._on_analysis)

    def show_patient(self, patient_id: str) -> None:
        """Show this patient's page, once what is being written on another's is settled."""
        page = self._page
        if page and self.is_being_written:
            if page.patient_id != patient_id:
                self._ask(_("Then {id} is shown.", id=patient_id), lambda: self._show(patient_id))
            return
        self._show(patient_id)

    def reject(self) -> None:
        """Close, once what is being written is settled."""
        if self.is_being_written:
            self._ask(_("Then this page is closed."), self._close)
        else:
            self._close()

    @property
    def is_being_written(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.isVisible() and self._page is not None and self._page.is_being_written

    def _show(self, patient_id: str) -> None:
        self.question.hide()
        if self._page:
            self._page.setParent(None)
            self._page.deleteLater()
        self._page = PatientPage(self._session, patient_id)
        self._page.left_out.connect(self._close)
        self._box.addWidget(self._page)
        self.setWindowTitle(_("Patient {id}", id=patient_id))
        if not self.isVisible():
            self._move_aside()
            self.show()

    @Slot()
    def _close(self) -> None:
        self.question.hide()
        super().reject()

    def _ask(self, what_follows: str, then: Callable[[], None]) -> None:
        """Ask what is to become of what was typed, and say what is done then."""
        page = self._page
        assert page is not None
        self.question.ask(page, what_follows, then)

    @Slot()
    def _on_keep(self) -> None:
        # Notes that cannot be kept are not lost: the page stays.
        if self._page is None or self._page.keep():
            self.question.then()

    @Slot()
    def _on_leave(self) -> None:
        self.question.then()

    def _move_aside(self) -> None:
        """Leave the plot, which is at the left, to be seen."""
        around = self._beside.frameGeometry()
        self.move(max(around.left(), around.right() - self.width()), around.top())

    @Slot(object)
    def _on_selection(self, ids: frozenset[str]) -> None:
        if not self.isVisible():
            return
        if len(ids) == 1:
            self.show_patient(*ids)
        elif not ids and not self.is_being_written:
            self._close()

    @Slot(object)
    def _on_analysis(self, _analysis: object) -> None:
        page = self._page
        if not self.isVisible() or page is None:
            return
        if self.is_being_written:
            page.offer()
            if not page.is_of_the_cohort:
                self._ask(_("Then this page is closed."), self._close)
            elif self.question.of_nobody:
                self.question.hide()
        elif page.is_of_the_cohort:
            self._show(page.patient_id)
        else:
            self._close()


class _Question(QWidget):
    """Says that something typed is not kept yet, and what can become of it."""

    def __init__(self) -> None:
        super().__init__()
        self.words = layout.paragraph()
        self.keep_wanted = QPushButton(_("Keep the notes"))
        self.leave_wanted = QPushButton(_("Leave it unkept"))
        self.of_nobody = False
        self.then: Callable[[], None] = self.hide
        row = layout.padded(QHBoxLayout(), 0)
        row.addStretch()
        for button in (self.keep_wanted, self.leave_wanted):
            button.setAutoDefault(False)
            row.addWidget(button)
        box = layout.padded(QVBoxLayout(self), 0)
        box.addWidget(self.words)
        box.addLayout(row)
        self.hide()

    def ask(self, page: PatientPage, what_follows: str, then: Callable[[], None]) -> None:
        """Ask about what was typed on a page; `then` is done after the answer."""
        here = page.is_of_the_cohort
        unkept = (
            _("What you wrote about {id} is not kept yet.", id=page.patient_id)
            if here
            else _(
                "{id} is no longer in the cohort, and what you wrote cannot be kept.",
                id=page.patient_id,
            )
        )
        self.words.setText(f"{unkept} {what_follows}")
        self.keep_wanted.setVisible(here and page.has_unkept_notes)
        self.of_nobody, self.then = not here, then
        self.show()
