"""What changed from one import of a study to the next: patient by patient, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ketgui.domain.cohort import Cohort
from ketgui.domain.fields import TABLES, Table, fields_of
from ketgui.importing.importing import Import

# What tells the rows of one patient apart in a table; further rows alike are numbered.
_KEYS: dict[Table, tuple[str, ...]] = {
    "patients": (),
    "tms_courses": ("course_number",),
    "infusions": ("infusion_number",),
    "assessments": ("scale", "moment", "day"),
    "adverse_events": ("term", "infusion_number"),
}

_Row = dict[str, Any]
_Rows = dict[tuple[str, tuple[str, ...], int], _Row]


@dataclass(frozen=True)
class FieldChange:
    """One value that is not what it was.

    Attributes
    ----------
    table : Table
        The cohort's table.
    patient_id : str
        Whose.
    row : tuple of str
        What tells the row from the patient's others in that table: ("madrs", "after").
    field : str
        The column's key; empty where the whole row was added or removed.
    old, new : object
        The values, None where there is none.
    """

    table: Table
    patient_id: str
    row: tuple[str, ...]
    field: str
    old: Any = None
    new: Any = None


@dataclass(frozen=True)
class Difference:
    """What an import has that another has not.

    Attributes
    ----------
    added, removed : tuple of str
        Patients who are in the newer alone and in the older alone.
    changed : tuple of FieldChange
        Values of patients who are in both that are not alike.
    rows_added, rows_removed : tuple of FieldChange
        Rows of patients who are in both: a rating more, an event less.
    same_files : bool
        Whether both were read from files with the same hashes.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[FieldChange, ...] = ()
    rows_added: tuple[FieldChange, ...] = ()
    rows_removed: tuple[FieldChange, ...] = ()
    same_files: bool = False

    @property
    def empty(self) -> bool:
        """Whether the two hold the same."""
        return not (
            self.added or self.removed or self.changed or self.rows_added or self.rows_removed
        )

    @property
    def patients(self) -> tuple[str, ...]:
        """The patients in both of whom anything changed, each once."""
        touched = (*self.changed, *self.rows_added, *self.rows_removed)
        return tuple(dict.fromkeys(change.patient_id for change in touched))


def difference(old: Import | Cohort | None, new: Import | Cohort | None) -> Difference:
    """Return what changed; an import without a cohort counts as one without patients.

    Patients are paired by id, and their rows by what tells them apart (scale and moment, number
    of the infusion, term), never by the order of rows.
    """
    before, after = _cohort(old), _cohort(new)
    first, second = _ids(before), _ids(after)
    both = first.keys() & second.keys()
    changed: list[FieldChange] = []
    added: list[FieldChange] = []
    removed: list[FieldChange] = []
    for table in TABLES:
        was, now = (_rows(cohort, table, both) for cohort in (before, after))
        removed += [
            FieldChange(table, id_, key, "") for id_, key, n in was if (id_, key, n) not in now
        ]
        added += [
            FieldChange(table, id_, key, "") for id_, key, n in now if (id_, key, n) not in was
        ]
        for place in (place for place in was if place in now):
            changed += _changes(table, place[0], place[1], was[place], now[place])
    return Difference(
        tuple(id_ for id_ in second if id_ not in both),
        tuple(id_ for id_ in first if id_ not in both),
        tuple(changed),
        tuple(added),
        tuple(removed),
        _hashes(before) == _hashes(after) != frozenset(),
    )


def _cohort(source: Import | Cohort | None) -> Cohort:
    found = source.cohort if isinstance(source, Import) else source
    return found or Cohort()


def _ids(cohort: Cohort) -> dict[str, None]:
    return dict.fromkeys(str(id_) for id_ in cohort.patients["patient_id"])


def _hashes(cohort: Cohort) -> frozenset[str]:
    return frozenset(source.sha256 for source in cohort.sources)


def _rows(cohort: Cohort, table: Table, wanted: set[str]) -> _Rows:
    """Return the rows of the patients in question, by patient, key and place among their like."""
    frame = cohort.table(table)
    keys = [key for key in _KEYS[table] if key in frame.columns]
    found: _Rows = {}
    for record in frame[frame["patient_id"].isin(list(wanted))].to_dict("records"):
        row = {str(name): _plain(value) for name, value in record.items()}
        id_ = str(row.pop("patient_id"))
        key = tuple(_as_key(row[name]) for name in keys if row[name] is not None)
        place = 0
        while (id_, key, place) in found:
            place += 1
        found[id_, key, place] = row
    return found


def _plain(value: Any) -> Any:
    return None if pd.isna(value) else value


def _as_key(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _changes(
    table: Table, id_: str, key: tuple[str, ...], was: _Row, now: _Row
) -> Iterator[FieldChange]:
    declared = [field.key for field in fields_of(table)]
    for name in sorted({*was, *now}, key=lambda n: declared.index(n) if n in declared else 999):
        old, new = was.get(name), now.get(name)
        if old != new:
            yield FieldChange(table, id_, key, name, old, new)
