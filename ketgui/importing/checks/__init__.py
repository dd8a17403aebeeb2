"""What is looked for in every file. One subject, one file; each check yields its issues."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ketgui.importing.checks import (
    amounts,
    columns,
    dates,
    duplicates,
    identifiers,
    item_totals,
    patients,
    questions,
    ranges,
    raters,
    ratings,
    rows,
    spellings,
    timing,
    unused,
)
from ketgui.importing.checks.cells import converted, limits, missing_codes, unread
from ketgui.importing.checks.scales import reported, suggested, unknown, unnamed
from ketgui.importing.checks.treatment import events, given, infusion_visits
from ketgui.importing.issues import Issue
from ketgui.importing.rows.draft import Draft

Check = Callable[[Draft], Iterable[Issue]]

CHECKS: tuple[Check, ...] = (
    questions.ask_open_questions,
    columns.ask_for_score,
    raters.ask_which_rater,
    unnamed.ask_for_scale,
    columns.report_no_id,
    suggested.report_suggested,
    suggested.ask_about_named_rows,
    unnamed.ask_which_scoring,
    unknown.find_unknown_scales,
    unknown.find_left_items,
    reported.report_peaks,
    reported.report_item_rows,
    reported.report_no_main_scale,
    unused.ask_about_boxes,
    unused.list_not_used,
    unused.list_other_domains,
    ranges.find_ranges,
    patients.report_no_rows,
    patients.find_rows_without_id,
    patients.find_repeated_ids,
    patients.find_conflicts,
    patients.find_unknown_patients,
    patients.find_alike_ids,
    rows.ask_about_totals,
    rows.find_lost_digits,
    rows.find_changed_ids,
    identifiers.find_identifiers,
    unread.find_unread,
    limits.find_outside_range,
    missing_codes.find_codes_in_range,
    missing_codes.report_labelled_missing,
    limits.find_not_whole,
    converted.find_converted,
    events.find_doubtful_events,
    events.report_unnamed,
    events.list_other_terms,
    events.report_grades,
    given.find_not_given,
    given.ask_about_controls,
    spellings.ask_about_spellings,
    amounts.ask_about_pounds,
    amounts.ask_dose_units,
    amounts.ask_about_mixed_units,
    amounts.find_contradicting_doses,
    item_totals.find_wrong_totals,
    item_totals.find_missing_items,
    duplicates.find_rated_twice,
    infusion_visits.report_infusion_course,
    columns.ask_for_after,
    timing.find_incomplete_pairs,
    timing.find_never_rated,
    timing.find_never_infused,
    timing.find_strange_dates,
    timing.find_out_of_order,
    dates.find_swapped,
    dates.find_spread,
    dates.find_against_numbers,
    timing.find_wrong_way_round,
    timing.find_long_after,
    ratings.find_ratings_on_first_day,
    ratings.find_zeros_of_lost,
)
