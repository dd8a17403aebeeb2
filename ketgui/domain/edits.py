"""What the user changed in a cohort after it was read: each edit is data, applied in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
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
        patient = self.values.get("patient_id")
        if patient not in set(cohort.patients["patient_id"]):
            raise EditError(_("There is no patient {patient}.", patient=patient))
        old = cohort.table(self.table)
        row = _row(self.table, self.values)
        return _with_table(cohort, self.table, pd.concat([old, row]) if len(old) else row)


@dataclass(frozen=True)
class RowChanged:
    """Values of one row set anew: `row` counts from 0 in the table as it stands by then."""

    action: ClassVar[Action] = "change_row"
    table: Table
    row: int
    values: Mapping[str, Value]

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort with the row's values replaced."""
        _known_columns(self.table, self.values)
        old = _holding(cohort, self.table, self.row)
        typed = _row(self.table, self.values)
        anew = old.iloc[[self.row]].assign(**{name: typed[name].array for name in self.values})
        new = pd.concat([old.iloc[: self.row], anew, old.iloc[self.row + 1 :]])
        return _with_table(cohort, self.table, new)


@dataclass(frozen=True)
class RowRemoved:
    """One row taken out, and why."""

    action: ClassVar[Action] = "remove_row"
    table: Table
    row: int
    reason: str

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort without the row."""
        old = _holding(cohort, self.table, self.row)
        return _with_table(cohort, self.table, old.drop(index=self.row))


@dataclass(frozen=True)
class PatientExcluded:
    """A patient left out of the cohort, and why; told in the flow of patients."""

    action: ClassVar[Action] = "exclude_patient"
    patient_id: str
    reason: str

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort without the patient, and with the exclusion."""
        if self.patient_id not in set(cohort.patients["patient_id"]):
            raise EditError(_("There is no patient {patient}.", patient=self.patient_id))
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
    plain: dict[str, Any] = {"action": edit.action, **asdict(edit)}
    values: dict[str, Value] = plain.get("values", {})
    if cleared := [name for name, value in values.items() if value is None]:
        plain["values"] = {name: value for name, value in values.items() if value is not None}
        plain["cleared"] = cleared
    return plain


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
        if not all(isinstance(value, _KINDS[name]) for name, value in given.items()):
            raise TypeError
        return kind(**given)
    except (TypeError, KeyError):
        raise EditError(_("The edit {name} is not whole.", name=kind.action)) from None


def _known_columns(table: Table, values: Mapping[str, Value]) -> None:
    if table not in TABLES:
        raise EditError(_("There is no table {name}.", name=table))
    if unknown := set(values) - {one.key for one in fields_of(table)}:
        raise EditError(_("There is no column {name}.", name=sorted(unknown)[0]))


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


def _holding(cohort: Cohort, table: Table, row: int) -> pd.DataFrame:
    old = cohort.table(table) if table in TABLES else empty_table("patients")
    if not 0 <= row < len(old):
        raise EditError(_("The table {name} has no row {row}.", name=table, row=row + 1))
    return old


def _with_table(cohort: Cohort, table: Table, rows: pd.DataFrame) -> Cohort:
    new = {table: conform(table, rows), "recorded": cohort.recorded | {table}}
    return replace(cohort, **cast("dict[str, Any]", new))


def _without(rows: pd.DataFrame, patient_id: str) -> pd.DataFrame:
    return rows[rows["patient_id"] != patient_id].reset_index(drop=True)
