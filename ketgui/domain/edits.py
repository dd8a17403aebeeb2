"""What the user changes in a cohort after it is read: each edit is data, applied in order.

An edit identifies its row by what the row held and not by its position alone, so that edits still
fit when the same file comes back with rows added or moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby
from typing import Any, ClassVar, Literal, cast

import pandas as pd

from ketgui.domain.cohort import Cohort, Correction, Exclusion
from ketgui.domain.edit_rows import (
    CellValue,
    EditError,
    check_columns,
    check_names,
    check_new_patient,
    check_patient,
    drop_patient,
    find_row,
    make_cells,
    make_rows,
    replace_table,
)
from ketgui.domain.fields import TABLES, TableName, get_fields
from ketgui.text import _

EditAction = Literal["add_row", "change_row", "remove_row", "exclude_patient"]


@dataclass(frozen=True)
class RowAddition:
    """A row entered by hand: a patient's event, rating or infusion.

    Attributes
    ----------
    table : TableName
        The table to which it is added.
    values : mapping of str to CellValue
        By column key; a date is an ISO text. A column that is not named is not recorded.
    """

    action: ClassVar[EditAction] = "add_row"
    table: TableName
    values: Mapping[str, CellValue]

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort with the row at the end of its table."""
        return add_rows(cohort, (self,))


def add_rows(cohort: Cohort, additions: Sequence[RowAddition]) -> Cohort:
    """Return the cohort with rows at the ends of their tables.

    Parameters
    ----------
    cohort : Cohort
    additions : sequence of RowAddition
        In their order; a patient comes before the rows of that patient.

    Returns
    -------
    Cohort

    Raises
    ------
    EditError
        If one does not fit: no such table, column or patient, or a patient twice.
    """
    enrolled: set[CellValue] = set(cohort.patients["patient_id"])
    rows: dict[TableName, list[Mapping[str, CellValue]]] = {}
    for addition in additions:
        table, values = addition.table, addition.values
        check_columns(table, values)
        # A row without its patient or its event could not be found again.
        check_names(table, {column.key: None for column in get_fields(table)} | {**values})
        patient = values.get("patient_id")
        if table == "patients":
            check_new_patient(cohort, patient, enrolled)
            enrolled.add(patient)
        elif patient not in enrolled:
            check_patient(cohort, patient)
        rows.setdefault(table, []).append(values)
    # One concatenation a table: row by row, each would copy the whole table.
    for table, new in rows.items():
        old, added = cohort.get_table(table), make_rows(table, new)
        cohort = replace_table(cohort, table, pd.concat([old, added]) if len(old) else added)
    return cohort


@dataclass(frozen=True)
class RowChange:
    """New values for one row, with the reason where one was given.

    Attributes
    ----------
    table : TableName
        Where the row is.
    row : int
        Its position, counted from 0.
    values : mapping of str to CellValue
        The new values by column key; None empties a cell.
    was : mapping of str to CellValue
        What the row held (see ``identify_row``), by which it is found where rows have come or gone
        since. Without it, in older projects, the position alone identifies the row.
    reason : str
        Why, in the user's words; may be empty.
    """

    action: ClassVar[EditAction] = "change_row"
    table: TableName
    row: int
    values: Mapping[str, CellValue]
    was: Mapping[str, CellValue] = field(default_factory=dict[str, CellValue])
    reason: str = ""

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort with the row's values replaced."""
        check_columns(self.table, self.values)
        check_names(self.table, self.values)
        old = cohort.get_table(self.table)
        row = find_row(cohort, self.table, self.row, self.was)
        if "patient_id" in self.values:
            check_patient(cohort, self.values["patient_id"])
            # Every other table refers to the patient by this code.
            if self.table == "patients" and self.values["patient_id"] != old["patient_id"][row]:
                raise EditError(_("A patient keeps the code that the file gives."))
        cells = make_cells(self.table, self.values)
        columns = {name: _replace_cell(old, name, row, cells[name]) for name in self.values}
        return _add_corrections(
            replace_table(cohort, self.table, old.assign(**columns)),
            [
                Correction(
                    "corrected",
                    self.reason.strip(),
                    self.table,
                    name,
                    _write_value(old[name].iloc[row] if name in old else None),
                    _write_value(columns[name].iloc[row]),
                )
                for name in self.values
            ],
        )


