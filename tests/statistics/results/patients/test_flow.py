from __future__ import annotations

import pandas as pd

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.edits import PatientExclusion, apply_edits
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.patients.flow import Flow


def cohort_of_six() -> Cohort:
    ids = [f"P{n}" for n in range(1, 7)]
    ratings = [(p, "before", 30.0) for p in ids[:5]] + [(p, "after", 12.0) for p in ids[1:4]]
    return Cohort(
        patients=apply_schema("patients", pd.DataFrame({"patient_id": ids})),
        assessments=apply_schema(
            "assessments",
            pd.DataFrame(ratings, columns=["patient_id", "moment", "score"]).assign(scale="madrs"),
        ),
        infusions=apply_schema("infusions", pd.DataFrame({"patient_id": ["P1", "P1", "P2"]})),
    )


def test_every_step_is_counted():
    flow = analyse(cohort_of_six(), AnalysisPlan())[Flow]
    assert (flow.in_files, flow.enrolled, flow.infused) == (6, 6, 2)
    assert (flow.rated_before, flow.rated_after, flow.analysed) == (5, 3, 3)
    assert flow.excluded == ()


def test_the_excluded_stay_in_the_files_and_are_told_by_reason():
    edits = [
        PatientExclusion("P1", "withdrew consent"),
        PatientExclusion("P6", "other protocol"),
        PatientExclusion("P2", "other protocol"),
    ]
    flow = analyse(apply_edits(cohort_of_six(), edits), AnalysisPlan())[Flow]
    assert (flow.in_files, flow.enrolled, flow.analysed) == (6, 3, 2)
    assert flow.excluded == (("other protocol", 2), ("withdrew consent", 1))
    assert isinstance(flow.infused, Unavailable)
    assert "P1" not in str(flow.as_dict())
    labels = [f"{row.label.text} {row.label.suffix}" for row in flow.rows()]
    assert labels[1:3] == ["Excluded: other protocol", "Excluded: withdrew consent"]
