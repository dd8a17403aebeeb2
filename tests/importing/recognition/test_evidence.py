"""What a column's cells add to what its header claims."""

from __future__ import annotations

import pytest

from ketgui.importing.recognition.evidence import Guess, compute_points, has_total, weigh
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.tables.text_table import CodedText
from ketgui.importing.vocabulary.targets import Target

ID = Target("patients", "patient_id")
AGE = Target("patients", "age")


def points(target: Target, header_points: float, *cells: str, one_row: bool = True) -> float:
    return weigh(Guess(target, header_points, ""), Profile(CodedText.of(cells)), one_row).points


def test_numbers_within_the_range_speak_for_a_field_and_words_against_it() -> None:
    assert points(AGE, 1.0, "34", "51", "60") > 1.0
    assert points(AGE, 1.0, "340", "510", "600") < 0
    assert points(AGE, 1.0, "mild", "severe", "none at all") < 0


@pytest.mark.parametrize("header", ["id", "patient", "Subject ID", "record_id"])
def test_a_file_of_one_patient_is_identified_by_an_exact_name_of_the_id(header, read) -> None:
    found = read(
        f"{header},visit,date,madrs\nMT,baseline,2023-01-02,34\nMT,interim,2023-01-10,25\n"
        "MT,end of treatment,2023-01-20,16\n"
    )
    assert found.cohort is not None, [issue.message for issue in found.issues]
    assert list(found.cohort.patients["patient_id"]) == ["MT"]


def test_a_constant_column_that_is_only_like_an_id_is_none() -> None:
    assert points(ID, 4.0, "MT", "MT", "MT") > 0
    assert points(ID, 2.2, "MT", "MT", "MT") < 0


def test_measurements_are_no_ids() -> None:
    assert points(ID, 2.0, "1.25", "2.50", "3.75") < 0


def test_a_filled_column_is_a_better_id_than_an_empty_one() -> None:
    assert points(ID, 4.0, "a", "b") > points(ID, 4.0, "", "") > 0


def test_items_and_their_total_are_told_by_the_word_total() -> None:
    assert has_total(["Sadness", "Tension", "Total score"])
    assert not has_total(["Total score", "Total score 2", "Sum"])


def test_points_are_log_odds_with_an_upper_limit() -> None:
    assert compute_points(0.5) == 0
    assert compute_points(1.0) == -compute_points(0.0) == 4
