"""What has changed between two readings of the same files, patient by patient."""

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
    """One thing that is not what it was.

    Attributes
    ----------
    kind : {"added", "removed", "changed"}
        A row that is new, one that is gone, or a cell with another value.
    patient_id : str
        Whose it is.
    table : Table
        Where it stands in the cohort.
    column : str
        The column's title; empty for a whole row.
    was, now : str
        The cell before and after, as it is written on screen; empty for a whole row.
    """

    kind: Kind
    patient_id: str
    table: TableName
    column: str = ""
    was: str = ""
    now: str = ""


def differences(old: Cohort, new: Cohort) -> tuple[Difference, ...]:
    """Return what has changed, the tables in their order, patients in the order of the files.

    Rows of one patient in a table are taken in their order: the second rating of a patient is
    compared with the patient's second rating.
    """
    found = [one for table in TABLES for one in _in_table(old, new, table)]
    # A patient who came or went says it all; the ratings that came along need no line each.
    whole = {(one.kind, one.patient_id) for one in found if one.table == "patients"}
    return tuple(
        one
        for one in found
        if one.table == "patients" or one.column or (one.kind, one.patient_id) not in whole
    )


def patients_changed(found: tuple[Difference, ...]) -> int:
    """Return how many patients the differences are about."""
    return len({one.patient_id for one in found})


def _in_table(old: Cohort, new: Cohort, table: TableName) -> Iterator[Difference]:
    before, after = _numbered(old.table(table), _WAS), _numbered(new.table(table), _NOW)
    both = before.merge(after, on=_KEYS, how="outer", indicator=True, sort=False)
    sides: tuple[tuple[str, Kind], ...] = (("left_only", "removed"), ("right_only", "added"))
    for side, kind in sides:
        for who in both.loc[both["_merge"] == side, "patient_id"]:
            yield Difference(kind, str(who), table)
    shared = both[both["_merge"] == "both"]
    declared = {field.key: field for field in get_fields(table)}
    for name in dict.fromkeys((*old.table(table).columns, *new.table(table).columns)):
        if name != "patient_id":
            yield from _in_column(shared, table, str(name), declared.get(str(name)))


def _in_column(
    shared: pd.DataFrame, table: TableName, name: str, field: Field | None
) -> Iterator[Difference]:
    was, now = _side(shared, name + _WAS), _side(shared, name + _NOW)
    same = (was == now).fillna(False).astype(bool) | (was.isna() & now.isna())
    title = _(field.title) if field else name
    who = shared["patient_id"]
    for patient, one, other in zip(who[~same], was[~same], now[~same], strict=True):
        yield Difference("changed", str(patient), table, title, _written(one), _written(other))


def _side(shared: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Return a column as it was or is, empty where that reading had none."""
    column = shared[name] if name in shared else pd.Series(None, shared.index, dtype=object)
    return column.astype(object)


def _numbered(rows: pd.DataFrame, suffix: str) -> pd.DataFrame:
    """Return a table whose rows are numbered within each patient, and its columns marked."""
    marked = rows.rename(columns={c: f"{c}{suffix}" for c in rows.columns if c != "patient_id"})
    return marked.assign(**{_ROW: rows.groupby("patient_id").cumcount()})


def _written(value: Any) -> str:
    if pd.isna(value):
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return bare(value) if isinstance(value, float) else str(value)
