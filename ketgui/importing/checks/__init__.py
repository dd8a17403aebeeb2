"""What is looked for in every file. One subject, one file; each check yields its issues."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ketgui.importing.checks import (
    amounts,
    cells,
    columns,
    identifiers,
    item_totals,
    patients,
    questions,
    ranges,
    rows,
    timing,
)
from ketgui.importing.issues import Issue
from ketgui.importing.rows.draft import Draft

Check = Callable[[Draft], Iterable[Issue]]

CHECKS: tuple[Check, ...] = (
    questions.open_questions,
    columns.no_score,
    columns.no_id,
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
    cells.not_whole,
    cells.converted,
    amounts.pounds,
    amounts.dose_units,
    amounts.doses_disagree,
    item_totals.disagree,
    item_totals.incomplete,
    columns.no_after,
    timing.incomplete_pairs,
    timing.never_rated,
    timing.never_infused,
    timing.strange_dates,
    timing.out_of_order,
    timing.wrong_way_round,
    timing.long_after,
)
