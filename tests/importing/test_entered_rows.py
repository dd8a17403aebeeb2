"""Rows entered by hand meet the checks of an import, and nothing that is about files."""

from __future__ import annotations

from ketgui.domain.cohort import Cohort
from ketgui.domain.edits import RowAddition, apply_edits
from ketgui.importing import import_files
from ketgui.importing.entered_rows import find_entry_issues
from ketgui.paths import find_resource

PATIENT = RowAddition("patients", {"patient_id": "P01", "age": 44.0, "sex": "female"})
BEFORE = {"patient_id": "P01", "scale": "madrs", "moment": "before", "score": 30.0}


def keys(*rows: RowAddition) -> list[str]:
    return [issue.key for issue in find_entry_issues(apply_edits(Cohort(), rows), ["P01"])]


def test_a_study_that_has_only_begun_has_no_problem():
    assert keys(PATIENT) == []
    assert keys(PATIENT, RowAddition("assessments", BEFORE)) == []
    between = {"patient_id": "P01", "scale": "madrs", "date": "2024-01-04", "score": 20.0}
    rows = (RowAddition("assessments", BEFORE), RowAddition("assessments", between))
    assert keys(PATIENT, *rows) == []


def test_what_an_import_would_say_is_said():
    infusion = {"patient_id": "P01", "infusion_number": 1.0, "weight_kg": 70.0}
    dose = {**infusion, "dose_mg_per_kg": 0.5, "dose_mg": 350.0}
    assert "doses_disagree" in keys(PATIENT, RowAddition("infusions", dose))
    wild = RowAddition("assessments", {**BEFORE, "score": 75.0})
    assert "outside_range" in keys(PATIENT, wild)


def test_the_example_as_entered_has_the_issues_of_the_example():
    cohort = import_files([find_resource("samples", "example-cohort.xlsx")]).cohort
    assert cohort is not None
    assert not [issue for issue in find_entry_issues(cohort) if issue.severity == "error"]
