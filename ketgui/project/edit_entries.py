"""What the audit trail says of changes: of rows and patients, and of answers about files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ketgui.domain.edit_rows import CellValue
from ketgui.domain.edits import CohortEdit, PatientExclusion, RowAddition, RowRemoval
from ketgui.importing.changes import Decision
from ketgui.project.audit import AuditEntry, get_current_time
from ketgui.text import exact


def list_edit_entries(edits: Sequence[CohortEdit], line: str) -> tuple[AuditEntry, ...]:
    """Return an entry an edit; the first has the line that describes them together."""
    time = get_current_time()
    # The line describes all edits together, so the history says it once.
    lines = (line, *("" for _edit in edits[1:]))
    return tuple(_describe(edit, time, summary) for edit, summary in zip(edits, lines, strict=True))


def list_decision_entries(
    decisions: Sequence[Decision], lines: Sequence[str]
) -> tuple[AuditEntry, ...]:
    """Return an entry a decision about a file's cell, row or patient, with its line."""
    time = get_current_time()
    return tuple(
        AuditEntry(
            time,
            line,
            " · ".join(part for part in (decision.file, decision.sheet) if part),
            str(decision.row),
            decision.column,
            decision.old,
            decision.new,
            decision.reason,
        )
        for decision, line in zip(decisions, lines, strict=True)
    )


def _describe(edit: CohortEdit, time: str, summary: str) -> AuditEntry:
    if isinstance(edit, PatientExclusion):
        return AuditEntry(time, summary, "patients", edit.patient_id, reason=edit.reason)
    if isinstance(edit, RowAddition):
        row = str(edit.values.get("patient_id") or "")
        return AuditEntry(time, summary, edit.table, row, *_join(edit.values, {}))
    # A row without a patient's id is named by its number, counted from 1 as on the screen.
    row = str(edit.was.get("patient_id") or edit.row + 1)
    if isinstance(edit, RowRemoval):
        # Values that were removed are the old ones, so the two texts change sides.
        columns, new, old = _join(edit.was, {})
        return AuditEntry(time, summary, edit.table, row, columns, new, old, edit.reason)
    return AuditEntry(time, summary, edit.table, row, *_join(edit.values, edit.was), edit.reason)


def _join(new: Mapping[str, CellValue], old: Mapping[str, CellValue]) -> tuple[str, str, str]:
    """Return the columns, their old values and their new ones, separated by semicolons."""
    # The id names the row already.
    names = [name for name in new if name != "patient_id"]
    before = "; ".join(_write(old.get(name)) for name in names) if old else ""
    return "; ".join(names), before, "; ".join(_write(new[name]) for name in names)


def _write(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else exact(value)
