"""What the user changed in a cohort after it was read: each edit is data, applied in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar, Literal, cast

import pandas as pd

from ketgui.domain.cohort import Cohort, Exclusion, conform, empty_table
from ketgui.domain.fields import TABLES, Field, Table, fields_of
from ketgui.text import _

Value = str | float | bool | None
Action = Literal["add_row", "change_row", "remove_row", "exclude_patient"]


class EditError(ValueError):
    """An edit that does not fit the cohort, in words for the user."""


@dataclass(frozen=True)
class RowAdded:
    """A row entered by hand: a patient's event, rating or infusion.

    `values` by column key; a date is an ISO text. What is not named is not recorded.
    """

    action: ClassVar[Action] = "add_row"
    table: Table
    values: Mapping[str, Value]

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort with the row at the end of its table."""
        _known_columns(self.table, self.values)
        _named(self.table, {one.key: None for one in fields_of(self.table)} | {**self.values})
        _is_patient(cohort, self.values.get("patient_id"))
        old = cohort.table(self.table)
        row = _row(self.table, self.values)
        return _with_table(cohort, self.table, pd.concat([old, row]) if len(old) else row)


@dataclass(frozen=True)
class RowChanged:
    """Values of one row set anew, and why where a reason was given.

    `row` is where it stood, counted from 0; `was` is what it held (``known_by``), by which it is
    found where rows have come or gone since. Without `was`, in older projects, its place alone
    says which it is.
    """

    action: ClassVar[Action] = "change_row"
    table: Table
    row: int
    values: Mapping[str, Value]
    was: Mapping[str, Value] = field(default_factory=dict[str, Value])
    reason: str = ""

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort with the row's values replaced."""
        _known_columns(self.table, self.values)
        _named(self.table, self.values)
        old = cohort.table(self.table)
        row = _place(cohort, self.table, self.row, self.was)
        if "patient_id" in self.values:
            _is_patient(cohort, self.values["patient_id"])
            if self.table == "patients" and self.values["patient_id"] != old["patient_id"][row]:
                raise EditError(_("A patient keeps the code that the file gives."))
        typed = _row(self.table, self.values)
        anew = old.iloc[[row]].assign(**{name: typed[name].array for name in self.values})
        return _with_table(
            cohort, self.table, pd.concat([old.iloc[:row], anew, old.iloc[row + 1 :]])
        )


@dataclass(frozen=True)
class RowRemoved:
    """One row taken out, and why; it is found as that of ``RowChanged``."""

    action: ClassVar[Action] = "remove_row"
    table: Table
    row: int
    reason: str
    was: Mapping[str, Value] = field(default_factory=dict[str, Value])

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort without the row."""
        if self.table == "patients":
            raise EditError(_("A patient is not removed but left out, with a reason."))
        row = _place(cohort, self.table, self.row, self.was)
        return _with_table(cohort, self.table, cohort.table(self.table).drop(index=row))


@dataclass(frozen=True)
class PatientExcluded:
    """A patient left out of the cohort, and why; told in the flow of patients."""

    action: ClassVar[Action] = "exclude_patient"
    patient_id: str
    reason: str

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort without the patient, and with the exclusion."""
        _is_patient(cohort, self.patient_id)
        if not self.reason.strip():
            raise EditError(_("An exclusion needs a reason; it is told in the report."))
        kept = {name: _without(cohort.table(name), self.patient_id) for name in TABLES}
        left_out = (*cohort.excluded, Exclusion(self.patient_id, self.reason))
        return replace(cohort, **cast("dict[str, Any]", kept), excluded=left_out)


Edit = RowAdded | RowChanged | RowRemoved | PatientExcluded
_EDITS: dict[str, type[Edit]] = {
    kind.action: kind for kind in (RowAdded, RowChanged, RowRemoved, PatientExcluded)
}


# What each part of an edit is, when it comes from a file.
_KINDS: dict[str, type] = {
    "table": str,
    "row": int,
    "values": Mapping,
    "was": Mapping,
    "patient_id": str,
    "reason": str,
}


def fitting(cohort: Cohort, edits: Iterable[Edit]) -> tuple[tuple[Edit, ...], int]:
    """Return the edits that fit another cohort, and how many do not."""
    kept: list[Edit] = []
    dropped = 0
    for edit in edits:
        try:
            cohort = edit.apply(cohort)
            kept.append(edit)
        except EditError:
            dropped += 1
    return tuple(kept), dropped


def edited(cohort: Cohort, edits: Iterable[Edit]) -> Cohort:
    """Return the cohort after `edits`, one after the other.

    Raises
    ------
    EditError
        If one does not fit: no such patient, row or column, or no reason given.
    """
    for edit in edits:
        cohort = edit.apply(cohort)
    return cohort


def as_dict(edit: Edit) -> dict[str, Any]:
    """Return an edit as plain values for a recipe; what it empties is named in ``cleared``."""
    parts: dict[str, Any] = {"action": edit.action, **asdict(edit)}
    values: dict[str, Value] = parts.get("values", {})
    if cleared := [name for name, value in values.items() if value is None]:
        parts["values"] = {name: value for name, value in values.items() if value is not None}
        parts["cleared"] = cleared
    return {name: value for name, value in parts.items() if value or name != "was"}