@dataclass(frozen=True)
class RowRemoval:
    """The removal of one row, with the reason; the row is found as that of ``RowChange``."""

    action: ClassVar[EditAction] = "remove_row"
    table: TableName
    row: int
    reason: str
    was: Mapping[str, CellValue] = field(default_factory=dict[str, CellValue])

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort without the row."""
        if self.table == "patients":
            # A removed patient would silently leave the denominator; an excluded one is counted
            # in the flow.
            raise EditError(_("A patient is not removed but left out, with a reason."))
        row = find_row(cohort, self.table, self.row, self.was)
        rows = cohort.get_table(self.table).drop(index=row)
        removal = Correction("removed", self.reason.strip(), self.table)
        return _add_corrections(replace_table(cohort, self.table, rows), [removal])


@dataclass(frozen=True)
class PatientExclusion:
    """The exclusion of a patient, with the reason; the flow of patients reports it."""

    action: ClassVar[EditAction] = "exclude_patient"
    patient_id: str
    reason: str

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort without the patient, and with the exclusion."""
        check_patient(cohort, self.patient_id)
        if not self.reason.strip():
            raise EditError(_("An exclusion needs a reason. It appears in the report."))
        # Every table loses the patient; otherwise an event of nobody would be counted.
        remaining = {name: drop_patient(cohort.get_table(name), self.patient_id) for name in TABLES}
        left_out = (*cohort.excluded, Exclusion(self.patient_id, self.reason))
        return replace(cohort, **cast("dict[str, Any]", remaining), excluded=left_out)


