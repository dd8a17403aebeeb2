"""What changed between two readings, patient by patient."""

from __future__ import annotations

from ketgui.project.difference import count_changed_patients, find_differences


def changed(found):
    return [(one.kind, one.patient_id, one.table, one.column, one.was, one.now) for one in found]


def test_the_same_cohort_has_no_difference(cohort_of):
    cohort = cohort_of([(30, 15), (28, None)])
    assert find_differences(cohort, cohort) == ()


def test_another_score_is_told_with_what_it_was(cohort_of):
    found = find_differences(cohort_of([(30, 15), (28, 9)]), cohort_of([(30, 14), (28, 9)]))
    assert changed(found) == [("changed", "P01", "assessments", "Score", "15", "14")]
    assert count_changed_patients(found) == 1


def test_a_score_that_came_later_is_a_new_row_of_that_patient(cohort_of):
    found = find_differences(cohort_of([(30, None)]), cohort_of([(30, 12)]))
    assert changed(found) == [("added", "P01", "assessments", "", "", "")]


def test_a_patient_who_came_or_went_is_said_once_and_not_again_for_each_rating(cohort_of):
    found = find_differences(cohort_of([(30, 15)]), cohort_of([(30, 15), (28, 9)]))
    assert changed(found) == [("added", "P02", "patients", "", "", "")]
    back = find_differences(cohort_of([(30, 15), (28, 9)]), cohort_of([(30, 15)]))
    assert changed(back) == [("removed", "P02", "patients", "", "", "")]
    assert count_changed_patients(back) == 1


def test_patients_are_paired_by_id_and_not_by_row(cohort_of):
    old = cohort_of([(30, 15), (28, 9)])
    turned = old.patients.iloc[::-1].reset_index(drop=True)
    new = type(old)(turned, old.tms_courses, old.infusions, old.assessments, old.adverse_events)
    assert find_differences(old, new) == ()


def test_a_column_that_is_new_a_date_and_a_yes_are_written_as_on_screen(cohort_of):
    event = {"patient_id": "P01", "term": "nausea", "serious": False}
    infusion = {"patient_id": "P01", "infusion_number": 1}
    old = cohort_of([(30, 15)], adverse_events=[event], infusions=[infusion])
    new = cohort_of(
        [(30, 15)],
        patients=[{"patient_id": "P01", "ward": "North"}],
        adverse_events=[{**event, "serious": True}],
        infusions=[{**infusion, "date": "2024-03-01"}],
    )
    assert {(one.was, one.now) for one in find_differences(old, new)} == {
        ("–", "North"), ("No", "Yes"), ("–", "2024-03-01"),
    }  # fmt: skip
