"""Checked rows to a cohort: the last step, when no error is left."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.cohort import Cohort, Correction, Exclusion, Source, apply_schema
from ketgui.domain.fields import TABLES, TableName, get_fields
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.rows.items import add_totals, list_item_columns
from ketgui.importing.rows.rated_scales import find_scales
from ketgui.importing.rows.reading import Values

Texts = pd.api.extensions.ExtensionArray
_NO_ROWS = np.empty(0, np.intp)


def build(
    draft: Draft,
    sources: tuple[Source, ...],
    excluded: tuple[Exclusion, ...] = (),
    corrections: tuple[Correction, ...] = (),
) -> Cohort:
    """Return the cohort that checked rows make.

    Parameters
    ----------
    draft : Draft
        The rows, without errors.
    sources : tuple of Source
        The files that they were read from.
    excluded : tuple of Exclusion
        The patients whom the user left out; the draft no longer holds them.
    """
    ids = pd.array(draft.ids, dtype="str")
    frames: dict[TableName, pd.DataFrame] = {name: _make_frame(draft, name, ids) for name in TABLES}
    # The array without rows is there for cohorts whose files have no table of patients.
    rows = np.concatenate([*(piece.patient for piece in draft.of("patients")), _NO_ROWS])
    patients = _merge_patients(frames["patients"], frames, rows)
    return Cohort(
        patients=apply_schema("patients", patients),
        tms_courses=apply_schema("tms_courses", frames["tms_courses"]),
        infusions=apply_schema("infusions", frames["infusions"]),
        assessments=apply_schema("assessments", _drop_unscored(frames["assessments"])),
        adverse_events=apply_schema("adverse_events", frames["adverse_events"]),
        sources=sources,
        recorded=draft.recorded,
        excluded=excluded,
        corrections=corrections,
    )


def _make_frame(draft: Draft, name: TableName, ids: Texts) -> pd.DataFrame:
    frames = [_convert_piece(ids, add_totals(piece)) for piece in draft.of(name)]
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame({"patient_id": pd.Series(dtype="str")})
    return pd.concat(filled, ignore_index=True) if len(filled) > 1 else filled[0]


def _convert_piece(ids: Texts, piece: Piece) -> pd.DataFrame:
    items = list_item_columns(piece) if piece.table == "assessments" else ()
    declared = {*(field.key for field in get_fields(piece.table)), *items}
    columns: dict[str, object] = {"patient_id": ids.take(piece.patient)}
    if piece.table == "assessments":
        columns["scale"] = _keep_type(find_scales(piece))
    # The cohort keeps its declared fields, and of its patients every further column: a user may
    # group by it. What only helped to read a row, such as a visit's name, ends here.
    for key, values in piece.values.items():
        if key in columns:
            continue
        if key in declared:
            columns[key] = _keep_type(values)
        elif piece.table == "patients":
            columns[key] = values
    return pd.DataFrame(columns, copy=False)


def _keep_type(values: Values) -> pd.Series:
    """Return declared values as they are: the cohort looks at their type, once for each column."""
    return pd.Series(values, dtype=values.dtype, copy=False)


def _merge_patients(
    frame: pd.DataFrame, frames: dict[TableName, pd.DataFrame], patient: NDArray[np.intp]
) -> pd.DataFrame:
    """Return one row per patient, joined by id; where no table lists them, all ids there are."""
    if frame.empty:
        ids = pd.concat([other["patient_id"] for other in frames.values()])
        return pd.DataFrame({"patient_id": ids[ids != ""].unique()})
    # Most files give a patient one row.
    if np.bincount(patient, minlength=1).max() <= 1:
        return frame
    codes, patients = pd.factorize(patient)
    merged = {key: _take_first(values, codes, len(patients)) for key, values in frame.items()}
    return pd.DataFrame(merged, copy=False)


def _take_first(values: pd.Series, codes: NDArray[np.intp], patients: int) -> object:
    """Return of each patient the first value that is not missing.

    One row may have the age, another the sex; no two rows differ.
    """
    known = np.flatnonzero(values.notna())[::-1]
    first = np.full(patients, -1)
    # Written from the last row up, each patient's place holds what came first.
    first[codes[known]] = known
    return pd.api.extensions.take(values.array, first, allow_fill=True)


def _drop_unscored(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows without a score: a visit that was planned or missed is no rating."""
    if "score" not in frame:
        return frame.iloc[:0]
    rated = frame["score"].notna()
    return frame if rated.all() else frame[rated]
