"""What every form of the entry window has in common: it collects edits, and says what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ketgui.domain.cohort import Cohort
from ketgui.domain.edit_rows import CellValue, identify_row
from ketgui.domain.edits import CohortEdit, RowAddition, RowChange
from ketgui.domain.fields import TableName
from ketgui.domain.plan import AnalysisPlan


@dataclass(frozen=True)
class Collected:
    """What a form would save.

    Attributes
    ----------
    edits : tuple of CohortEdit
        Empty where nothing was typed, or something is wrong.
    line : str
        What the history says.
    problem : str
        What must be fixed first; empty for nothing. It is shown at its field too.
    """

    edits: tuple[CohortEdit, ...] = ()
    line: str = ""
    problem: str = ""


class EntryForm(QWidget):
    """A form about one patient."""

    def show_patient(self, cohort: Cohort, plan: AnalysisPlan, patient_id: str) -> None:
        """Show what is recorded of a patient, or an empty form."""
        raise NotImplementedError

    def collect(self, cohort: Cohort) -> Collected:
        """Return what would be saved."""
        raise NotImplementedError

    def begin(self) -> None:
        """Give the first field the keys."""
        raise NotImplementedError


def make_edit(
    cohort: Cohort, table: TableName, row: int | None, values: Mapping[str, CellValue]
) -> CohortEdit | None:
    """Return the edit that records values: a new row, or a change of one; None for no change."""
    if row is None:
        entered = {key: value for key, value in values.items() if value is not None}
        return RowAddition(table, entered)
    before = identify_row(cohort, table, row, *values)
    changed = {key: value for key, value in values.items() if value != before.get(key)}
    # What identifies a patient is the id alone: other values may be corrected elsewhere.
    was = {"patient_id": before["patient_id"]} if table == "patients" else before
    return RowChange(table, row, changed, was) if changed else None


def find_rows(cohort: Cohort, table: TableName, **values: CellValue) -> list[int]:
    """Return the positions of the rows that hold these values."""
    rows = cohort.table(table)
    same = [True] * len(rows)
    for key, value in values.items():
        held = rows[key].isna() if value is None else rows[key] == value
        same = [a and bool(b) for a, b in zip(same, held.fillna(False), strict=True)]
    return [place for place, is_same in enumerate(same) if is_same]
