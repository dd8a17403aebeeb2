"""Checked rows to a cohort: the last step, when nothing stands in the way."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ketgui.domain.cohort import Cohort, Exclusion, Source, apply_schema
from ketgui.domain.fields import TABLES, TableName, get_fields
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.rows.items import item_columns, with_totals
from ketgui.importing.rows.rated_scales import scales_of
from ketgui.importing.rows.reading import Values

Texts = pd.api.extensions.ExtensionArray
_NO_ROWS = np.empty(0, np.intp)


def build(
    draft: Draft,
    sources: tuple[Source, ...],
    excluded: tuple[Exclusion, ...] = (),
) -> Cohort:
    """Return the cohort that checked rows make."""
    ids = pd.array(draft.ids, dtype="str")
    frames: dict[TableName, pd.DataFrame] = {name: _frame(draft, name, ids) for name in TABLES}
    rows = [piece.patient for piece in draft.of("patients")]
    once = bool(np.bincount(np.concatenate([*rows, _NO_ROWS]), minlength=1).max() <= 1)
    patients = _patients(frames["patients"], frames, once)
    return Cohort(
        patients=apply_schema("patients", patients),
        tms_courses=apply_schema("tms_courses", frames["tms_courses"]),
        infusions=apply_schema("infusions", frames["infusions"]),
        assessments=apply_schema("assessments", _assessments(frames["assessments"])),
        adverse_events=apply_schema("adverse_events", frames["adverse_events"]),
        sources=sources,
        recorded=draft.recorded,
        excluded=excluded,
    )


def _frame(draft: Draft, name: TableName, ids: Texts) -> pd.DataFrame:
    frames = [_piece_frame(ids, with_totals(piece)) for piece in draft.of(name)]
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame({"patient_id": pd.Series(dtype="str")})
    return pd.concat(filled, ignore_index=True) if len(filled) > 1 else filled[0]


def _piece_frame(ids: Texts, piece: Piece) -> pd.DataFrame:
    items = item_columns(piece) if piece.table == "assessments" else ()
    declared = {*(field.key for field in get_fields(piece.table)), *items}
    columns: dict[str, object] = {"patient_id": ids.take(piece.patient)}
    if piece.table == "assessments":
        columns["scale"] = _plain(scales_of(piece))
    for key, values in piece.values.items():
        if key in columns:
            continue
        if key in declared:
            columns[key] = _plain(values)
        elif piece.table == "patients":
            columns[key] = values
    return pd.DataFrame(columns, copy=False)


def _plain(values: Values) -> pd.Series:
    """Return declared values as they are: their type is looked at once, when the cohort is made."""
    return pd.Series(values, dtype=values.dtype, copy=False)


def _patients(
    frame: pd.DataFrame, frames: dict[TableName, pd.DataFrame], once: bool
) -> pd.DataFrame:
    """Return one row per patient, joined by id; where no table lists them, all ids there are."""
    if frame.empty:
        ids = pd.concat([other["patient_id"] for other in frames.values()])
        return pd.DataFrame({"patient_id": ids[ids != ""].unique()})
    if once:
        return frame
    return frame.groupby("patient_id", sort=False, as_index=False).first()


def _assessments(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows without a score."""
    if "score" not in frame:
        return frame.iloc[:0]
    rated = frame["score"].notna()
    return frame if rated.all() else frame[rated]
