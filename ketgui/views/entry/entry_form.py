"""The base of the entry window's forms, each of which returns edits or a problem."""

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
    """The edits that a form would save, or the problem that prevents them.

    Attributes
    ----------
    edits : tuple of CohortEdit
        Empty where nothing was typed, or something is wrong.
    line : str
        The line of the history.
    problem : str
        The problem to fix first, also shown at its field; empty if there is none.
    """

    edits: tuple[CohortEdit, ...] = ()
    line: str = ""
    problem: str = ""


class EntryForm(QWidget):
    """A form about one patient."""

    def show_patient(self, cohort: Cohort, plan: AnalysisPlan, patient_id: str) -> None:
        """Show a patient's record, or an empty form."""
        raise NotImplementedError

    def collect(self, cohort: Cohort) -> Collected:
        """Return the edits that would be saved."""
        raise NotImplementedError

    def begin(self) -> None:
        """Move the keyboard focus to the first field."""
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
    # A patient is found by the id alone: other values may have been corrected elsewhere meanwhile.
    was = {"patient_id": before["patient_id"]} if table == "patients" else before
    return RowChange(table, row, changed, was) if changed else None


def find_rows(cohort: Cohort, table: TableName, **values: CellValue) -> list[int]:
    """Return the positions of the rows with these values; None matches what is not recorded."""
    rows = cohort.get_table(table)
    same = [True] * len(rows)
    for key, value in values.items():
        matches = rows[key].isna() if value is None else rows[key] == value
        same = [a and bool(b) for a, b in zip(same, matches.fillna(False), strict=True)]
    return [position for position, is_same in enumerate(same) if is_same]
