"""Who the patients are: ids that are missing, repeated or unknown."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ketgui.importing import layouts
from ketgui.importing.changes import Decision
from ketgui.importing.checks.cells import issue_at
from ketgui.importing.draft import Draft, Piece
from ketgui.importing.validation import Answer, Issue, about_file, few, shown
from ketgui.text import _, integer


def none(draft: Draft) -> Iterator[Issue]:
    """Say that there is no row."""
    if draft.tables and not any(len(piece) for piece in draft.pieces):
        table = draft.tables[0]
        yield about_file(
            "error",
            "no_rows",
            table.file,
            _("The table has a header and no row beneath it."),
            _("Fill in a row for each patient."),
            table.sheet,
        )


def enrolled(draft: Draft) -> set[str]:
    """Return the ids of the enrolled: those the patients' tables list, else all."""
    listed = [piece for piece in draft.of("patients") if len(piece)]
    return {str(id_) for piece in listed or draft.pieces for id_ in piece.ids} - {""}


def without_id(draft: Draft) -> Iterator[Issue]:
    """Name the rows without a patient's id."""
    for piece in _one_a_table(draft):
        known = piece.mapping.holding("patients.patient_id") or tuple(
            c for c in piece.mapping.columns if c.target and c.target.field == "patient_id"
        )
        if known:
            rows = np.flatnonzero(piece.ids == "")
            yield from few(
                issue_at(
                    piece, int(row), known[0], "patient_id", "error", "missing_id",
                    _("The row has no patient id."),
                    _("Write the patient's id into the row, or leave the row out."),
                    (_leave_out(piece, int(row)),),
                )
                for row in rows
            )  # fmt: skip


def _leave_out(piece: Piece, row: int) -> Answer:
    where = (piece.source.file, piece.source.sheet, int(piece.rows[row]))
    return Answer(_("Leave the row out"), Decision("leave_out", *where))


def _one_a_table(draft: Draft) -> list[Piece]:
    seen: dict[tuple[str, str], Piece] = {}
    for piece in draft.pieces:
        place = (piece.source.file, piece.source.sheet)
        if place not in seen or len(piece) > len(seen[place]):
            seen[place] = piece
    return list(seen.values())


def repeated(draft: Draft) -> Iterator[Issue]:
    """Name the ids that stand in two rows of a table with one row per patient."""
    for piece in draft.of("patients"):
        if not layouts.of_key(piece.mapping.layout).one_row:
            continue
        codes, ids = pd.factorize(piece.ids)
        counts = np.bincount(codes, minlength=len(ids))
        twice = (counts[codes] > 1) & (piece.ids != "")
        yield from few(_repeated_row(piece, int(row), codes) for row in np.flatnonzero(twice))


def _repeated_row(piece: Piece, row: int, codes: np.ndarray) -> Issue:
    others = piece.rows[(codes == codes[row]) & (np.arange(len(codes)) != row)]
    column = next(c for c in piece.mapping.columns if c.target and c.target.field == "patient_id")
    return issue_at(
        piece, row, column, "patient_id", "error", "repeated_id",
        _(
            "The id {id} stands in row {other} too; each patient has one row.",
            id=shown(str(piece.ids[row])),
            other=integer(int(others[0])),
        ),
        _("Correct the id, or leave one of the rows out."),
        (_leave_out(piece, row),),
    )  # fmt: skip


def unknown(draft: Draft) -> Iterator[Issue]:
    """Name the rows of patients whom the patients' table does not list."""
    if not any(len(piece) for piece in draft.of("patients")):
        return
    known = np.array(sorted(enrolled(draft)), np.object_)
    for piece in draft.pieces:
        if piece.table == "patients":
            continue
        strange = ~pd.Series(piece.ids).isin(known).to_numpy() & (piece.ids != "")
        column = next(
            (c for c in piece.mapping.columns if c.target and c.target.field == "patient_id"), None
        )
        yield from few(
            issue_at(
                piece, int(row), column, "patient_id", "error", "unknown_patient",
                _("The patient {id} is not in the patients’ table.", id=shown(str(piece.ids[row]))),
                _("Add the patient to the patients’ table, or correct the id."),
                (_leave_out(piece, int(row)),),
            )
            for row in np.flatnonzero(strange)
        )  # fmt: skip
