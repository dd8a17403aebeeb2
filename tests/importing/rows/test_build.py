"""Checked rows to a cohort."""

from __future__ import annotations

from ketgui.domain.cohort import Exclusion
from ketgui.importing.rows.build import build
from tests.importing.made import make_rows


def test_patients_without_a_table_of_their_own_are_all_ids_there_are() -> None:
    cohort = build(make_rows("id,visit,madrs\nP1,before,30\nP2,before,28\nP1,after,12\n"), ())
    assert list(cohort.patients["patient_id"]) == ["P1", "P2"]
    assert "assessments" in cohort.recorded


def test_a_row_without_a_score_is_no_rating() -> None:
    cohort = build(make_rows("id,MADRS before,MADRS after\nP1,30,\nP2,28,9\n"), ())
    assert len(cohort.assessments) == 3


def test_other_columns_of_patients_stay_for_grouping() -> None:
    cohort = build(make_rows("id,age,MADRS before\nP1,35-39,30\nP2,40-44,28\n"), ())
    assert "35-39" in cohort.patients.astype(str).to_numpy()


def test_who_was_excluded_is_told_with_the_reason() -> None:
    out = (Exclusion("P9", "moved away"),)
    assert build(make_rows("id,MADRS before\nP1,30\n"), (), out).excluded == out


def test_rows_of_one_patient_are_one_with_the_first_of_each_value() -> None:
    made = make_rows("id,age,site,visit,madrs\nP2,,A,before,30\nP1,40,,before,31\nP2,52,,after,9\n")
    patients = build(made, ()).patients
    assert list(patients["patient_id"]) == ["P2", "P1"]
    assert list(patients["age"]) == [52.0, 40.0]
    assert patients["site"].fillna("").tolist() == ["A", ""]
