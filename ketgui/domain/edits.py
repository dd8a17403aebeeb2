"""What the user changes in a cohort after it is read: each edit is data, applied in order.

An edit names its row by what the row held and not by its position alone, so that edits still fit
when the same file comes back with rows added or moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar, Literal, cast

import pandas as pd

from ketgui.domain.cohort import Cohort, Exclusion, apply_schema, make_empty_table
from ketgui.domain.fields import TABLES, Field, TableName, get_fields
from ketgui.text import _

CellValue = str | float | bool | None
EditAction = Literal["add_row", "change_row", "remove_row", "exclude_patient"]


class EditError(ValueError):
    """An edit that does not fit the cohort, in words for the user."""


@dataclass(frozen=True)
class RowAddition:
    """A row entered by hand: a patient's event, rating or infusion.

    Attributes
    ----------
    table : TableName
        Where it goes.
    values : mapping of str to CellValue
        By column key; a date is an ISO text. What is not named is not recorded.
    """

    action: ClassVar[EditAction] = "add_row"
    table: TableName
    values: Mapping[str, CellValue]

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort with the row at the end of its table."""
        _check_columns(self.table, self.values)
        _check_names(
            self.table, {column.key: None for column in get_fields(self.table)} | {**self.values}
        )
        _check_patient(cohort, self.values.get("patient_id"))
        old = cohort.table(self.table)
        row = _make_row(self.table, self.values)
        return _replace_table(cohort, self.table, pd.concat([old, row]) if len(old) else row)


@dataclass(frozen=True)
class RowChange:
    """New values for one row, and why where a reason was given.

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
        _check_columns(self.table, self.values)
        _check_names(self.table, self.values)
        old = cohort.table(self.table)
        row = _find_row(cohort, self.table, self.row, self.was)
        if "patient_id" in self.values:
            _check_patient(cohort, self.values["patient_id"])
            # Every other table refers to the patient by this code.
            if self.table == "patients" and self.values["patient_id"] != old["patient_id"][row]:
                raise EditError(_("A patient keeps the code that the file gives."))
        # The row is typed as a table of one, so that the column keeps its type when it is put back.
        typed = _make_row(self.table, self.values)
        anew = old.iloc[[row]].assign(**{name: typed[name].array for name in self.values})
        return _replace_table(
            cohort, self.table, pd.concat([old.iloc[:row], anew, old.iloc[row + 1 :]])
        )


@dataclass(frozen=True)
class RowRemoval:
    """The removal of one row, and why; the row is found as that of ``RowChange``."""

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
        row = _find_row(cohort, self.table, self.row, self.was)
        return _replace_table(cohort, self.table, cohort.table(self.table).drop(index=row))


@dataclass(frozen=True)
class PatientExclusion:
    """The exclusion of a patient from the cohort, and why; the flow of patients reports it."""

    action: ClassVar[EditAction] = "exclude_patient"
    patient_id: str
    reason: str

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort without the patient, and with the exclusion."""
        _check_patient(cohort, self.patient_id)
        if not self.reason.strip():
            raise EditError(_("An exclusion needs a reason; it is told in the report."))
        # Every table loses the patient, else an event of nobody would be counted.
        kept = {name: _drop_patient(cohort.table(name), self.patient_id) for name in TABLES}
        left_out = (*cohort.excluded, Exclusion(self.patient_id, self.reason))
        return replace(cohort, **cast("dict[str, Any]", kept), excluded=left_out)


CohortEdit = RowAddition | RowChange | RowRemoval | PatientExclusion
_EDITS: dict[str, type[CohortEdit]] = {
    kind.action: kind for kind in (RowAddition, RowChange, RowRemoval, PatientExclusion)
}


# What each part of an edit is, when it comes from a file.
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
    kept: list[CohortEdit] = []
    dropped = 0
    for edit in edits:
        try:
            cohort = edit.apply(cohort)
            kept.append(edit)
        except EditError:
            dropped += 1
    return tuple(kept), dropped


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
    >>> patients = apply_schema("patients", pd.DataFrame({"patient_id": ["P01", "P02"]}))
    >>> after = apply_edits(Cohort(patients), [PatientExclusion("P02", "withdrew consent")])
    >>> after.enrolled, after.excluded[0].reason
    (1, 'withdrew consent')
    """
    for edit in edits:
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
    given = {name: value for name, value in values.items() if name not in ("action", "cleared")}
    try:
        if cleared := values.get("cleared"):
            given["values"] = {**given["values"], **dict.fromkeys(cleared)}
        if not all(_has_type(value, _PART_TYPES[name]) for name, value in given.items()):
            raise TypeError
        return kind(**given)
    except (TypeError, KeyError):
        raise EditError(_("The edit {name} is not whole.", name=kind.action)) from None


def _has_type(part: Any, kind: type) -> bool:
    """Tell whether a part of an edit is of its kind; a cell's value is no list and no table."""
    if isinstance(part, Mapping):
        values: Iterable[Any] = cast("Mapping[str, Any]", part).values()
        return kind is Mapping and not any(isinstance(value, list | Mapping) for value in values)
    # A bool is an int to Python, but no row number.
    return isinstance(part, kind) and not isinstance(part, bool)


