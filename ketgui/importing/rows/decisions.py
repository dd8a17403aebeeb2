"""The user's decisions on single cells, rows and patients, applied to what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from ketgui.domain.cohort import Correction, CorrectionKind, Exclusion
from ketgui.importing.changes import Action, Decision
from ketgui.importing.issues import Issue, Severity
from ketgui.importing.mapping.mapping import Mapping
from ketgui.importing.rows.draft import Draft
from ketgui.importing.tables.text_table import TextTable
from ketgui.importing.vocabulary.words import tidy
from ketgui.text import _


def apply_decisions(
    tables: Sequence[TextTable], mapping: Mapping
) -> tuple[tuple[TextTable, ...], list[Issue]]:
    """Return the tables with cells corrected and rows left out, and what no longer fits."""
    stale: list[Issue] = []
    changed: list[TextTable] = []
    for table in tables:
        left_out: set[int] = set()
        # In the order in which they were made: a later one sees what an earlier one corrected.
        for decision in _find_decisions(table, mapping):
            if _is_stale(table, decision):
                stale.append(_report_stale(decision))
            elif decision.action in ("correct", "missing"):
                word = decision.new if decision.action == "correct" else ""
                table = table.with_cell(decision.row, decision.column, word)
            elif decision.action == "leave_out":
                left_out.add(decision.row)
        changed.append(table.take(~np.isin(table.rows, list(left_out))) if left_out else table)
    return tuple(changed), stale


_KINDS: dict[Action, CorrectionKind] = {
    "correct": "corrected",
    "missing": "missing",
    "leave_out": "removed",
}


def list_corrections(tables: Iterable[TextTable], mapping: Mapping) -> tuple[Correction, ...]:
    """Return what the decisions change of the tables that are used, for the report.

    Parameters
    ----------
    tables : iterable of TextTable
        As they were read; a decision on a cell that has changed since is not among them.
    """
    return tuple(
        Correction(
            _KINDS[decision.action],
            decision.reason.strip(),
            "",
            _find_header(table, decision.column),
            decision.old,
            decision.new if decision.action == "correct" else "",
        )
        for table in tables
        for decision in _find_decisions(table, mapping)
        if decision.action in _KINDS and not _is_stale(table, decision)
    )


def _find_header(table: TextTable, letter: str) -> str:
    return table.headers[table.letters.index(letter)] if letter in table.letters else letter


def _find_decisions(table: TextTable, mapping: Mapping) -> Iterator[Decision]:
    """Yield the decisions about a table, in the order in which they were made."""
    for decision in mapping.decisions:
        if (decision.file, decision.sheet) == (table.file, table.sheet):
            yield decision


def _is_stale(table: TextTable, decision: Decision) -> bool:
    """Tell whether the file has changed where a decision was made, so that it no longer fits."""
    if not decision.column:
        return decision.row not in table.rows
    cell = table.at(decision.row, decision.column)
    return cell is None or tidy(cell) != tidy(decision.old)


def _report_stale(decision: Decision) -> Issue:
    return Issue(
        "warning",
        decision.file,
        decision.sheet,
        decision.row,
        decision.column,
        "",
        _("The cell is not what it was when you decided about it; the decision was not applied."),
        _("Check the cell and answer again, or withdraw the answer."),
        key="stale_decision",
    )


def leave_out_excluded(draft: Draft) -> tuple[Draft, tuple[Exclusion, ...]]:
    """Return the draft without the patients whom the user excluded, and who they are."""
    chosen: dict[int, Exclusion] = {}
    for piece in draft.pieces:
        for decision in _find_decisions(piece.source, draft.mapping):
            if decision.action == "exclude":
                # The row tells the patient, who leaves every table, not the row alone.
                is_meant = (piece.rows == decision.row) & (piece.patient >= 0)
                for code in piece.patient[is_meant].tolist():
                    chosen[code] = Exclusion(str(draft.ids[code]), decision.reason)
    if not chosen:
        return draft, ()
    excluded = np.array(list(chosen))
    pieces = tuple(piece.take(~np.isin(piece.patient, excluded)) for piece in draft.pieces)
    return replace(draft, pieces=pieces), tuple(chosen.values())


def replace_ids(draft: Draft) -> tuple[Draft, tuple[tuple[str, str], ...]]:
    """Return the draft with ids replaced by S01, S02 …, if the user wants it, and the key."""
    if draft.mapping.ids != "replace":
        return draft, ()
    # As many digits for all, so that the new ids sort as they count.
    digits = max(2, len(str(len(draft.ids))))
    new = [f"S{number:0{digits}d}" for number in range(1, len(draft.ids) + 1)]
    key = tuple(zip(new, map(str, draft.ids), strict=True))
    return replace(draft, ids=np.fromiter(new, np.object_)), key


# Errors that the user may overrule. A row without a patient, or a patient in two rows, cannot stay
# as it is: no cohort could be made of it.
_ERRORS_TO_KEEP = frozenset({"outside_range", "missing_code", "totals_row", "ragged_row"})


def settle_issues(issues: Iterable[Issue], mapping: Mapping) -> list[Issue]:
    """Turn what the user chose to keep into a warning without answers; drop rows left out."""
    left_out = {(d.file, d.sheet, d.row) for d in mapping.decisions if d.action == "leave_out"}
    kept_cells: set[_Place] = {
        (d.file, d.sheet, d.row, d.column) for d in mapping.decisions if d.action == "keep"
    }
    settled = [
        _settle_issue(issue, kept_cells)
        for issue in issues
        if (issue.file, issue.sheet, issue.row) not in left_out
    ]
    return _drop_within_asked_rows(settled)


def _settle_issue(issue: Issue, kept_cells: set[_Place]) -> Issue:
    """Return an issue as a warning without answers, where its cell or all its cells are kept."""
    if issue.rest is not None:
        rest = issue.rest.map(partial(_settle_issue, kept_cells=kept_cells))
        # Whether a hundred thousand cells are kept is only asked where some of them are.
        is_kept_in_part = any(column == issue.column for *_row, column in kept_cells)
        is_error = issue.severity == "error" and not (
            is_kept_in_part and all(other.severity != "error" for other in rest)
        )
        return replace(issue, severity="error" if is_error else _weaken(issue.severity), rest=rest)
    can_keep = issue.key in _ERRORS_TO_KEEP or issue.severity == "warning"
    if can_keep and (issue.file, issue.sheet, issue.row, issue.column) in kept_cells:
        return replace(issue, severity="warning", answers=())
    return issue


_Place = tuple[str, str, int | None, str]


def _weaken(severity: Severity) -> Severity:
    return "warning" if severity == "error" else severity


def _drop_within_asked_rows(issues: Sequence[Issue]) -> list[Issue]:
    """Drop what is said of the cells of rows that are asked about as no patients."""
    asked = {
        (issue.file, issue.sheet, issue.row)
        for issue in issues
        if issue.key == "totals_row" and issue.severity == "error" and issue.row
    }
    return [
        issue
        for issue in issues
        if issue.key == "totals_row" or (issue.file, issue.sheet, issue.row) not in asked
    ]
