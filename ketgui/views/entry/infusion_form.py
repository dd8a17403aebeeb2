"""The form of an infusion: the dose calculated from the weight, vital signs, adverse events."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ketgui.domain.cohort import Cohort
from ketgui.domain.edit_rows import CellValue, to_edit_value
from ketgui.domain.edits import CohortEdit
from ketgui.domain.fields import Field, get_fields
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol, derive_dose
from ketgui.domain.unavailable import Unavailable
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.entry.entry_form import Collected, EntryForm, find_rows, make_edit
from ketgui.views.entry.event_list import EventCheckList
from ketgui.views.widgets.forms.field_values import format_value
from ketgui.views.widgets.forms.row_form import RowForm
from ketgui.views.widgets.steady_area import SteadyArea

_FIRST = ("infusion_number", "date", "weight_kg", "dose_mg_per_kg", "dose_mg", "duration_minutes")
# Calculated from the dates, or only needed for files.
_LEFT_OUT = frozenset({"patient_id", "day", "course", "phase"})
# Filled in from the plan.
_PLANNED = ("dose_mg_per_kg", "duration_minutes")


class InfusionForm(EntryForm):
    """An infusion and its adverse events, saved together."""

    def __init__(self) -> None:
        super().__init__()
        self._patient = ""
        self._protocol: KetamineProtocol | None = None
        fields = {f.key: f for f in get_fields("infusions") if f.key not in _LEFT_OUT}
        ordered = [fields.pop(key) for key in _FIRST]
        self.form = RowForm([*ordered, *fields.values()], {})
        self.dose = layout.make_paragraph()
        self.events: EventCheckList | None = None
        page = QWidget()
        self._box = layout.pad(QVBoxLayout(page), 0)
        self._box.addWidget(self.dose)
        self._box.addWidget(self.form)
        self._box.addWidget(layout.make_heading(_("Adverse events at this infusion")))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._area = SteadyArea(page)
        box.addWidget(self._area)
        for key in ("weight_kg", "dose_mg_per_kg"):
            self._make_line(key).textEdited.connect(self._on_weight)

    def show_patient(self, cohort: Cohort, plan: AnalysisPlan, patient_id: str) -> None:
        """Offer the next infusion of a patient, with the planned dose."""
        self._patient, self._protocol = patient_id, plan.treatment.ketamine
        rows = cohort.infusions[cohort.infusions["patient_id"] == patient_id]
        last = rows["infusion_number"].max() if len(rows) else 0.0
        values: dict[str, CellValue] = {"infusion_number": float(last or 0.0) + 1}
        for key in _PLANNED:
            values[key] = getattr(self._protocol, key, None)
        if len(rows):
            # The last weight is a start: it changes little within a course, and can be overwritten.
            weight = to_edit_value(self._find_field("weight_kg"), rows["weight_kg"].iloc[-1])
            values["weight_kg"] = weight
        self.form.show_values(values)
        if self.events:
            self._box.removeWidget(self.events)
            # It is deleted later, and must not take the focus until then.
            self.events.setParent(None)
            self.events.deleteLater()
        self.events = EventCheckList(cohort, plan.events.severity_scale)
        self._box.addWidget(self.events)
        self._on_weight()

    def collect(self, cohort: Cohort) -> Collected:
        """Return the infusion and its events; an infusion of the same number is changed."""
        values, errors, _warnings = self.form.values()
        if errors:
            self.form.show_messages(errors)
            return Collected(problem=next(iter(errors.values())))
        number = values.get("infusion_number")
        if number is None:
            messages = {"infusion_number": _("This field is required.")}
            self.form.show_messages(messages)
            return Collected(problem=messages["infusion_number"])
        named = {"patient_id": self._patient, "infusion_number": number}
        rows = find_rows(cohort, "infusions", **named)
        whole = {"patient_id": self._patient, **values}
        edits: list[CohortEdit] = []
        if edit := make_edit(cohort, "infusions", rows[0] if rows else None, whole):
            edits.append(edit)
        edits += self._list_events(cohort, number)
        written = format_value(self._find_field("infusion_number"), number)
        line = _("Infusion {n} entered: {id}", n=written, id=self._patient)
        return Collected(tuple(edits), line) if edits else Collected()

    def begin(self) -> None:
        """Move the keyboard focus to the date: the number is filled in already."""
        # After an infusion was saved, the form is still scrolled to its end.
        self._area.verticalScrollBar().setValue(0)
        self.form.editors["date"].setFocus()

    def _list_events(self, cohort: Cohort, number: CellValue) -> list[CohortEdit]:
        """Return the edits that add the events, and record that the patient was asked."""
        if self.events is None or not self.events.is_answered:
            return []
        at = number if isinstance(number, float) else None
        edits: list[CohortEdit] = [*self.events.list_additions(self._patient, at)]
        (row,) = find_rows(cohort, "patients", patient_id=self._patient)
        asked = {"patient_id": self._patient, "events_asked": True}
        if edit := make_edit(cohort, "patients", row, asked):
            edits.insert(0, edit)
        return edits

    def _on_weight(self, _text: str = "") -> None:
        """Calculate the dose, volume and pump rate from the weight."""
        values, _errors, _warnings = self.form.values()
        weight, per_kg = values.get("weight_kg"), values.get("dose_mg_per_kg")
        if not isinstance(weight, float) or not isinstance(per_kg, float):
            self.dose.setText(_("The dose is calculated from the weight."))
            return
        protocol = replace(self._protocol or KetamineProtocol(), dose_mg_per_kg=per_kg)
        derived = derive_dose(protocol, weight)
        computed = [item for item in derived if not isinstance(item.value, Unavailable)]
        self.dose.setText("   ".join(f"{_(item.term)}: {item.format()}" for item in computed))
        for key, item in (("dose_mg", derived[0]), ("rate_ml_per_h", derived[2])):
            if not isinstance(item.value, Unavailable):
                # Syringes and pumps are set to two decimals at most.
                text = format_value(self._find_field(key), round(item.value, 2))
                self._make_line(key).setText(text)

    def _make_line(self, key: str) -> QLineEdit:
        editor = self.form.editors[key]
        assert isinstance(editor, QLineEdit)
        return editor

    def _find_field(self, key: str) -> Field:
        return next(field for field in self.form.fields if field.key == key)
