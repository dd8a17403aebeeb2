"""The rows that edits make, find and replace, and what does not fit the cohort.

A row is found by what it held and not by its position alone: rows move when a file comes back
longer, and an edit must never reach another patient.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from typing import Any, cast

import pandas as pd

from ketgui.domain.cohort import Cohort, apply_schema, find_dtypes, make_empty_table
from ketgui.domain.fields import TABLES, Field, TableName, get_fields
from ketgui.text import _

CellValue = str | float | bool | None
_ITEM = re.compile(r"item_[1-9]\d?")


class EditError(ValueError):
    """An edit that does not fit the cohort, with the reason for the user."""


def check_columns(table: TableName, values: Mapping[str, CellValue]) -> None:
    """Refuse a table, or a column of it, that is not declared.

    Parameters
    ----------
    table : TableName
    values : mapping of str to CellValue
        By column key.

    Raises
    ------
    EditError
    """
    if table not in TABLES:
        raise EditError(_("There is no table {name}.", name=table))
    unknown = set(values) - {column.key for column in get_fields(table)}
    if table == "assessments":
        # How many items there are depends on the scale: they are no declared columns.
        unknown = {name for name in unknown if not _ITEM.fullmatch(name)}
    if unknown:
        raise EditError(_("There is no column {name}.", name=sorted(unknown)[0]))


def check_new_patient(cohort: Cohort, patient: CellValue, enrolled: Set[CellValue]) -> None:
    """Refuse a patient whom the cohort has already, an excluded one too.

    Parameters
    ----------
    cohort : Cohort
    patient : CellValue
    enrolled : set of CellValue
        The enrolled patients.

    Raises
    ------
    EditError
    """
    if patient in enrolled:
        raise EditError(_("{patient} is in the cohort already.", patient=patient))
    if patient in {exclusion.patient_id for exclusion in cohort.excluded}:
        raise EditError(_("{patient} was excluded: bring the patient back.", patient=patient))


def check_patient(cohort: Cohort, patient: CellValue) -> None:
    """Refuse a patient who is not enrolled.

    Parameters
    ----------
    cohort : Cohort
    patient : CellValue

    Raises
    ------
    EditError
    """
    if patient not in set(cohort.patients["patient_id"]):
        raise EditError(_("There is no patient {patient}.", patient=patient))


def check_names(table: TableName, values: Mapping[str, CellValue]) -> None:
    """Refuse a row without the values that identify it: its patient and its event.

    Parameters
    ----------
    table : TableName
    values : mapping of str to CellValue
        By column key; columns that it does not hold are not checked.

    Raises
    ------
    EditError
    """
    for column in get_fields(table):
        is_name = column.required and column.kind in ("id", "text")
        if is_name and column.key in values and not str(values[column.key] or "").strip():
            raise EditError(_("{column} cannot be empty.", column=_(column.title)))


def make_cells(table: TableName, values: Mapping[str, CellValue]) -> pd.DataFrame:
    """Return values as a table of one row with no other columns, as ``make_rows`` types them."""
    return _make_typed(table, [values], lambda row: row.astype(find_dtypes(table, row)))


def make_rows(table: TableName, rows: Sequence[Mapping[str, CellValue]]) -> pd.DataFrame:
    """Return rows of values as a table, each value of the type of its column.

    Parameters
    ----------
    table : TableName
    rows : sequence of mapping of str to CellValue
        By column key.

    Returns
    -------
    DataFrame

    Raises
    ------
    EditError
        If a value is none of its column's choices, or cannot be of its type.
    """
    return _make_typed(table, rows, partial(apply_schema, table))


def _make_typed(
    table: TableName,
    rows: Sequence[Mapping[str, CellValue]],
    set_types: Callable[[pd.DataFrame], pd.DataFrame],
) -> pd.DataFrame:
    for column in get_fields(table):
        if column.choices:
            for values in rows:
                _check_choice(column, values.get(column.key))
    try:
        return set_types(pd.DataFrame([dict(values) for values in rows]))
    except (ValueError, TypeError) as error:
        # pandas says in its own words which cell cannot be of the column's type.
        raise EditError(str(error)) from None


def _check_choice(column: Field, value: CellValue) -> None:
    if (
        value is not None
        and column.choices
        and value not in {choice.key for choice in column.choices}
    ):
        raise EditError(_("{column} cannot be “{value}”.", column=_(column.title), value=value))


def identify_row(cohort: Cohort, table: TableName, row: int, *also: str) -> dict[str, CellValue]:
    """Return the values that identify a row, for an edit's ``was``.

    Parameters
    ----------
    cohort : Cohort
    table : TableName
    row : int
        Its position, counted from 0.
    *also : str
        For a patient, the columns to keep besides the id.

    Returns
    -------
    dict of str to CellValue
        For a patient the id and the columns in `also`; for any other row all that is recorded. A
        date is an ISO text.
    """
    recorded = _read_row(cohort, table, row)
    if table != "patients":
        return recorded
    return {key: value for key, value in recorded.items() if key in ("patient_id", *also)}


def _read_row(cohort: Cohort, table: TableName, row: int) -> dict[str, CellValue]:
    record = cohort.get_table(table).iloc[row]
    cells = {column.key: to_edit_value(column, record[column.key]) for column in get_fields(table)}
    return {key: value for key, value in cells.items() if value is not None}


def to_edit_value(field: Field, value: Any) -> CellValue:
    """Return a cell of the cohort as an edit writes it.

    Parameters
    ----------
    field : Field
        The cell's column.
    value : Any
        As it is in the table.

    Returns
    -------
    CellValue
        None where nothing is recorded; a date is an ISO text.

    Examples
    --------
    >>> from ketgui.domain.fields import get_field
    >>> to_edit_value(get_field("infusions", "date"), pd.Timestamp("2024-01-08"))
    '2024-01-08'
    """
    if pd.isna(value):
        return None
    if field.kind in ("number", "integer"):
        return float(value)
    if field.kind == "yes_no":
        return bool(value)
    return value.date().isoformat() if field.kind == "date" else str(value)


def find_row(cohort: Cohort, table: TableName, row: int, was: Mapping[str, CellValue]) -> int:
    """Return the position of the row that was at `row` and held `was`.

    Parameters
    ----------
    cohort : Cohort
    table : TableName
    row : int
        Where the row was, counted from 0.
    was : mapping of str to CellValue
        What it held (``identify_row``); without it, in older projects, the position counts.

    Returns
    -------
    int

    Raises
    ------
    EditError
        If no row holds these values, or there is no such position.
    """
    rows = cohort.get_table(table) if table in TABLES else make_empty_table("patients")
    if not was:
        if 0 <= row < len(rows):
            return row
        raise EditError(_("The table {name} has no row {row}.", name=table, row=row + 1))
    # Rows move when a file comes back longer, but they stay with their patient.
    of_patient = (rows["patient_id"] == was.get("patient_id")).to_numpy().nonzero()[0]
    # Of identical rows, the one at the original position.
    for position in sorted(of_patient.tolist(), key=lambda position: position != row):
        # A patient's row is identified by its id and a few
        # columns: the others may have changed since.
        recorded = _read_row(cohort, table, position)
        if recorded == was or (table == "patients" and was.items() <= recorded.items()):
            return position
    raise EditError(
        _(
            "A row of {patient} in the table “{name}” is gone, or holds other values by now.",
            patient=was.get("patient_id"),
            name=_(TABLES[table]),
        )
    )


def replace_table(cohort: Cohort, table: TableName, rows: pd.DataFrame) -> Cohort:
    """Return the cohort with a table replaced, which counts as recorded from now on.

    Parameters
    ----------
    cohort : Cohort
    table : TableName
    rows : DataFrame
        As from ``apply_schema``, with any index.

    Returns
    -------
    Cohort
    """
    # A table that had no file is recorded from its first row on.
    new = {table: rows.reset_index(drop=True), "recorded": cohort.recorded | {table}}
    return replace(cohort, **cast("dict[str, Any]", new))


def drop_patient(rows: pd.DataFrame, patient_id: str) -> pd.DataFrame:
    """Return the rows of all patients but one.

    Parameters
    ----------
    rows : DataFrame
        Any table of a cohort.
    patient_id : str

    Returns
    -------
    DataFrame
        With a new index from 0.
    """
    return rows[rows["patient_id"] != patient_id].reset_index(drop=True)
