"""What is looked for in every file. One subject, one file; each check yields its issues."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ketgui.importing.checks import (
    amounts,
    cells,
    columns,
    dates,
    duplicates,
    identifiers,
    item_totals,
    patients,
    questions,
    ranges,
    ratings,
    rows,
    scales,
    spellings,
    timing,
    tms,
)
from ketgui.importing.issues import Issue
from ketgui.importing.rows.draft import Draft

Check = Callable[[Draft], Iterable[Issue]]

CHECKS: tuple[Check, ...] = (
    questions.open_questions,
    columns.no_score,
    scales.unnamed,
    columns.no_id,
    scales.suggested,
    scales.unknown,
    scales.left_items,
    scales.peaks_kept,
    scales.items_in_rows,
    scales.no_main_scale,
    columns.not_used,
    ranges.kept,
    patients.none,
    patients.without_id,
    patients.repeated,
    patients.conflicting,
    patients.unknown,
    patients.alike,
    rows.totals,
    rows.lost_digits,
    rows.changed_ids,
    identifiers.columns,
    cells.unread,
    cells.outside_range,
    cells.codes_in_range,
    cells.labelled_missing,
    cells.not_whole,
    cells.converted,
    spellings.of_one_thing,
    amounts.pounds,
    amounts.dose_units,
    amounts.doses_disagree,
    item_totals.disagree,
    item_totals.incomplete,
    duplicates.rated_twice,
    columns.no_after,
    timing.incomplete_pairs,
    timing.never_rated,
    timing.never_infused,
    timing.strange_dates,
    timing.out_of_order,
    dates.swapped,
    dates.against_numbers,
    timing.wrong_way_round,
    timing.long_after,
    ratings.on_first_day,
    tms.responded,
    tms.unjudged,
)
