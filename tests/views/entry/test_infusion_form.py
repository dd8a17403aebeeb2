"""The form of an infusion calculates the dose, and begins at its top again after each saving."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from ketgui.domain.cohort import Cohort
from ketgui.domain.edits import RowAddition, apply_edits
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.views.entry.infusion_form import InfusionForm

PROTOCOL = KetamineProtocol(
    dose_mg_per_kg=0.5, duration_minutes=40.0, concentration_mg_per_ml=1.0, planned_infusions=6
)
PLAN = AnalysisPlan(treatment=PlannedTreatment(ketamine=PROTOCOL))
COHORT = apply_edits(Cohort(), [RowAddition("patients", {"patient_id": "P1"})])


@pytest.fixture
def form(qtbot):
    made = InfusionForm()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show_patient(COHORT, PLAN, "P1")
    made.show()
    return made


def test_the_weight_gives_dose_and_pump_rate(form):
    QTest.keyClicks(form.form.editors["weight_kg"], "70")
    # 70 kg at 0.5 mg/kg are 35 mg; at 1 mg/mL over 40 min they run in at 52.5 mL/h.
    assert form.form.editors["dose_mg"].text() == "35"
    assert form.form.editors["rate_ml_per_h"].text() == "52.5"


def test_it_begins_at_the_date_and_at_its_top(qtbot, form):
    bar = form._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    form.begin()
    assert bar.value() == 0
    assert form.focusWidget() is form.form.editors["date"]
