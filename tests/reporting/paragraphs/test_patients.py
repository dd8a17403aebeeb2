"""Who the patients were, in words."""

from __future__ import annotations

from ketgui.reporting.paragraphs.patients import describe_patients
from ketgui.text import language

NB = "\u00a0"


def test_patients_are_described_by_what_is_recorded(analysis_of):
    patients = [
        {"patient_id": "P01", "age": 40.0, "sex": "female", "anxiety": True},
        {"patient_id": "P02", "age": 50.0, "sex": "male", "anxiety": None},
    ]
    analysis = analysis_of([(30, 15), (25, 20)], patients=patients)
    assert describe_patients(analysis) == (
        f"Two patients were enrolled: age 45.0{NB}±{NB}7.1 years; one woman (50.0%); comorbid "
        "anxiety in one (50.0%)."
    )
    assert describe_patients(analysis_of([(30, 15)])) == "One patient was enrolled."


def test_the_only_patient_is_described_without_spread_or_share(analysis_of):
    row = {"patient_id": "P01", "age": 40, "sex": "female", "anxiety": True, "bipolar": False}
    words = describe_patients(analysis_of([(30, 15)], patients=[row]))
    assert words == "One patient was enrolled: age 40.0 years; female; comorbid anxiety."


def test_a_level_of_the_only_patient_is_named_with_what_it_is_of(analysis_of):
    courses = [{"patient_id": "P01", "stimulator": "B"}]
    words = describe_patients(analysis_of([(30, 15)], tms_courses=courses))
    assert words == "One patient was enrolled: TMS stimulator: B."


def test_the_example_in_french(example):
    with language("fr"):
        words = describe_patients(example).replace(NB, " ")
    assert words == (
        "Vingt et un patients ont été inclus : âge 49,8 ± 12,5 ans; sept femmes (33,3 %); anxiété "
        "comorbide chez 12 (57,1 %); trouble bipolaire chez trois (14,3 %)."
    )
