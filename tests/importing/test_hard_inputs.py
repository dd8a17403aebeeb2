"""Which test holds each row of the hard inputs, and the rows that no other test holds."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CSV = b"id,MADRS before,MADRS after\nP1,30,12\n"
# Each row, and a test that shows its behaviour; the library's own tests hold the others.
HELD = {
    "E01 E02 D01 D02 D04 D07": "test_a_file_written_another_way_gives_the_same_scores",
    "E03": "test_utf_16_without_its_mark_is_asked_about",
    "E04": "test_windows_1252_is_read_and_said",
    "E05": "test_mac_roman_is_asked_about_and_read_once_chosen",
    "E06": "test_mixed_encodings_are_refused_with_line_and_byte",
    "E07": "test_zero_bytes_are_removed_and_counted",
    "E08": "test_invisible_characters_in_ids_are_left_out_and_said",
    "E09 N01 N03 N19": "test_numbers_are_read_by_their_marks",
    "E10": "test_digits_of_other_scripts",
    "E11": "test_ids_that_look_the_same_are_warned_of",
    "E12": "test_ids_in_two_unicode_forms_are_one",
    "D03": "test_one_column_has_no_delimiter",
    "D05 D06": "test_a_delimiter_or_line_break_inside_quotes_stays_in_its_cell",
    "D08": "test_an_open_quote_is_refused_with_its_row",
    "D09": "test_a_delimiter_after_each_row_moves_no_column",
    "D10": "test_a_ragged_row_is_asked_about",
    "D11": "test_titles_above_the_header_are_passed_over",
    "D12": "test_no_header_is_asked_about",
    "D13": "test_two_header_rows_are_joined",
    "D14": "test_repeated_headers_are_told_apart",
    "D15": "test_a_nameless_column_is_called_by_its_letter",
    "D16 D20": "test_a_sample_gives_what_its_clean_twin_gives",
    "D17": "test_empty_rows_are_skipped_and_counted",
    "D18": "test_a_row_of_totals_is_left_out",
    "D19": "test_patients_in_columns_are_turned_when_the_user_says_so",
    "N02": "test_marks_are_found_from_the_whole_column",
    "N04": "test_a_score_outside_the_scale_is_refused_until_decided",
    "N05": "test_a_number_like_a_missing_code_is_asked_about",
    "N06": "test_a_half_point_is_kept_with_a_warning",
    "N07": "test_items_are_added_up_and_missing_ones_said",
    "N08": "test_text_among_numbers_is_missing_and_said",
    "N09 N10": "test_words_for_missing",
    "N11": "test_what_is_not_finite_is_refused",
    "N12 N13": "test_ids_stay_text",
    "N14": "test_the_zeros_that_a_format_shows_are_kept",
    "N15": "test_more_digits_than_a_spreadsheet_keeps_are_warned_of",
    "N16": "test_percents_among_bare_numbers_are_warned_of",
    "N17": "test_yes_and_no_in_several_ways",
    "N18": "test_several_events_in_a_cell_are_split",
    "T01": "test_an_open_order_of_day_and_month_is_asked_and_answered",
    "T02": "test_dates_kept_as_numbers_are_asked_about",
    "T03": "test_dates_of_1904_are_converted",
    "T04 T05": "test_dates_and_doses_out_of_order_are_named",
    "T06": "test_a_time_zone_leaves_the_time_as_it_was_written",
    "T07": "test_dates",
    "P01": "test_a_repeated_id_names_both_rows",
    "P02": "test_ids_that_differ_by_case_are_asked_about",
    "P03": "test_a_missing_id_is_its_row_number",
    "P04": "test_a_patient_without_a_second_score_counts",
    "P05": "test_another_score_is_told_with_what_it_was",
    "P06": "test_identifying_columns_are_named_and_left_out",
    "X01": "test_formulas_never_computed_are_refused",
    "X02": "test_an_error_cell_is_no_missing_cell",
    "X03 X06": "test_a_sheet_beside_the_study_is_left_alone",
    "X04 X05": "test_hidden_and_merged_cells_are_said",
    "X07": "test_an_encrypted_workbook_says_how_to_open_it",
    "X08": "test_a_csv_called_xlsx_is_read_by_its_content",
    "X09": "test_macros_are_said_and_not_run",
    "X10 X23": "test_formula_like_text_is_only_text",
    "X11": "test_a_truncated_workbook_is_called_damaged",
    "X12 X13 X14 X16": "test_a_bomb_of_cells_is_refused_by_its_declared_size",
    "X15 X17": "test_hostile_sheets_are_refused_before_they_are_parsed",
    "X18": "test_a_panic_is_called_damaged",
    "X19": "test_strange_names_are_refused",
    "X20": "test_a_very_long_cell_is_refused",
    "X21": "test_thousands_of_columns_are_read",
    "X22": "test_too_many_rows",
    "F01": "test_a_header_alone",
    "F02": "test_a_device_and_a_fifo_are_not_read",
    "F03 F04": "test_no_permission",
    "F05": "test_the_same_bytes_have_the_same_hash",
    "F06": "test_a_link_is_followed",
    "F07": "test_addresses_and_missing_files",
    "F08": "test_a_share_that_goes_away",
    "F10": "test_other_files_are_called_by_their_true_name",
    "F11": "test_a_folder_and_several_files_are_joined_by_id",
    "F12": "test_what_is_packed_is_not_unpacked",
    "F13": "test_cells_pasted_from_a_spreadsheet",
}
# P07 is of the statistics; F09, F14 and F15 are of the project file.
COUNTS = {"E": 12, "D": 20, "N": 19, "T": 7, "P": 6, "X": 23, "F": 13}


def test_every_row_is_held_by_a_test_that_is_there() -> None:
    rows = [row for group in HELD for row in group.split()]
    wanted = {f"{kind}{n:02d}" for kind, last in COUNTS.items() for n in range(1, last + 1)}
    assert set(rows) == wanted - {"F09"}
    assert len(rows) == len(set(rows))
    text = "\n".join(path.read_text(encoding="utf-8") for path in HERE.parent.rglob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)", text, re.MULTILINE))
    assert set(HELD.values()) <= there


def _zip(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv.gz", gzip.compress(CSV, mtime=0)),
        ("a.csv.bz2", bz2.compress(CSV)),
        ("a.csv.xz", lzma.compress(CSV)),
        ("a.zip", _zip("a.csv", CSV)),
        ("nested.xlsx", _zip("b.zip", _zip("a.csv", CSV))),
        ("a.lnk", bytes.fromhex("4c0000000114020000000000c000000000000046") + bytes(100)),
    ],
)
def test_what_is_packed_is_not_unpacked(read: Any, name: str, content: bytes) -> None:
    (issue,) = read(content, name).issues
    assert issue.severity == "error"
    assert issue.key in ("not_a_table", "workbook_not_a_workbook")


def test_a_delimiter_after_each_row_moves_no_column(read: Any) -> None:
    found = read("id,MADRS before,MADRS after\nP1,30,12,\nP2,31,13,\n")
    scores = found.cohort.assessments.set_index(["patient_id", "moment"])["score"]
    assert list(found.cohort.patients["patient_id"]) == ["P1", "P2"]
    assert (scores["P1", "before"], scores["P1", "after"]) == (30, 12)


def test_empty_rows_are_skipped_and_counted(read: Any, keys: Any) -> None:
    found = read("id,MADRS before,MADRS after\nP1,30,12\n,,\n\nP2,31,13\n,,\n")
    assert found.cohort.enrolled == 2
    assert "empty_rows" in keys(found)


def test_a_time_zone_leaves_the_time_as_it_was_written(read: Any) -> None:
    rows = "P1,before,2024-01-02T10:00+02:00,30\nP1,after,2024-03-01,9\n"
    ratings = read("id,moment,date,MADRS\n" + rows).cohort.assessments
    assert str(ratings["date"].iloc[0]) == "2024-01-02 10:00:00"
