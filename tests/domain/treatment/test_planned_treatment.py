"""The planned treatment: as plain values, as a file, in a plan, and what it refuses."""

from __future__ import annotations

import json
import tomllib

import pytest

from ketgui.domain.outcome import PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.parameters import ProtocolError
from ketgui.domain.treatment.planned_treatment import PlannedTreatment, Tolerances
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.domain.treatment.tms import TmsProtocol

PAPER = PlannedTreatment(
    tuple(preset.protocol for preset in TMS_PRESETS[:2]),  # type: ignore[misc]
    KETAMINE_PRESETS[0].protocol,  # type: ignore[arg-type]
    Tolerances(dose_percent=5),
)


def test_nothing_is_planned_unless_said():
    treatment = AnalysisPlan().treatment
    assert treatment == PlannedTreatment()
    assert not treatment.is_reported
    assert (treatment.infusions, treatment.spacing_days) == (None, None)
    assert PAPER.is_reported


def test_a_plan_keeps_its_treatment():
    plan = AnalysisPlan(treatment=PAPER)
    assert AnalysisPlan.from_dict(plan.as_dict()) == plan
    assert AnalysisPlan.from_dict(json.loads(json.dumps(plan.as_dict()))) == plan
    assert plan != AnalysisPlan()
    assert hash(plan) != hash(AnalysisPlan())


def test_a_plan_reads_the_tables_of_its_file():
    text = """
        remission_score = 8
        [[treatment.tms]]
        coil = "H1"
        [[treatment.tms]]
        coil = "B70"
        [treatment.ketamine]
        dose_mg_per_kg = 0.5
        [treatment.tolerances]
        spacing_days = 2
    """
    plan = AnalysisPlan.from_dict(tomllib.loads(text))
    assert plan.treatment == PlannedTreatment(
        (TmsProtocol(coil="H1"), TmsProtocol(coil="B70")),
        KetamineProtocol(dose_mg_per_kg=0.5),
        Tolerances(spacing_days=2),
    )


def test_planned_infusions_follow_from_weeks_where_not_entered():
    follows = PlannedTreatment(ketamine=KetamineProtocol(infusions_per_week=3, weeks=2))
    assert (follows.infusions, follows.spacing_days) == (6, pytest.approx(7 / 3))
    typed = PlannedTreatment(ketamine=KetamineProtocol(infusions_per_week=0, planned_infusions=4))
    assert (typed.infusions, typed.spacing_days) == (4, None)
    for slip in (0, -6, 6e9, float("nan")):
        planned = PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=slip))
        assert planned.infusions is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "treatment of the protocol is not a table"),
        ({"rtms": []}, "no part called rtms"),
        ({"tms": "iTBS"}, "tms of the protocol is not a table"),
        ({"tms": [3]}, "tms of the protocol is not a table"),
        ({"tms": [{"hertz": 10}]}, "none of its parameters"),
        ({"ketamine": []}, "ketamine of the protocol is not a table"),
        ({"ketamine": {"drug": "propofol"}}, "does not hold"),
        ({"tolerances": {"dose": 10}}, "no tolerance called dose"),
        ({"tolerances": {"dose_percent": "10"}}, "not a number"),
        ({"tolerances": {"dose_percent": True}}, "not a number"),
        ({"tolerances": {"spacing_days": -1}}, "Spacing tolerance: a number from 0 on"),
        ({"tolerances": {"spacing_days": float("nan")}}, "a number from 0 on"),
    ],
)
def test_what_is_no_treatment_is_refused(values, said):
    with pytest.raises(ProtocolError, match=said):
        PlannedTreatment.from_dict(values)
    with pytest.raises(PlanError, match=said):
        AnalysisPlan.from_dict({"treatment": values})