def _replace_cell(rows: pd.DataFrame, name: str, row: int, cell: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column with one of its cells replaced; an item that no row had yet is empty."""
    column = rows[name] if name in rows else cell.iloc[:0].reindex(range(len(rows)))
    # Put together, and not assigned to: the column may have to become another type, as a
    # column of whole numbers does for an empty cell.
    return pd.concat([column.iloc[:row], cell, column.iloc[row + 1 :]], ignore_index=True)


def _add_corrections(cohort: Cohort, made: Sequence[Correction]) -> Cohort:
    """Return the cohort with changes that the report tells; one without a reason is entry."""
    reported = tuple(
        each for each in made if each.reason and (each.old != each.new or not each.column)
    )
    return replace(cohort, corrections=(*cohort.corrections, *reported)) if reported else cohort


def _write_value(value: Any) -> str:
    """Return a cell's value as text; empty where nothing is recorded."""
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return f"{value:g}" if isinstance(value, float) else str(value)


CohortEdit = RowAddition | RowChange | RowRemoval | PatientExclusion
_EDITS: dict[str, type[CohortEdit]] = {
    kind.action: kind for kind in (RowAddition, RowChange, RowRemoval, PatientExclusion)
}


# The type of each part of an edit that comes from a file.
_PART_TYPES: dict[str, type] = {
    "table": str,
    "row": int,
    "values": Mapping,
    "was": Mapping,
    "patient_id": str,
    "reason": str,
}


def select_applicable_edits(
    cohort: Cohort, edits: Iterable[CohortEdit]
) -> tuple[tuple[CohortEdit, ...], int]:
    """Return the edits that fit another cohort, and how many do not.

    Parameters
    ----------
    cohort : Cohort
        The cohort to which they would be applied, one after the other.
    edits : iterable of CohortEdit
        In their order.

    Returns
    -------
    applicable : tuple of CohortEdit
        Those that fit, in their order.
    dropped : int
        How many do not.
    """
    applicable: list[CohortEdit] = []
    dropped = 0
    for edit in edits:
        try:
            cohort = edit.apply(cohort)
            applicable.append(edit)
        except EditError:
            dropped += 1
    return tuple(applicable), dropped


def apply_edits(cohort: Cohort, edits: Iterable[CohortEdit]) -> Cohort:
    """Return the cohort after some edits, one after the other.

    Parameters
    ----------
    cohort : Cohort
        The cohort as read; it stays as it is.
    edits : iterable of CohortEdit
        In their order.

    Returns
    -------
    Cohort

    Raises
    ------
    EditError
        If one does not fit: no such patient, row or column, or no reason given.

    Examples
    --------
    >>> from ketgui.domain.cohort import apply_schema
    >>> patients = apply_schema("patients", pd.DataFrame({"patient_id": ["P01", "P02"]}))
    >>> after = apply_edits(Cohort(patients), [PatientExclusion("P02", "withdrew consent")])
    >>> after.enrolled, after.excluded[0].reason
    (1, 'withdrew consent')
    """
    # A study that was typed in has thousands of additions: those in a row are made at once.
    for are_additions, run in groupby(edits, lambda edit: isinstance(edit, RowAddition)):
        if are_additions:
            cohort = add_rows(cohort, cast("list[RowAddition]", [*run]))
        else:
            for edit in run:
                cohort = edit.apply(cohort)
    return cohort


def as_dict(edit: CohortEdit) -> dict[str, Any]:
    """Return an edit as plain values, for a study file.

    Parameters
    ----------
    edit : CohortEdit

    Returns
    -------
    dict
        ``action`` and the edit's own values; the columns that it empties are listed in ``cleared``,
        since TOML has no empty value.

    Examples
    --------
    >>> as_dict(RowAddition("adverse_events", {"patient_id": "P01", "soc": None}))["cleared"]
    ['soc']
    """
    # TOML has no empty value: a cleared cell is named in a list instead.
    parts: dict[str, Any] = {"action": edit.action, **asdict(edit)}
    values: dict[str, CellValue] = parts.get("values", {})
    if cleared := [name for name, value in values.items() if value is None]:
        parts["values"] = {name: value for name, value in values.items() if value is not None}
        parts["cleared"] = cleared
    return {name: value for name, value in parts.items() if value or name != "was"}


def from_dict(values: Mapping[str, Any]) -> CohortEdit:
    """Return the edit that plain values describe; the inverse of ``as_dict``.

    Parameters
    ----------
    values : mapping of str to Any
        As from ``as_dict``.

    Returns
    -------
    CohortEdit

    Raises
    ------
    EditError
        If they describe none.
    """
    kind = _EDITS.get(str(values.get("action")))
    if kind is None:
        raise EditError(_("There is no edit {name}.", name=values.get("action")))
    # A study file may come from another program or hand: nothing in it is trusted to fit.
    parts = {name: value for name, value in values.items() if name not in ("action", "cleared")}
    try:
        if cleared := values.get("cleared"):
            parts["values"] = {**parts["values"], **dict.fromkeys(cleared)}
        if not all(_has_type(value, _PART_TYPES[name]) for name, value in parts.items()):
            raise TypeError
        return kind(**parts)
    except (TypeError, KeyError):
        raise EditError(_("The edit {name} is not whole.", name=kind.action)) from None


def _has_type(part: Any, kind: type) -> bool:
    """Tell whether a part of an edit has its type; a cell's value is no list and no table."""
    if isinstance(part, Mapping):
        values: Iterable[Any] = cast("Mapping[str, Any]", part).values()
        return kind is Mapping and not any(isinstance(value, list | Mapping) for value in values)
    # A bool is an int to Python, but no row number.
    return isinstance(part, kind) and not isinstance(part, bool)
