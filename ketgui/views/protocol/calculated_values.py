"""Values calculated from the planned protocols while the user types: pulses, times, rates, dose."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ketgui.domain.treatment.derivation import DerivedValue
from ketgui.domain.treatment.ketamine import KetamineProtocol, derive_dose
from ketgui.domain.treatment.protocols import Protocol, derive_values, explain_missing, find_flags
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.domain.treatment.weights import (
    CONVENTION_NOTE,
    MEASURES_NEEDED,
    PATIENT_PARAMETERS,
    compute_dosing_weight,
)
from ketgui.domain.unavailable import Unavailable
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.parameter_fields import ParameterFields

# A round example weight, so that a dose is visible before anything is typed.
_DEFAULT_WEIGHT_KG = 70


class CalculatedValues(QWidget):
    """Shows derived values with their arithmetic, disagreements, and the dose for a weight.

    Attributes
    ----------
    patient : ParameterFields
        The weight, and the other measures that the weight basis needs.
    derived, dose, flags : QLabel
        The derived values, the dose of a patient of that weight, the disagreements.
    """

    def __init__(self) -> None:
        super().__init__()
        self._tms: tuple[TmsProtocol, Sequence[str]] = (TmsProtocol(), ())
        self._ketamine: tuple[KetamineProtocol, Sequence[str]] = (KetamineProtocol(), ())
        self.derived, self.dose, self.flags = (
            _create_table(),
            _create_table(),
            layout.make_paragraph(),
        )
        self.flags.setStyleSheet(f"color: {layout.get_state_colour('warning').name()}")
        self.patient = ParameterFields(PATIENT_PARAMETERS, _("not reported"))
        self.patient.show_values({"weight_kg": _DEFAULT_WEIGHT_KG})
        self.patient.typed.connect(self._show_dose)
        self.patient.edited.connect(self._show_dose)
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(layout.make_heading(_("Calculated values")))
        box.addWidget(self.flags)
        box.addWidget(self.derived)
        box.addWidget(layout.make_heading(_("Dose for a weight")))
        box.addWidget(self.patient)
        box.addWidget(self.dose)
        self._show()

    def show_tms(self, protocol: TmsProtocol, errors: Sequence[str] = ()) -> None:
        """Show the values of a TMS protocol; `errors` are the unreadable fields of its form."""
        self._tms = (protocol, errors)
        self._show()

    def show_ketamine(self, protocol: KetamineProtocol, errors: Sequence[str] = ()) -> None:
        """Show the values of a ketamine protocol; `errors` as for TMS."""
        self._ketamine = (protocol, errors)
        self._show()

    def _show(self) -> None:
        plans: tuple[tuple[Protocol, Sequence[str]], ...] = (self._tms, self._ketamine)
        self.derived.setText(
            _format_rows(
                [
                    (item, explain_missing(item, plan))
                    for plan, _errors in plans
                    for item in derive_values(plan)
                ]
            )
        )
        messages = [
            message
            for plan, errors in plans
            for message in (*errors, *(flag.message for flag in find_flags(plan)))
        ]
        self.flags.setText("\n".join(messages))
        self.flags.setVisible(bool(messages))
        # An ideal or adjusted weight needs height and sex; the actual weight needs neither.
        self.patient.show_only(MEASURES_NEEDED[self._ketamine[0].weight_basis])
        self._show_dose()

    def _show_dose(self) -> None:
        protocol = self._ketamine[0]
        values, errors = self.patient.read()
        for parameter in PATIENT_PARAMETERS:
            value = values.get(parameter.key)
            # Only the measures of the chosen weight basis are visible and can be wrong.
            if parameter.key in MEASURES_NEEDED[protocol.weight_basis]:
                errors += filter(None, [parameter.find_problem(value)])
        actual = values.get("weight_kg")
        if errors or not isinstance(actual, int | float):
            self.dose.setText(escape("\n".join(errors)) or _("Enter a weight."))
            return
        weight = compute_dosing_weight(
            protocol.weight_basis or "actual",
            actual,
            _to_number(values.get("height_cm")),
            str(values["sex"]) if values.get("sex") else None,
            _to_number(values.get("cap_kg")),
        )
        if isinstance(weight, Unavailable):
            self.dose.setText(escape(_(weight.reason)))
            return
        items = derive_dose(protocol, weight)
        # A dosing weight other than the actual one follows a convention that must be named.
        note = "" if weight == actual else f"<p>{escape(_(CONVENTION_NOTE))}</p>"
        self.dose.setText(
            _format_rows([(item, explain_missing(item, protocol)) for item in items]) + note
        )


def _to_number(value: float | str | None) -> float | None:
    return value if isinstance(value, int | float) else None


def _create_table() -> QLabel:
    label = layout.make_paragraph()
    label.setTextFormat(Qt.TextFormat.RichText)
    return label


def _format_rows(items: Sequence[tuple[DerivedValue, str]]) -> str:
    """Return an HTML table: the term, then its arithmetic, or the parameters that are missing."""
    grey = layout.get_quiet_colour().name()
    lines = (
        f"<tr><td style='padding-right:12px'>{escape(_(item.term))}</td>"
        + (
            f"<td>{escape(item.formula)}</td></tr>"
            if item.formula
            else f"<td style='color:{grey}'>{escape(missing)}</td></tr>"
        )
        for item, missing in items
    )
    return f"<table cellspacing='0' cellpadding='1'>{''.join(lines)}</table>"
