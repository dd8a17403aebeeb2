"""The cohort: five tables that share the patient's id.

The tables are pandas frames with declared columns; a file's further columns stay with the patient.
A cohort is never changed in place: an edit makes another one, on which undo and the history are
based.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd

from ketgui.domain.fields import TABLES, FieldKind, TableName, get_fields

_DTYPES: dict[FieldKind, Any] = {
    "id": "str",
    "text": "str",
    "choice": "str",
    "number": "float64",
    # A whole number may be missing, which numpy's integers cannot represent.
    "integer": "float64",
    "date": "datetime64[us]",
    "yes_no": "boolean",
}


@dataclass(frozen=True)
class Source:
    """A file the cohort was read from: its name, without folders, and its SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Exclusion:
    """A patient whom the user excluded from the cohort, and why."""

    patient_id: str
    reason: str


CorrectionKind = Literal["corrected", "missing", "removed"]


@dataclass(frozen=True)
class Correction:
    """What the user changed of the data before the analysis, and why; not in which patient.

    Attributes
    ----------
    kind : {"corrected", "missing", "removed"}
        A value was corrected or treated as missing, or a row was left out.
    reason : str
        In the user's words; may be empty.
    table : str
        Key of the table of the cohort that was edited; empty where a file's cell was.
    column : str
        Key of the column, or the file's header; empty for a row.
    old, new : str
        The value before and after; empty for none, and for a row.
    """

    kind: CorrectionKind
    reason: str = ""
    table: str = ""
    column: str = ""
    old: str = ""
    new: str = ""


def make_empty_table(table: TableName) -> pd.DataFrame:
    """Return a table with its declared columns and no row.

    Parameters
    ----------
    table : TableName
        A key of ``fields.TABLES``.

    Returns
    -------
    DataFrame

    Examples
    --------
    >>> len(make_empty_table("infusions"))
    0
    """
    return apply_schema(table, pd.DataFrame())


def apply_schema(table: TableName, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the declared columns in order and type, further columns after them.

    Parameters
    ----------
    table : TableName
        A key of ``fields.TABLES``.
    rows : DataFrame
        Any of the declared columns, and others; a declared column that is absent is added empty.

    Returns
    -------
    DataFrame
        As many rows, with a new index from 0.

    Raises
    ------
    ValueError
        If a cell cannot be of its column's declared type.

    Examples
    --------
    >>> patients = apply_schema("patients", pd.DataFrame({"ward": ["A"], "patient_id": ["P01"]}))
    >>> list(patients.columns)[0], list(patients.columns)[-1], patients["age"].tolist()
    ('patient_id', 'ward', [nan])
    """
    # Rows are matched by position: an index of the file's own would misalign the columns below.
    rows = rows.reset_index(drop=True)
    columns: dict[str, pd.Series[Any]] = {
        field.key: rows[field.key].astype(_DTYPES[field.kind])
        if field.key in rows
        else _make_empty_column(_DTYPES[field.kind], len(rows))
        for field in get_fields(table)
    }
    # What the user recorded besides the declared columns is kept: it may be a group.
    further = {key: rows[key] for key in rows.columns if key not in columns}
    return pd.DataFrame(columns | further, index=rows.index, copy=False)


def find_dtypes(table: TableName, rows: pd.DataFrame) -> dict[str, str]:
    """Return the declared types of those columns of a table that `rows` has."""
    return {field.key: _DTYPES[field.kind] for field in get_fields(table) if field.key in rows}


def _make_empty_column(dtype: str, rows: int) -> pd.Series[Any]:
    """Return a column without values; whatever its length, it takes the memory of one cell."""
    if dtype == "str":
        # One cell is broadcast over all rows: most columns of a large cohort are empty.
        cell = np.array(np.nan, np.object_)
        text = pd.StringDtype("python", na_value=np.nan)
        array = pd.arrays.StringArray(np.broadcast_to(cell, rows), dtype=text)  # pyright: ignore[reportCallIssue]
        return pd.Series(array, copy=False)
    if dtype == "boolean":
        unknown = np.broadcast_to(np.True_, rows)
        return pd.Series(pd.arrays.BooleanArray(unknown, unknown), copy=False)
    cell = np.array("NaT" if dtype.startswith("datetime") else np.nan, dtype)
    return pd.Series(np.broadcast_to(cell, rows), copy=False)


@dataclass(frozen=True, eq=False)
class Cohort:
    """Patients, what they received and what was observed. Never changed in place.

    Attributes
    ----------
    patients : DataFrame, one row per enrolled patient
        Declared columns except the two scores, which become assessments; further columns as text.
    tms_courses, infusions, assessments, adverse_events : DataFrame
        Long tables; every ``patient_id`` is one of `patients`.
    sources : tuple of Source
        The files it came from.
    recorded : frozenset of Table
        The tables that the files held, including empty ones: an event table without rows means
        that there was no event, whereas a missing table means nothing.
    invented : bool
        Whether the patients are invented, which is shown wherever the cohort is.
    additions : tuple of str
        What of invented patients goes beyond the publication whose numbers they reproduce.
    excluded : tuple of Exclusion
        Patients in the files whom the user excluded: not enrolled, but counted in the flow.
    corrections : tuple of Correction
        What the user changed of the data, for the report.
    """

    patients: pd.DataFrame = field(default_factory=partial(make_empty_table, "patients"))
    tms_courses: pd.DataFrame = field(default_factory=partial(make_empty_table, "tms_courses"))
    infusions: pd.DataFrame = field(default_factory=partial(make_empty_table, "infusions"))
    assessments: pd.DataFrame = field(default_factory=partial(make_empty_table, "assessments"))
    adverse_events: pd.DataFrame = field(
        default_factory=partial(make_empty_table, "adverse_events")
    )
    sources: tuple[Source, ...] = ()
    recorded: frozenset[TableName] = frozenset()
    invented: bool = False
    additions: tuple[str, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def enrolled(self) -> int:
        """Number of enrolled patients: the denominator."""
        return len(self.patients)

    @property
    def name(self) -> str:
        """The files' names, for titles."""
        return " + ".join(source.name for source in self.sources)

    def get_table(self, name: TableName) -> pd.DataFrame:
        """Return one table by its declared name."""
        return getattr(self, name) if name in TABLES else make_empty_table(name)