def _check_columns(table: TableName, values: Mapping[str, CellValue]) -> None:
    if table not in TABLES:
        raise EditError(_("There is no table {name}.", name=table))
    if unknown := set(values) - {column.key for column in get_fields(table)}:
        raise EditError(_("There is no column {name}.", name=sorted(unknown)[0]))


def _check_patient(cohort: Cohort, patient: CellValue) -> None:
    if patient not in set(cohort.patients["patient_id"]):
        raise EditError(_("There is no patient {patient}.", patient=patient))


def _check_names(table: TableName, values: Mapping[str, CellValue]) -> None:
    """See that what a row is called by, its patient and its event, is not empty."""
    for column in get_fields(table):
        is_name = column.required and column.kind in ("id", "text")
        if is_name and column.key in values and not str(values[column.key] or "").strip():
            raise EditError(_("{column} cannot be empty.", column=_(column.title)))


def _make_row(table: TableName, values: Mapping[str, CellValue]) -> pd.DataFrame:
    for column in get_fields(table):
        _check_choice(column, values.get(column.key))
    try:
        return apply_schema(table, pd.DataFrame([dict(values)]))
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
    """Return the values that identify a row, as an edit keeps them in ``was``.

    Parameters
    ----------
    cohort : Cohort
    table : TableName
    row : int
        Its position, counted from 0.
    *also : str
        Of a patient, the columns to keep beside the id.

    Returns
    -------
    dict of str to CellValue
        Of a patient the id and the columns in `also`; of any other row all that is recorded. A date
        is an ISO text.
    """
    held = _read_row(cohort, table, row)
    if table != "patients":
        return held
    return {key: value for key, value in held.items() if key in ("patient_id", *also)}


def _read_row(cohort: Cohort, table: TableName, row: int) -> dict[str, CellValue]:
    record = cohort.table(table).iloc[row]
    cells = {column.key: to_edit_value(column, record[column.key]) for column in get_fields(table)}
    return {key: value for key, value in cells.items() if value is not None}


def to_edit_value(field: Field, value: Any) -> CellValue:
    """Return a cell of the cohort as an edit writes it.

    Parameters
    ----------
    field : Field
        The cell's column.
    value : Any
        As it stands in the table.

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


def _find_row(cohort: Cohort, table: TableName, row: int, was: Mapping[str, CellValue]) -> int:
    """Return where the row stands that was at `row` and held `was`."""
    rows = cohort.table(table) if table in TABLES else make_empty_table("patients")
    if not was:
        if 0 <= row < len(rows):
            return row
        raise EditError(_("The table {name} has no row {row}.", name=table, row=row + 1))
    # Rows move when a file comes back longer, but they stay with their patient.
    of_patient = (rows["patient_id"] == was.get("patient_id")).to_numpy().nonzero()[0]
    # Of rows that are alike, the one that was meant.
    for position in sorted(of_patient.tolist(), key=lambda position: position != row):
        held = _read_row(cohort, table, position)
        if held == was or (table == "patients" and was.items() <= held.items()):
            return position
    raise EditError(
        _(
            "A row of {patient} in the table “{name}” is gone, or holds other values by now.",
            patient=was.get("patient_id"),
            name=_(TABLES[table]),
        )
    )


def _replace_table(cohort: Cohort, table: TableName, rows: pd.DataFrame) -> Cohort:
    # A table that had no file is recorded from its first row on.
    new = {table: apply_schema(table, rows), "recorded": cohort.recorded | {table}}
    return replace(cohort, **cast("dict[str, Any]", new))


def _drop_patient(rows: pd.DataFrame, patient_id: str) -> pd.DataFrame:
    return rows[rows["patient_id"] != patient_id].reset_index(drop=True)
