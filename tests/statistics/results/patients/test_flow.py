from __future__ import annotations

import pandas as pd

from ketgui.domain.cohort import Cohort, conform
from ketgui.domain.edits import PatientExcluded, edited
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.patients.flow import Flow


def cohort_of_six() -> Cohort:
    ids = [f"P{n}" for n in range(1, 7)]
    ratings = [(p, "before", 30.0) for p in ids[:5]] + [(p, "after", 12.0) for p in ids[1:4]]
    return Cohort(
        patients=conform("patients", pd.DataFrame({"patient_id": ids})),
        assessments=conform(
            "assessments",
            pd.DataFrame(ratings, columns=["patient_id", "moment", "score"]).assign(scale="madrs"),
        ),
        infusions=conform("infusions", pd.DataFrame({"patient_id": ["P1", "P1", "P2"]})),
    )


def test_every_step_is_counted():
    flow = analyse(cohort_of_six(), AnalysisPlan())[Flow]
    assert (flow.in_files, flow.enrolled, flow.infused) == (6, 6, 2)
    assert (flow.rated_before, flow.rated_after, flow.analysed) == (5, 3, 3)
    assert flow.excluded == ()


def test_the_excluded_stay_in_the_files_and_are_told_by_reason():
    edits = [
        PatientExcluded("P1", "withdrew consent"),
        PatientExcluded("P6", "other protocol"),
        PatientExcluded("P2", "other protocol"),
    ]
    flow = analyse(edited(cohort_of_six(), edits), AnalysisPlan())[Flow]
    assert (flow.in_files, flow.enrolled, flow.analysed) == (6, 3, 2)
    assert flow.excluded == (("other protocol", 2), ("withdrew consent", 1))
    assert isinstance(flow.infused, Unavailable)
    assert "P1" not in str(flow.as_dict())
    labels = [row.label.text + row.label.suffix for row in flow.rows()]
    assert labels[1:3] == ["Excluded: other protocol", "Excluded: withdrew consent"]
