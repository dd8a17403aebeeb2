"""The window for entering patients by keyboard: the list with due visits, and the forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.edit_rows import EditError
from ketgui.domain.fields import TABLES, get_fields
from ketgui.reporting.tables.visits import describe_open, describe_state
from ketgui.session.jobs import Jobs
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.entry.entry_form import Collected, EntryForm
from ketgui.views.entry.infusion_form import InfusionForm
from ketgui.views.entry.patient_form import PatientForm, TmsForm
from ketgui.views.entry.rating_form import RatingForm
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import change_cohort

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.domain.plan import AnalysisPlan
    from ketgui.domain.visits.planned_visits import Visit
    from ketgui.importing.issues import Issue

_LIST_SHARE, _FORM_SHARE = 1, 3


class EntryWindow(Dialog):
    """Shows the patients on the left, and the forms of the chosen patient on the right."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = Jobs(self, newest_wins=True)
        # Warnings are shown once: the same edits are saved when the button is pressed again.
        self._accepted: Collected | None = None
        self.setWindowTitle(_("Enter data"))
        self.setModal(False)
        self.patients = QListWidget()
        self.patients.setAccessibleName(_("Patients"))
        self.patients.setWordWrap(True)
        self.patients.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.new_patient = layout.make_button("users", _("New patient"), self.begin_patient)
        self.patient_form, self.rating_form = PatientForm(), RatingForm()
        self.infusion_form, self.tms_form = InfusionForm(), TmsForm()
        self.tabs = QTabWidget()
        layout.read_tabs_first(self.tabs)
        for title, form in (
            (_("Patient"), self.patient_form), (_("TMS"), self.tms_form),
            (_("Rating"), self.rating_form), (_("Infusion"), self.infusion_form),
        ):  # fmt: skip
            self.tabs.addTab(form, title)
        # What is due, overdue or missing of the chosen patient.
        self.due = layout.make_paragraph()
        self._visits: dict[str, list[Visit]] = {}
        self.message = layout.make_paragraph()
        self.save_button = QPushButton(_("Save (Enter)"))
        self.save_button.setDefault(True)
        layout.make_primary(self.save_button)
        self.save_button.clicked.connect(self.save)
        self._lay_out()
        self.patients.currentRowChanged.connect(self._on_chosen)
        self.tabs.currentChanged.connect(self._on_tab)
        session.analysis_changed.connect(self._on_analysis)
        self._show_patients()
        self._show_forms()

    def _lay_out(self) -> None:
        left = layout.pad(QVBoxLayout(), 0)
        left.addWidget(self.new_patient)
        left.addWidget(self.patients, 1)
        foot = layout.pad(QHBoxLayout(), 0)
        foot.addWidget(self.message, 1)
        foot.addWidget(self.save_button)
        right = layout.pad(QVBoxLayout(), 0)
        right.addWidget(self.due)
        right.addWidget(self.tabs, 1)
        right.addLayout(foot)
        box = layout.pad(QHBoxLayout(self))
        box.addLayout(left, _LIST_SHARE)
        box.addLayout(right, _FORM_SHARE)
        for index in range(self.tabs.count()):
            shortcut = QShortcut(QKeySequence(f"Alt+{index + 1}"), self)
            shortcut.activated.connect(partial(self.tabs.setCurrentIndex, index))
        self.patients.setMaximumWidth(layout.DIALOG.width() // 2)
        layout.fit_screen(self, layout.WIDE_DIALOG)

    def take_over(self, other: EntryWindow) -> None:
        """Stand in for a window that was built in another language, theme or text size."""
        from ketgui.views.view_state import capture_values, restore_values

        self.patients.setCurrentRow(other.patients.currentRow())
        restore_values(self, capture_values(other))
        # In the language in which it was written: what is typed is still about to be saved.
        self.message.setText(other.message.text())
        self.message.setStyleSheet(other.message.styleSheet())
        self._accepted = other._accepted
        if self._accepted:
            self.save_button.setText(_("Save anyway (Enter)"))
        if other.isVisible():
            self.move(other.pos())
            self.show()
        # Until it is deleted, it must not be found in place of this one.
        other.setParent(None)
        other.deleteLater()

    @property
    def patient_id(self) -> str:
        """The patient who is entered; empty for a new one."""
        item = self.patients.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    @property
    def form(self) -> EntryForm:
        """The form that is shown."""
        page = self.tabs.currentWidget()
        assert isinstance(page, EntryForm)
        return page

    @Slot()
    def begin_patient(self) -> None:
        """Show an empty form for a new patient."""
        self.patients.setCurrentRow(-1)
        self.tabs.setCurrentWidget(self.patient_form)
        self._show_forms()
        self.form.begin()

    @Slot()
    def save(self) -> None:
        """Check the typed values by the rules of an import, and save them."""
        cohort = self._session.get_cohort()
        if cohort is None or self._jobs.is_busy:
            return
        collected = self.form.collect(cohort)
        if collected.problem:
            self._show_message(collected.problem, "error")
            return
        if not collected.edits:
            self._show_message(_("Nothing is new."))
            return
        if self._accepted == collected:
            self._save(collected)
            return
        patient_id = self.patient_id or self._find_new_id(collected)
        self._jobs.start(
            partial(_find_new_issues, cohort, collected, patient_id, self._session.plan),
            partial(self._on_checked, collected),
        )

    def _find_new_id(self, collected: Collected) -> str:
        values = getattr(collected.edits[0], "values", {})
        return str(values.get("patient_id") or "")

    def _on_checked(self, collected: Collected, issues: Sequence[Issue]) -> None:
        """Save edits without issues; show the others' issues, and save them if pressed again."""
        if not issues:
            self._save(collected)
            return
        self._accepted = collected
        questions = "\n".join(dict.fromkeys(map(_name_field, issues)))
        self._show_message(_("{words} Enter again saves it as it is.", words=questions), "warning")
        self.save_button.setText(_("Save anyway (Enter)"))

    def _save(self, collected: Collected) -> None:
        self._accepted = None
        self.save_button.setText(_("Save (Enter)"))
        new = "" if self.patient_id else self._find_new_id(collected)
        if not change_cohort(self._session, self, collected.edits, collected.line):
            return
        self._show_message(collected.line, "note")
        self._show_patients(new or self.patient_id)
        self._show_forms()
        self.form.begin()

    def _show_message(self, message: str, state: str = "") -> None:
        self.message.setText(message)
        colour = f"color: {layout.get_state_colour(state).name()}" if state else ""
        self.message.setStyleSheet(colour)

    def _show_patients(self, chosen: str = "") -> None:
        """List the patients with their due visits; the chosen patient stays chosen."""
        cohort = self._session.get_cohort()
        chosen = chosen or self.patient_id
        ids = (
            []
            if cohort is None
            else [str(patient_id) for patient_id in cohort.patients["patient_id"]]
        )
        visits = self._list_visits(cohort)
        # Refilling the list must not show another patient's form over typed values.
        self.patients.blockSignals(True)
        self.patients.clear()
        for patient_id in ids:
            own = visits.get(patient_id, [])
            item = QListWidgetItem("\n".join(filter(None, (patient_id, describe_open(own)))))
            item.setToolTip(layout.format_tool_tip(_list_unsettled(own)))
            item.setData(Qt.ItemDataRole.UserRole, patient_id)
            self.patients.addItem(item)
        self.patients.setCurrentRow(ids.index(chosen) if chosen in ids else -1)
        self.patients.blockSignals(False)

    def _list_visits(self, cohort: Cohort | None) -> dict[str, list[Visit]]:
        """Return the planned visits of each patient, and show those of the chosen one."""
        from ketgui.domain.visits.planned_visits import list_visits

        listed: dict[str, list[Visit]] = {}
        for visit in list_visits(cohort, self._session.plan, date.today()) if cohort else ():
            listed.setdefault(visit.patient_id, []).append(visit)
        self._visits = listed
        return listed

    def _show_forms(self) -> None:
        cohort = self._session.get_cohort()
        if cohort is None:
            return
        self.due.setText(_list_unsettled(self._visits.get(self.patient_id, [])))
        self.due.setVisible(bool(self.due.text()))
        for index in range(1, self.tabs.count()):
            # A rating or an infusion needs a patient, who is saved first.
            self.tabs.setTabEnabled(index, bool(self.patient_id))
        self.form.show_patient(cohort, self._session.plan, self.patient_id)

    @Slot()
    def _on_chosen(self) -> None:
        self._accepted = None
        self._show_message("")
        self._show_forms()

    @Slot()
    def _on_tab(self) -> None:
        self._on_chosen()
        self.form.begin()

    @Slot()
    def _on_analysis(self) -> None:
        """List patients and due visits anew: a change was undone, or made in another view."""
        self._show_patients()


def _find_new_issues(
    cohort: Cohort, collected: Collected, patient_id: str, plan: AnalysisPlan
) -> tuple[Issue, ...]:
    """Return the issues that an import would report after the edits, but not before them."""
    from ketgui.domain.edits import apply_edits
    from ketgui.importing.entered_rows import find_entry_issues

    try:
        after = apply_edits(cohort, collected.edits)
    except EditError:
        # The edit itself reports this when it is made.
        return ()
    earlier = {
        (issue.key, issue.message)
        for issue in (find_entry_issues(cohort, [patient_id], plan) if patient_id else ())
    }
    issues = find_entry_issues(after, [patient_id], plan)
    return tuple(
        issue
        for issue in issues
        if issue.severity != "note" and (issue.key, issue.message) not in earlier
    )


def _name_field(issue: Issue) -> str:
    """Return an issue's message with the field's title in place of its column's header."""
    titles = (
        field.title for table in TABLES for field in get_fields(table) if field.key == issue.field
    )
    title = next(titles, None)
    return issue.message.replace(issue.field, _(title), 1) if title else issue.message


def _list_unsettled(visits: Sequence[Visit]) -> str:
    """Return what is due, overdue or missing of a patient, as one line."""
    return " · ".join(
        _("{title}: {words}", title=visit.describe(), words=describe_state(visit))
        for visit in visits
        if visit.is_open or visit.state == "missing"
    )
