"""Lists of the cohort's records, sorted and filtered."""

from __future__ import annotations

import pytest

from ketgui.reporting.tables.listing import MISSING, list_records, translate_table_titles
from ketgui.text import language


@pytest.fixture(scope="module")
def patients(analysis_of):
    rows = [
        {"patient_id": "P01", "age": 40.5, "sex": "female", "anxiety": True, "ward": "North"},
        {"patient_id": "P02", "age": None, "sex": "male", "anxiety": False, "ward": "South"},
        {"patient_id": "P03", "age": 30.0, "sex": None, "anxiety": None, "ward": None},
        {"patient_id": "P04", "age": 50.0, "sex": None, "anxiety": None, "ward": None},
    ]
    pairs = [(30, 9), (30, 14), (28, 20), (20, None)]
    infusions = [{"patient_id": "P01", "date": "2024-03-31", "dose_mg_per_kg": 0.5}]
    return analysis_of(pairs, patients=rows, infusions=infusions)


def column(listed, header: str) -> list[str]:
    place = listed.headers.index(header)
    return [listed.text(row, place) for row in range(len(listed))]


def test_patients_are_listed_with_scores_and_outcome(patients):
    listed = list_records(patients, "patients")
    assert listed.headers[:4] == ("Patient", "Age (years)", "Sex", "Comorbid anxiety")
    assert column(listed, "Age (years)") == ["40.5", MISSING, "30", "50"]
    assert column(listed, "Sex") == ["Female", "Male", MISSING, MISSING]
    assert column(listed, "Comorbid anxiety") == ["Yes", "No", MISSING, MISSING]
    assert column(listed, "ward") == ["North", "South", MISSING, MISSING]
    assert column(listed, "Change") == ["21", "16", "8", MISSING]
    assert column(listed, "Outcome") == ["Remission", "Response", "Partial response", MISSING]
    assert listed.numeric[:3] == (False, True, False)


def test_a_listing_is_sorted_as_numbers_with_missing_last(patients):
    listed = list_records(patients, "patients")
    by_age = listed.sort_by(listed.headers.index("Age (years)"))
    assert column(by_age, "Patient") == ["P03", "P01", "P04", "P02"]
    falling = listed.sort_by(listed.headers.index("Age (years)"), ascending=False)
    assert column(falling, "Patient") == ["P04", "P01", "P03", "P02"]


def test_a_listing_is_filtered_by_what_is_shown(patients):
    listed = list_records(patients, "patients")
    assert column(listed.filter_by_text("nOrTh"), "Patient") == ["P01"]
    assert column(listed.filter_by_text("remission"), "Patient") == ["P01"]
    assert len(listed.filter_by_text("")) == 4
    assert len(listed.filter_by_text("zork")) == 0


def test_dates_are_listed_as_iso_and_empty_columns_not_at_all(patients):
    listed = list_records(patients, "infusions")
    assert column(listed, "Date") == ["2024-03-31"]
    assert column(listed, "Dose by weight (mg/kg)") == ["0.5"]
    assert "Weight (kg)" not in listed.headers
    with language("fr"):
        assert "Dose selon le poids (mg/kg)" in list_records(patients, "infusions").headers
        assert translate_table_titles()["infusions"] == "Perfusions"
