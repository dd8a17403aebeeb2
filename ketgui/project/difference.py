"""The differences between two imports of the same files, patient by patient."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from ketgui.domain.cohort import Cohort
from ketgui.domain.fields import TABLES, Field, TableName, get_fields
from ketgui.text import _, bare

Kind = Literal["added", "removed", "changed"]
_ROW = "_row"
_KEYS = ["patient_id", _ROW]
_WAS, _NOW = "|was", "|now"


@dataclass(frozen=True)
class Difference:
    """One difference between two cohorts.

    Attributes
    ----------
    kind : {"added", "removed", "changed"}
        A row that is new, one that is gone, or a cell with another value.
    patient_id : str
        The patient.
    table : TableName
        The table of the cohort.
    column : str
        The column's title; empty for a whole row.
    was, now : str
        The cell before and after, as shown on screen; empty for a whole row.
    """

    kind: Kind
    patient_id: str
    table: TableName
    column: str = ""
    was: str = ""
    now: str = ""


def find_differences(old: Cohort, new: Cohort) -> tuple[Difference, ...]:
    """Return the differences, table by table, patients in the order of the files.

    A patient's rows are compared in order: the second rating with the second rating.
    """
    changes = [change for table in TABLES for change in _compare_table(old, new, table)]
    # The rows of a patient who was added or removed need no line each.
    patients = {
        (change.kind, change.patient_id) for change in changes if change.table == "patients"
    }
    return tuple(
        change
        for change in changes
        if change.table == "patients"
        or change.column
        or (change.kind, change.patient_id) not in patients
    )


def count_changed_patients(differences: tuple[Difference, ...]) -> int:
    """Return the number of patients that the differences concern."""
    return len({difference.patient_id for difference in differences})


def _compare_table(old: Cohort, new: Cohort, table: TableName) -> Iterator[Difference]:
    before, after = (
        _number_rows(old.get_table(table), _WAS),
        _number_rows(new.get_table(table), _NOW),
    )
    # An outer join on patient and row number: what only one side has was added or removed.
    both = before.merge(after, on=_KEYS, how="outer", indicator=True, sort=False)
    sides: tuple[tuple[str, Kind], ...] = (("left_only", "removed"), ("right_only", "added"))
    for side, kind in sides:
        for patient_id in both.loc[both["_merge"] == side, "patient_id"]:
            yield Difference(kind, str(patient_id), table)
    shared = both[both["_merge"] == "both"]
    declared = {field.key: field for field in get_fields(table)}
    for name in dict.fromkeys((*old.get_table(table).columns, *new.get_table(table).columns)):
        if name != "patient_id":
            yield from _compare_column(shared, table, str(name), declared.get(str(name)))


def _compare_column(
    shared: pd.DataFrame, table: TableName, name: str, field: Field | None
) -> Iterator[Difference]:
    was, now = _get_column(shared, name + _WAS), _get_column(shared, name + _NOW)
    # Missing on both sides is equal, although a missing value does not equal itself.
    same = (was == now).fillna(False).astype(bool) | (was.isna() & now.isna())
    title = _(field.title) if field else name
    ids = shared["patient_id"]
    for patient_id, old, new in zip(ids[~same], was[~same], now[~same], strict=True):
        before, after = _format_value(old), _format_value(new)
        yield Difference("changed", str(patient_id), table, title, before, after)


def _get_column(shared: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Return a column before or after; empty where that import did not have it."""
    column = shared[name] if name in shared else pd.Series(None, shared.index, dtype=object)
    return column.astype(object)


def _number_rows(rows: pd.DataFrame, suffix: str) -> pd.DataFrame:
    """Return a table with rows numbered within each patient, and its columns marked."""
    marked = rows.rename(columns={c: f"{c}{suffix}" for c in rows.columns if c != "patient_id"})
    return marked.assign(**{_ROW: rows.groupby("patient_id").cumcount()})


def _format_value(value: Any) -> str:
    if pd.isna(value):
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return bare(value) if isinstance(value, float) else str(value)
