"""Each kind of file that was once read wrongly is tried on five inputs or more."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from types import FunctionType

import pytest

HERE = Path(__file__).parent
LEAST = 5
# What was read wrongly, and the tests of that kind.
KINDS = {
    "the state of a form as a score": ["test_a_form_s_state_is_no_data"],
    "a log of infusions whose rows were lost": [
        "test_a_log_of_infusions_is_read_whatever_it_says_of_them",
        "test_the_dates_of_infusions_tell_before_from_after",
    ],
    "two totals in one row": ["test_two_totals_in_rows_do_not_overwrite_one_another"],
    "a study's code as the patient": ["test_a_code_that_never_changes_is_no_patient"],
    "a first item as the total": ["test_numbered_items_are_added_up_and_the_first_is_no_total"],
    "two scores at one visit": ["test_two_scores_at_one_visit_are_asked_about"],
    "siblings of a scale": ["test_a_sibling_or_unknown_scale_is_never_taken_for_one_that_is_known"],
    "labels that say missing": ["test_a_label_that_says_missing_is_believed"],
    "dates that a spreadsheet swapped": [
        "test_dates_that_a_spreadsheet_swapped_are_noticed_and_exchanged"
    ],
    "a second weight": ["test_a_second_weight_is_no_second_infusion"],
    "the cut-off of another scale": ["test_remission_is_that_of_the_plan_s_scale"],
    "a file of another scale alone": [
        "test_a_file_of_another_scale_alone_is_that_scale_and_says_so"
    ],
    "somnolence and sedation": ["test_somnolence_is_not_sedation"],
    "a code for missing within range": ["test_a_code_in_range_that_stands_apart_is_asked_about"],
    "rows of ratings of any scale": ["test_rows_of_ratings_are_known_for_any_scale"],
    "a column of weeks": [
        "test_a_column_that_counts_weeks_is_read_as_days_and_the_day_after_is_asked"
    ],
    "items from 0 to 0": ["test_items_are_never_said_to_be_0_to_0"],
    "items beside totals": ["test_items_of_a_second_scale_ask_nothing_where_the_outcome_is_whole"],
    "a date of something else": ["test_the_date_of_something_else_is_not_asked_about"],
    "events joined by the patient": ["test_a_list_of_events_is_joined_by_the_patients_id"],
    "scores with words": ["test_words_beside_every_score_are_one_question_about_the_cells"],
    "a baseline alone": ["test_a_baseline_alone_is_used_once_it_is_called_so"],
    "an optional scale": ["test_a_second_scale_whose_moment_is_not_said_does_not_block"],
    "events without scores": ["test_events_without_scores_are_reported_over_all_enrolled"],
    "merged cells": ["test_merged_ids_stand_for_every_row_they_cover"],
    "a second block": ["test_what_stands_below_the_patients_is_left_out_with_one_answer_at_most"],
    "decimals as insurance numbers": ["test_decimals_are_no_insurance_numbers"],
    "two times of one infusion": [
        "test_two_times_of_one_infusion_keep_the_highest_and_do_not_block"
    ],
    "an unknown scale as the usual one": [
        "test_an_unknown_scale_is_imported_under_its_own_name_with_one_answer"
    ],
    "a column about a score": ["test_a_column_about_a_score_is_not_the_score"],
}


def count_variants() -> Counter[str]:
    """Return on how many inputs each test of this folder is tried."""
    variants: Counter[str] = Counter()
    for path in HERE.glob("test_*.py"):
        if path.name == Path(__file__).name:
            continue
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, test in vars(module).items():
            if isinstance(test, FunctionType) and name.startswith("test_"):
                variants[name] = 1
                for mark in getattr(test, "pytestmark", ()):
                    variants[name] *= len(mark.args[1]) if mark.name == "parametrize" else 1
    return variants


def test_the_kinds_are_thirty() -> None:
    assert len(KINDS) == 30


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_tried_on_five_inputs(kind: str) -> None:
    variants = count_variants()
    for test in KINDS[kind]:
        assert variants[test] >= LEAST, test
