"""Ketamine as recorded: the commonest dose and duration."""

from __future__ import annotations

from ketgui.domain.treatment.protocols import NOT_REPORTED
from ketgui.statistics.results.treatment.ketamine_protocol import KetamineReceived


def received(study_of, *infusions):
    rows = [{"patient_id": "P01", **cells} for cells in infusions]
    return KetamineReceived.compute(study_of([(30, 15)], infusions=rows))


def test_the_commonest_value_is_the_protocol_s(study_of):
    doses = ({"dose_mg_per_kg": dose, "duration_minutes": 40.0} for dose in (0.5, 1.0, 0.5))
    found = received(study_of, *doses).protocol
    assert (found.dose_mg_per_kg, found.duration_minutes) == (0.5, 40)


def test_of_two_equally_common_values_the_smaller_counts(study_of):
    found = received(study_of, {"dose_mg_per_kg": 1.0}, {"dose_mg_per_kg": 0.5})
    assert found.protocol.dose_mg_per_kg == 0.5


def test_what_no_infusion_records_is_not_reported(study_of):
    found = received(study_of, {"dose_mg_per_kg": 0.5})
    assert found.protocol.duration_minutes is None
    assert found.as_dict()["parameters"]["duration_minutes"] == NOT_REPORTED
    assert len(found.rows()[0].cells) == 1


def test_what_only_a_plan_can_state_is_no_row_of_what_was_recorded(study_of):
    found = received(study_of, {"dose_mg_per_kg": 0.5, "duration_minutes": 60.0})
    titles = [row.label.text for row in found.rows()]
    assert titles == ["Dose by weight", "Duration", "Rate"]


def test_the_example_was_given_half_a_milligram_over_an_hour(example):
    protocol = example[KetamineReceived].protocol
    assert (protocol.dose_mg_per_kg, protocol.duration_minutes) == (0.5, 60)
