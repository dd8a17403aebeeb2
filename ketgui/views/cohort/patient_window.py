"""A patient's page in its own window, beside the plots in which patients are clicked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.cohort.patient_page import PatientPage
from ketgui.views.widgets.dialog import Dialog

_NATIVE = QKeySequence.SequenceFormat.NativeText
# Share of the main window's width, so that the plot on the left stays visible.
_SHARE = 0.42


class PatientWindow(Dialog):
    """Shows a patient's page, follows the selection, and asks about unsaved notes.

    Signals
    -------
    sheet_wanted(str), course_wanted(str)
        A visit sheet, or the course, of a patient is to be printed.
    """

    sheet_wanted = Signal(str)
    course_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._beside = parent
        self.setModal(False)
        # A second click in the plot would otherwise only bring the main window back.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._session = session
        self._page: PatientPage | None = None
        self.question = _Question()
        self.question.save_button.clicked.connect(self._on_save)
        self.question.discard_button.clicked.connect(self._on_discard)
        self.previous = self._make_step("chevron-left", _("Previous patient"), "Alt+Left", -1)
        self.next = self._make_step("chevron-right", _("Next patient"), "Alt+Right", 1)
        steps = layout.pad(QHBoxLayout(), 0)
        steps.addWidget(self.previous)
        steps.addWidget(self.next)
        steps.addStretch()
        self._box = layout.pad(QVBoxLayout(self))
        self._box.addLayout(steps)
        self._box.addWidget(self.question)
        size = QSize(round(_SHARE * parent.width()), layout.WIDE_DIALOG.height())
        layout.fit_screen(self, size)
        session.selection.changed.connect(self._on_selection)
        session.analysis_changed.connect(self._on_analysis)

    def show_patient(self, patient_id: str) -> None:
        """Show this patient's page, once unsaved notes on another patient are settled."""
        page = self._page
        if page and self.is_being_written:
            # A click on the same patient must not reload the page over the notes being typed.
            if page.patient_id != patient_id:
                self._ask(_("Then {id} is shown.", id=patient_id), lambda: self._show(patient_id))
            return
        self._show(patient_id)

    def _make_step(self, icon: str, title: str, key: str, step: int) -> QPushButton:
        button = layout.make_button(icon, title, lambda: self._show_neighbour(step))
        button.setAutoDefault(False)
        # Not the button's own shortcut, which is its letter.
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(button.click)
        button.setToolTip(f"{title} ({shortcut.key().toString(_NATIVE)})")
        return button

    def _list_ids(self) -> list[str]:
        analysis = self._session.analysis
        return analysis.cohort.patients["patient_id"].tolist() if analysis else []

    def _show_neighbour(self, step: int) -> None:
        """Show the patient before or after this one, in the order of the cohort."""
        ids = self._list_ids()
        if self._page and self._page.patient_id in ids:
            index = ids.index(self._page.patient_id) + step
            if 0 <= index < len(ids):
                self.show_patient(ids[index])

    def reject(self) -> None:
        """Close, once unsaved notes are settled."""
        if self.is_being_written:
            self._ask(_("Then this page is closed."), self._close)
        else:
            self._close()

    @property
    def is_being_written(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self.isVisible() and self._page is not None and self._page.is_being_written

    def _show(self, patient_id: str) -> None:
        self.question.hide()
        if self._page:
            # deleteLater() waits for the event loop, and the old page would be laid out until then.
            self._page.setParent(None)
            self._page.deleteLater()
        self._page = PatientPage(self._session, patient_id)
        self._page.left_out.connect(self._close)
        self._page.sheet_wanted.connect(self.sheet_wanted)
        self._page.course_wanted.connect(self.course_wanted)
        self._box.addWidget(self._page)
        ids = self._list_ids()
        self.previous.setEnabled(ids[:1] != [patient_id])
        self.next.setEnabled(ids[-1:] != [patient_id])
        self.setWindowTitle(_("Patient {id}", id=patient_id))
        if not self.isVisible():
            self._move_aside()
            self.show()

    @Slot()
    def _close(self) -> None:
        self.question.hide()
        super().reject()

    def _ask(self, consequence: str, then: Callable[[], None]) -> None:
        """Ask whether to save what was typed; `then` runs after the answer."""
        page = self._page
        assert page is not None
        self.question.ask(page, consequence, then)

    @Slot()
    def _on_save(self) -> None:
        # The page stays if the notes cannot be saved, so that they can be copied.
        if self._page is None or self._page.keep():
            self.question.then()

    @Slot()
    def _on_discard(self) -> None:
        self.question.then()

    def _move_aside(self) -> None:
        """Move to the right, so that the plot stays visible."""
        frame = self._beside.frameGeometry()
        self.move(max(frame.left(), frame.right() - self.width()), frame.top())

    @Slot(object)
    def _on_selection(self, ids: frozenset[str]) -> None:
        if not self.isVisible():
            return
        if len(ids) == 1:
            self.show_patient(*ids)
        # A click beside all patients closes the page, but never over unsaved notes.
        elif not ids and not self.is_being_written:
            self._close()

    @Slot(object)
    def _on_analysis(self, _analysis: object) -> None:
        page = self._page
        if not self.isVisible() or page is None:
            return
        if self.is_being_written:
            # The page is not rebuilt while somebody types in it.
            page.offer()
            if not page.is_in_cohort:
                self._ask(_("Then this page is closed."), self._close)
            # Undo has brought the patient back: the question is out of date.
            elif self.question.is_without_patient:
                self.question.hide()
        elif page.is_in_cohort:
            self._show(page.patient_id)
        else:
            self._close()


class _Question(QWidget):
    """Says that what was typed is not saved yet, and offers to save or discard it."""

    def __init__(self) -> None:
        super().__init__()
        self.words = layout.make_paragraph()
        self.save_button = QPushButton(_("Save notes"))
        self.discard_button = QPushButton(_("Discard"))
        self.is_without_patient = False
        self.then: Callable[[], None] = self.hide
        row = layout.pad(QHBoxLayout(), 0)
        row.addStretch()
        for button in (self.save_button, self.discard_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(self.words)
        box.addLayout(row)
        self.hide()

    def ask(self, page: PatientPage, consequence: str, then: Callable[[], None]) -> None:
        """Ask about what was typed on a page; `then` runs after the answer."""
        is_enrolled = page.is_in_cohort
        problem = (
            _("Your notes about {id} are not saved.", id=page.patient_id)
            if is_enrolled
            else _(
                "{id} is no longer in the cohort, so your notes cannot be saved.",
                id=page.patient_id,
            )
        )
        self.words.setText(f"{problem} {consequence}")
        self.save_button.setVisible(is_enrolled and page.has_unsaved_notes)
        self.is_without_patient, self.then = not is_enrolled, then
        self.show()
