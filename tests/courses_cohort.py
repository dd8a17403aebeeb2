"""The cohort with two scales, CADSS, TMS scores, maintenance and a second course, which R knows."""

from __future__ import annotations

import pandas as pd

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from tests.places import ORACLES

PLAN = AnalysisPlan(treatment=PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=6)))


def make_courses_cohort() -> Cohort:
    """Read the tables that ``tests/oracles/courses.R`` reads."""
    infusions = pd.read_csv(ORACLES / "courses_infusions.csv")
    ids = sorted(set(infusions["patient_id"]))
    return Cohort(
        patients=apply_schema("patients", pd.DataFrame({"patient_id": ids})),
        infusions=apply_schema("infusions", infusions),
        assessments=apply_schema("assessments", pd.read_csv(ORACLES / "courses_ratings.csv")),
        tms_courses=apply_schema("tms_courses", pd.read_csv(ORACLES / "courses_tms.csv")),
    )
