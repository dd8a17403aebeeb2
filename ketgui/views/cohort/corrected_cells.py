"""Which cells of a table on screen hold a corrected value, and what to say of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ketgui.domain.edit_rows import CellValue, EditError, find_row
from ketgui.domain.edits import RowChange
from ketgui.text import _, bare

if TYPE_CHECKING:
    from ketgui.domain.edits import CohortEdit
    from ketgui.domain.fields import TableName
    from ketgui.statistics.analysis import Analysis


def find_corrected_cells(
    analysis: Analysis, edits: Sequence[CohortEdit], table: TableName
) -> dict[tuple[int, str], str]:
    """Return what to say of each corrected cell of a table.

    Parameters
    ----------
    analysis : Analysis
    edits : sequence of CohortEdit
        Every change that the cohort has had.
    table : TableName

    Returns
    -------
    dict of (int, str) to str
        A sentence for each cell, by its row in the cohort's table and the key of its column. A
        score before or after is a cell of the patients, too.
    """
    cells: dict[tuple[int, str], str] = {}
    for change in edits:
        if not isinstance(change, RowChange):
            continue
        try:
            row = find_row(
                analysis.cohort, change.table, change.row, {**change.was, **change.values}
            )
        except EditError:
            # The row was changed again, and the newer change says more, or it was removed.
            continue
        for key in change.values:
            text = _describe(change, key)
            if change.table == table:
                cells[row, key] = text
            elif table == "patients" and change.table == "assessments" and key == "score":
                cells |= dict.fromkeys(_find_score_cells(analysis, row), text)
    return cells


def _describe(change: RowChange, key: str) -> str:
    old = change.was.get(key)
    words = _("Corrected; it was {old}.", old=_format_old(old))
    return f"{words} {change.reason}".strip()


def _format_old(old: CellValue) -> str:
    if old is None:
        return _("not recorded")
    return bare(old) if isinstance(old, float) else str(old)


def _find_score_cells(analysis: Analysis, row: int) -> list[tuple[int, str]]:
    """Return the cells of the patients' table that show the score of a rating."""
    ids = analysis.cohort.patients["patient_id"].tolist()
    return [
        (ids.index(patient), key)
        for rated, key in zip(analysis.study.ends, ("_before", "_after"), strict=True)
        for patient in rated.index[rated["row"] == row]
    ]
