"""The differences between received and planned treatment, or within a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ketgui.domain.treatment.parameters import add_unit, format_plain
from ketgui.statistics.treatment.stops import NO_REASON
from ketgui.text import _, mark

DeviationKind = Literal[
    "tenfold_dose", "pounds", "dose", "dose_record", "duration", "pump_rate",
    "missed_infusion", "spacing", "early_stop", "beyond_plan",
]  # fmt: skip

DEVIATION_KINDS: dict[DeviationKind, str] = {
    "tenfold_dose": mark("Ten-fold dose"),
    "pounds": mark("Pounds for kilograms"),
    "dose": mark("Dose"),
    "dose_record": mark("Dose record"),
    "duration": mark("Duration"),
    "pump_rate": mark("Pump rate"),
    "missed_infusion": mark("Missed infusion"),
    "spacing": mark("Days since the infusion before"),
    "early_stop": mark("Early stop"),
    "beyond_plan": mark("More infusions than planned"),
}


@dataclass(frozen=True)
class Deviation:
    """One difference between the received and what was planned or follows from the record.

    Attributes
    ----------
    patient_id : str
        The patient.
    infusion_number : int or None
        The infusion; for an early stop the last one received, None if there was none.
    kind : str
        One of ``DEVIATION_KINDS``.
    planned, received : float
        Both in `unit`; for a dose record or a pump rate, the calculated and the recorded value.
    unit : str
        Their unit.
    factors : tuple of float, or None
        The weight (kg) and dose (mg/kg) from which `planned` follows.
    reason : str
        The file's words for the reason; empty where it gives none.
    """

    patient_id: str
    infusion_number: int | None
    kind: DeviationKind
    planned: float
    received: float
    unit: str = ""
    factors: tuple[float, float] | None = None
    reason: str = ""

    @property
    def title(self) -> str:
        """The kind of deviation (English, translated where shown)."""
        return DEVIATION_KINDS[self.kind]

    @property
    def message(self) -> str:
        """The deviation in one line, with its patient and infusion."""
        parts = {"patient": self.patient_id, "kind": _(self.title), "details": self.describe()}
        if self.infusion_number is None:
            return _("{patient}: {kind}: {details}", **parts)
        number = format_plain(self.infusion_number)
        return _("{patient}, infusion {n}: {kind}: {details}", n=number, **parts)

    def describe(self) -> str:
        """Return what was planned or follows from the record, and what was received."""
        # Days are planned as thirds of a week, doses written with two decimals.
        places = 1 if self.kind == "spacing" else 2
        amounts = {
            "planned": add_unit(format_plain(self.planned, places), self.unit),
            "received": add_unit(format_plain(self.received, places), self.unit),
        }
        if self.factors:
            weight, dose = (format_plain(factor, 2) for factor in self.factors)
            return _("{weight} kg × {dose} mg/kg = {planned}; {received} recorded",
                     weight=weight, dose=dose, **amounts)  # fmt: skip
        if self.kind == "pump_rate":
            return _("{planned} follows from dose, concentration and duration; {received} recorded",
                     **amounts)  # fmt: skip
        if self.unit == "kg":
            return _("{planned} at the other infusions; {received} recorded", **amounts)
        if self.kind == "missed_infusion":
            return _("not among the infusions received")
        message = _("{planned} planned; {received} received", **amounts)
        if self.kind == "early_stop":
            return _("{words}; {reason}", words=message, reason=self.reason or _(NO_REASON.reason))
        return message
