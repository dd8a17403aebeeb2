"""Values calculated while a protocol is typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.views.protocol.actions import begin_from, words

pytestmark = pytest.mark.usefixtures("example_is_open")


def test_a_value_that_disagrees_is_flagged_as_it_is_typed(qtbot, window, planned):
    begin_from(qtbot, window, planned._tms, 1)
    field = planned._tms.fields.editors["pulses_per_session"]
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "1800")
    assert "20 Hz × 5 s × 30 trains = 3000; 1800 entered" in words(planned)


def test_a_weight_gives_milligrams_and_the_rate_of_the_pump(qtbot, window, planned):
    # Clinical facts §4: 70 kg → 35 mg; at 1 mg/mL 35 mL/h over 60 min.
    begin_from(qtbot, window, planned._ketamine, 1)
    assert "0.5 mg/kg × 70 kg = 35 mg" in words(planned)
    concentration = planned._ketamine.fields.editors["concentration_mg_per_ml"]
    qtbot.keyClicks(concentration, "1")
    assert "= 35 mL/h" in words(planned)
    weight = planned.calculated_values.patient.editors["weight_kg"]
    weight.clear()
    qtbot.keyClicks(weight, "80")
    assert "= 40 mL/h" in words(planned)
    weight.clear()
    qtbot.keyClicks(weight, "800")
    assert "Weight: 800 kg lies outside" in words(planned)
    weight.clear()
    weight.textEdited.emit("")
    assert "Enter a weight." in words(planned)


def test_the_weight_basis_asks_for_what_it_needs(qtbot, window, planned):
    begin_from(qtbot, window, planned._ketamine, 1)
    patient = planned.calculated_values.patient
    shown = lambda: [k for k, e in patient.editors.items() if not e.parentWidget().isHidden()]  # noqa: E731
    assert shown() == ["weight_kg"]
    basis = planned._ketamine.fields.editors["weight_basis"]
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        basis.setCurrentIndex(basis.findData("ideal"))
    assert shown() == ["weight_kg", "height_cm", "sex"]
    assert "height is not reported" in words(planned)
    qtbot.keyClicks(patient.editors["height_cm"], "177.8")
    sex = patient.editors["sex"]
    sex.setCurrentIndex(sex.findData("male"))
    # Devine: 50 kg + 2.3 kg for each of ten inches over sixty are 73 kg.
    assert "0.5 mg/kg × 73 kg = 36.5 mg" in words(planned)
    assert "A convention, not a rule" in words(planned)
