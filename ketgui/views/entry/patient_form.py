"""Forms for a patient's demographics and history, and for a TMS course."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from ketgui.domain.cohort import Cohort
from ketgui.domain.edit_rows import CellValue, to_edit_value
from ketgui.domain.fields import Field, TableName, get_fields
from ketgui.domain.plan import AnalysisPlan
from ketgui.text import _
from ketgui.views.entry.entry_form import Collected, EntryForm, find_rows, make_edit
from ketgui.views.widgets.forms.row_form import RowForm
from ketgui.views.widgets.steady_area import SteadyArea

# Scores are entered as ratings, and notes on the patient's page.
_ELSEWHERE = frozenset({"score_before", "score_after", "notes"})


class RowEntry(EntryForm):
    """A form for a table in which a patient usually has one row."""

    table: TableName

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__()
        self.form = RowForm(fields, {})
        self._patient = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(SteadyArea(self.form))

    def show_patient(self, cohort: Cohort, plan: AnalysisPlan, patient_id: str) -> None:
        """Show the patient's row, or an empty form."""
        self._patient = patient_id
        rows = find_rows(cohort, self.table, patient_id=patient_id) if patient_id else []
        values: dict[str, CellValue] = {}
        if rows:
            record = cohort.get_table(self.table).iloc[rows[0]]
            values = {f.key: to_edit_value(f, record[f.key]) for f in self.form.fields}
        self.form.show_values(values)

    def collect(self, cohort: Cohort) -> Collected:
        """Return the edit of the typed row, or the problem with it."""
        values, errors, _warnings = self.form.values()
        if errors:
            self.form.show_messages(errors)
            return Collected(problem=next(iter(errors.values())))
        patient = self._patient or str(values.get("patient_id") or "")
        rows = find_rows(cohort, self.table, patient_id=self._patient) if self._patient else []
        entered = {key: value for key, value in values.items() if value is not None}
        if not rows and set(entered) <= {"patient_id"} and self.table != "patients":
            return Collected()
        whole = {"patient_id": patient, **values}
        edit = make_edit(cohort, self.table, rows[0] if rows else None, whole)
        return Collected((edit,), self.describe(patient)) if edit else Collected()

    def describe(self, patient_id: str) -> str:
        """Return the line of the history."""
        raise NotImplementedError

    def begin(self) -> None:
        """Move the keyboard focus to the first field."""
        self.form.editors[self.form.fields[0].key].setFocus()


class PatientForm(RowEntry):
    """A patient's demographics and history; the id names a new patient."""

    table: TableName = "patients"

    def __init__(self) -> None:
        super().__init__([f for f in get_fields("patients") if f.key not in _ELSEWHERE])

    def show_patient(self, cohort: Cohort, plan: AnalysisPlan, patient_id: str) -> None:
        """Show a patient, whose id cannot be changed here, or the form for a new patient."""
        super().show_patient(cohort, plan, patient_id)
        self.form.editors["patient_id"].setEnabled(not patient_id)

    def describe(self, patient_id: str) -> str:
        """Return the line of the history."""
        return _("Patient entered: {id}", id=patient_id)

    def begin(self) -> None:
        """Move the keyboard focus to the first field that can be filled in."""
        key = "age" if self._patient else "patient_id"
        self.form.editors[key].setFocus()


class TmsForm(RowEntry):
    """A patient's TMS course."""

    table: TableName = "tms_courses"

    def __init__(self) -> None:
        super().__init__([f for f in get_fields("tms_courses") if f.key != "patient_id"])

    def describe(self, patient_id: str) -> str:
        """Return the line of the history."""
        return _("TMS course entered: {id}", id=patient_id)
