"""Replaces ids in the tables themselves, so that a study holds none of the old ones."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import replace

from ketgui.importing.mapping.mapping import Mapping
from ketgui.importing.rows.decisions import apply_decisions
from ketgui.importing.rows.draft import Draft
from ketgui.importing.rows.drafting import make_draft
from ketgui.importing.rows.summary_rows import leave_out_summaries
from ketgui.importing.tables.text_table import CodedText, TextTable

# File, sheet and letter of a column, and the id of a patient in each of its rows.
_Columns = dict[tuple[str, str, str], dict[int, str]]


def replace_ids_in_tables(
    tables: Sequence[TextTable],
    mapping: Mapping,
    pseudonyms: Sequence[tuple[str, str]],
    excluded: Sequence[str],
) -> tuple[tuple[TextTable, ...], Mapping]:
    """Return tables in which the new ids stand, and the mapping that keeps them.

    Parameters
    ----------
    tables : sequence of TextTable
        As they were read.
    mapping : Mapping
        Under which the ids were replaced.
    pseudonyms : sequence of (str, str)
        New id and old of each patient.
    excluded : sequence of str
        The new ids of the excluded patients, in the order in which they were excluded.

    Returns
    -------
    tables : tuple of TextTable
        A cell in a column of ids that names no patient is empty.
    mapping : Mapping
        Which keeps ids as they are; its decisions on cells of ids are carried out.
    """
    corrected, _stale = apply_decisions(tables, mapping)
    columns = _find_ids(corrected, mapping, {old: new for new, old in pseudonyms}, excluded)
    # A decision about a cell of ids quotes the old id, and has been carried out already.
    places = set(columns)
    others = tuple(d for d in mapping.decisions if (d.file, d.sheet, d.column) not in places)
    # Without its word, a row of totals would be a patient.
    without = (_leave_out_summaries(table, mapping) for table in tables)
    replaced = tuple(_replace_columns(table, columns) for table in without)
    return replaced, replace(mapping, ids="keep", decisions=others)


def _leave_out_summaries(table: TextTable, mapping: Mapping) -> TextTable:
    table_mapping = mapping.find_table(table.file, table.sheet)
    return leave_out_summaries(table, table_mapping, mapping)[0] if table_mapping else table


def _find_ids(
    tables: Sequence[TextTable],
    mapping: Mapping,
    new_ids: Dictionary[str, str],
    excluded: Sequence[str],
) -> _Columns:
    draft = make_draft(tuple(tables), mapping)
    renamed = _rename_excluded(draft, excluded)
    columns: _Columns = {}
    # Ids are looked for as the import reads them, by row: an id may be written in several ways,
    # and each table may have a column of them.
    for piece in draft.pieces:
        for column in piece.mapping.columns:
            if column.target and column.target.field == "patient_id":
                address = (piece.source.file, piece.source.sheet, column.column)
                ids = columns.setdefault(address, {})
                for row, code in zip(piece.rows.tolist(), piece.patient.tolist(), strict=True):
                    if code >= 0:
                        ids[row] = renamed.get(code) or new_ids[str(draft.ids[code])]
    return columns


def _rename_excluded(draft: Draft, excluded: Sequence[str]) -> dict[int, str]:
    """Return the new id of each excluded patient, who were numbered in the decisions' order."""
    codes: dict[int, None] = {}
    for piece in draft.pieces:
        source = piece.source
        for decision in draft.mapping.decisions:
            is_here = (decision.file, decision.sheet) == (source.file, source.sheet)
            if decision.action == "exclude" and is_here:
                named = piece.patient[piece.rows == decision.row].tolist()
                codes |= dict.fromkeys(code for code in named if code >= 0)
    return dict(zip(codes, excluded, strict=False))


def _replace_columns(table: TextTable, columns: _Columns) -> TextTable:
    cells = list(table.columns)
    for index, letter in enumerate(table.letters):
        ids = columns.get((table.file, table.sheet, letter))
        if ids is not None:
            # A blank cell stays blank; its row may have been numbered as a patient.
            filled = table.columns[index].each(bool)[table.columns[index].codes]
            new_ids = [
                ids.get(int(row), "") if is_filled else ""
                for row, is_filled in zip(table.rows, filled, strict=True)
            ]
            cells[index] = CodedText.of(new_ids)
    return replace(table, columns=tuple(cells))