def from_dict(values: Mapping[str, Any]) -> Edit:
    """Return the edit that plain values describe.

    Raises
    ------
    EditError
        If they describe none.
    """
    kind = _EDITS.get(str(values.get("action")))
    if kind is None:
        raise EditError(_("There is no edit {name}.", name=values.get("action")))
    given = {name: value for name, value in values.items() if name not in ("action", "cleared")}
    try:
        if cleared := values.get("cleared"):
            given["values"] = {**given["values"], **dict.fromkeys(cleared)}
        if not all(_is_of_kind(value, _KINDS[name]) for name, value in given.items()):
            raise TypeError
        return kind(**given)
    except (TypeError, KeyError):
        raise EditError(_("The edit {name} is not whole.", name=kind.action)) from None


def _is_of_kind(part: Any, kind: type) -> bool:
    """Tell whether a part of an edit is of its kind; a cell's value is no list and no table."""
    if isinstance(part, Mapping):
        values: Iterable[Any] = cast("Mapping[str, Any]", part).values()
        return kind is Mapping and not any(isinstance(one, list | Mapping) for one in values)
    return isinstance(part, kind) and not isinstance(part, bool)


def _known_columns(table: Table, values: Mapping[str, Value]) -> None:
    if table not in TABLES:
        raise EditError(_("There is no table {name}.", name=table))
    if unknown := set(values) - {one.key for one in fields_of(table)}:
        raise EditError(_("There is no column {name}.", name=sorted(unknown)[0]))


def _is_patient(cohort: Cohort, patient: Value) -> None:
    if patient not in set(cohort.patients["patient_id"]):
        raise EditError(_("There is no patient {patient}.", patient=patient))


def _named(table: Table, values: Mapping[str, Value]) -> None:
    """See that what a row is called by, its patient and its event, is not empty."""
    for one in fields_of(table):
        is_name = one.required and one.kind in ("id", "text")
        if is_name and one.key in values and not str(values[one.key] or "").strip():
            raise EditError(_("{column} cannot be empty.", column=_(one.title)))


def _row(table: Table, values: Mapping[str, Value]) -> pd.DataFrame:
    for one in fields_of(table):
        _fits(one, values.get(one.key))
    try:
        return conform(table, pd.DataFrame([dict(values)]))
    except (ValueError, TypeError) as error:
        raise EditError(str(error)) from None


def _fits(one: Field, value: Value) -> None:
    if value is not None and one.choices and value not in {choice.key for choice in one.choices}:
        raise EditError(_("{column} cannot be “{value}”.", column=_(one.title), value=value))


def known_by(cohort: Cohort, table: Table, row: int, *also: str) -> dict[str, Value]:
    """Return what a row is known by: a patient's id and what `also` names; else all it holds.

    Values are as an edit names them: a date is an ISO text.
    """
    held = _held(cohort, table, row)
    if table != "patients":
        return held
    return {key: value for key, value in held.items() if key in ("patient_id", *also)}


def _held(cohort: Cohort, table: Table, row: int) -> dict[str, Value]:
    record = cohort.table(table).iloc[row]
    found = {one.key: plain(one, record[one.key]) for one in fields_of(table)}
    return {key: value for key, value in found.items() if value is not None}


def plain(field: Field, value: Any) -> Value:
    """Return a cell of the cohort as an edit names it: None where nothing is recorded."""
    if pd.isna(value):
        return None
    if field.kind in ("number", "integer"):
        return float(value)
    if field.kind == "yes_no":
        return bool(value)
    return value.date().isoformat() if field.kind == "date" else str(value)


def _place(cohort: Cohort, table: Table, row: int, was: Mapping[str, Value]) -> int:
    """Return where the row stands that was at `row` and held `was`."""
    rows = cohort.table(table) if table in TABLES else empty_table("patients")
    if not was:
        if 0 <= row < len(rows):
            return row
        raise EditError(_("The table {name} has no row {row}.", name=table, row=row + 1))
    of_patient = (rows["patient_id"] == was.get("patient_id")).to_numpy().nonzero()[0]
    # Of rows that are alike, the one that was meant.
    for place in sorted(of_patient.tolist(), key=lambda place: place != row):
        held = _held(cohort, table, place)
        if held == was or (table == "patients" and was.items() <= held.items()):
            return place
    raise EditError(
        _(
            "A row of {patient} in the table “{name}” is gone, or holds other values by now.",
            patient=was.get("patient_id"),
            name=_(TABLES[table]),
        )
    )


def _with_table(cohort: Cohort, table: Table, rows: pd.DataFrame) -> Cohort:
    new = {table: conform(table, rows), "recorded": cohort.recorded | {table}}
    return replace(cohort, **cast("dict[str, Any]", new))


def _without(rows: pd.DataFrame, patient_id: str) -> pd.DataFrame:
    return rows[rows["patient_id"] != patient_id].reset_index(drop=True)
