"""The protocols that figures and text describe: the planned ones, else those received."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.statistics.results.treatment.ketamine_protocol import KetamineReceived
from ketgui.statistics.results.treatment.tms_protocols import TmsProtocols
from ketgui.statistics.treatment.protocol_choice import (
    choose_ketamine_protocol,
    choose_tms_protocols,
    find_sessions,
    plan_from_records,
)

PLANNED = PlannedTreatment((TmsProtocol(coil="H1"),), KetamineProtocol(dose_mg_per_kg=0.75))
RECORDS = {
    "tms_courses": [
        {"patient_id": "P01", "coil": "B70", "sessions": 20},
        {"patient_id": "P02", "coil": "B70", "sessions": 30},
    ],
    "infusions": [{"patient_id": "P01", "dose_mg_per_kg": 0.5}],
}


def test_the_plan_goes_before_the_records(analysis_of):
    analysis = analysis_of([(30, 15)] * 2, AnalysisPlan(treatment=PLANNED), **RECORDS)
    assert choose_tms_protocols(analysis) == PLANNED.tms
    assert choose_ketamine_protocol(analysis) == PLANNED.ketamine
    assert find_sessions(analysis, 0) is None


def test_where_nothing_is_planned_the_records_are_described(analysis_of):
    analysis = analysis_of([(30, 15)] * 2, **RECORDS)
    assert [one.coil for one in choose_tms_protocols(analysis)] == ["B70"]
    assert choose_ketamine_protocol(analysis).dose_mg_per_kg == 0.5
    sessions = find_sessions(analysis, 0)
    assert sessions is not None
    assert (sessions.least, sessions.most) == (20, 30)
    assert find_sessions(analysis, 1) is None


def test_a_plan_begins_from_what_was_recorded(analysis_of):
    analysis = analysis_of([(30, 15)] * 2, **RECORDS)
    found = plan_from_records(analysis)
    assert found.tms == analysis[TmsProtocols].protocols
    assert found.ketamine == analysis[KetamineReceived].protocol
    assert found.tolerances == analysis.plan.treatment.tolerances
