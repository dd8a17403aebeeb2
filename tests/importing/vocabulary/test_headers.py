"""Headers against the names of fields."""

from __future__ import annotations

import pytest

from ketgui.importing.vocabulary.headers import (
    drop_legend,
    find_clock,
    find_matches,
    find_sheet_table,
    is_slip,
    list_known_names,
    read_legend,
    split_header,
)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Âge (ans)", "age"),
        ("What was the participant's age at enrolment?", "age"),
        ("Your gender", "sex"),
        ("Sex (M/F)", "sex"),
        ("# failed meds", "failed_trials"),
        ("ECT after ketamine", "rescue_ect_date"),
        ("Date réhospitalisation", "rescue_admission_date"),
        ("Readmission day", "rescue_admission_day"),
    ],
)
def test_words_that_change_nothing_are_passed_over(header: str, field: str) -> None:
    found = find_matches(header, ("patients",))
    assert found[0].field.key == field
    assert found[0].confidence >= 0.85


@pytest.mark.parametrize("header", ["Admission date", "Date d'admission", "ECT date"])
def test_an_earlier_stay_or_treatment_is_no_rescue(header: str) -> None:
    found = find_matches(header, ("patients",))
    assert not [match for match in found if match.field.key.startswith("rescue")]


@pytest.mark.parametrize("header", ["age at onset", "gestational age", "weight gain", "Inpatient"])
def test_a_word_that_makes_another_field_of_a_name_is_heeded(header: str) -> None:
    found = find_matches(header, ("patients", "infusions"))
    assert not [match for match in found if match.confidence >= 0.8]


def test_a_slip_is_one_letter_and_not_the_first() -> None:
    assert is_slip("patinet", "patient")
    assert not is_slip("outpatient", "patient")


def test_a_legend_is_read_and_taken_off() -> None:
    assert read_legend("Sexe (1=H, 2=F)") == {"1": "H", "2": "F"}
    assert drop_legend("Sexe (1=H, 2=F)") == "Sexe"
    assert drop_legend("Weight (kg)") == "Weight (kg)"


def test_a_code_and_its_wording_are_two_names() -> None:
    assert split_header("moment. Time of the visit") == ["moment", "Time of the visit"]


@pytest.mark.parametrize(
    ("name", "table"),
    [("Effets indésirables", "adverse_events"), ("Perfusions", "infusions"),
     ("MADRS", "assessments"), ("Sheet1", None)],
)  # fmt: skip
def test_a_sheet_s_name_speaks_for_a_table(name: str, table: str | None) -> None:
    assert find_sheet_table(name) == table


def test_a_clock_counts_days_weeks_or_months() -> None:
    assert [find_clock(header) for header in ("Semaine", "study day", "month no", "weekday")] == [
        "weeks", "days", "months", "",
    ]  # fmt: skip


def test_every_name_is_folded() -> None:
    assert "age" in list_known_names()
    assert "âge" not in list_known_names()


def test_a_legend_without_commas_is_read() -> None:
    assert read_legend("Sexe (1=H 2=F 9=inconnu)") == {"1": "H", "2": "F", "9": "inconnu"}
