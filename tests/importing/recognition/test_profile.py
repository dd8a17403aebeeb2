"""What a column's cells show, whatever its header says."""

from __future__ import annotations

from ketgui.importing.recognition.profile import Profile
from ketgui.importing.tables.text_table import CodedText


def profile(*cells: str) -> Profile:
    return Profile(CodedText.of(cells))


def test_numbers_dates_and_remarks_are_told_apart() -> None:
    assert profile("30", "28,5", "n/a").numeric_share == 1
    assert profile("2024-01-02", "03/04/2024").dated_share == 1
    assert profile("30 (severe)", "28 (mod)").annotated_share == 1
    assert profile("2024-01-02").annotated_share == 0


def test_a_code_of_a_study_is_constant_and_ids_are_unique_or_repeat() -> None:
    assert profile("T7", "T7", "T7").is_constant
    assert profile("P1", "P2", "P3").is_unique
    assert profile("P1", "P1", "P2", "P2").rows_each == 2
    assert not profile("T7").is_constant


def test_measurements_are_no_codes() -> None:
    assert profile("1.5", "2.25").is_measured
    assert not profile("P1", "P2").is_measured


def test_the_share_within_a_range() -> None:
    assert profile("3", "9", "61", "70").share_within(0, 60) == 0.5
    assert profile("a").share_within(0, 60) == 1
