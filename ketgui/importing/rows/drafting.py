"""Mapped tables become rows of the cohort's tables, nothing of them judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from ketgui.domain.fields import TableName, get_fields
from ketgui.domain.folding import fold
from ketgui.importing.mapping.mapping import (
    ColumnMapping,
    Mapping,
    ReadingRule,
    TableMapping,
)
from ketgui.importing.recognition import layouts
from ketgui.importing.recognition.layouts import Layout
from ketgui.importing.recognition.rules import NEITHER
from ketgui.importing.rows.alike_ids import ROW_PREFIX, fold_ids
from ketgui.importing.rows.draft import Draft, Piece, Rows, find_blank_words
from ketgui.importing.rows.reading import ReadColumn, Values, read_column, read_severities
from ketgui.importing.rows.shaping import (
    convert_units,
    keep_peaks,
    split_dates,
    split_events,
    split_pressures,
)
from ketgui.importing.rows.summary_rows import SummaryRow, leave_out_summaries
from ketgui.importing.tables.text_table import CodedText, Mask, TextTable, Words
from ketgui.importing.vocabulary.targets import (
    INFUSION,
    ITEM,
    OTHER,
    PART,
    PRESENT,
    PRESSURE_BEFORE,
    PRESSURE_PEAK,
    UNIT,
    Target,
)
from ketgui.importing.vocabulary.timepoints import read_header
from ketgui.importing.vocabulary.words import is_total, tidy_words


def make_draft(tables: tuple[TextTable, ...], mapping: Mapping) -> Draft:
    """Read every used table as its mapping says.

    Parameters
    ----------
    tables : tuple of TextTable
        The text of the files, corrected by the user's decisions.
    mapping : Mapping
        What each table and column holds; tables that it does not use are left out.
    """
    used: list[tuple[TextTable, TableMapping]] = []
    summaries: list[SummaryRow] = []
    for table in tables:
        if table_mapping := _get_used_mapping(table, mapping):
            table, left_out = leave_out_summaries(table, table_mapping, mapping)
            used.append((table, table_mapping))
            summaries += left_out
    ids, patients = _number_ids(
        [_get_id_cells(table, table_mapping) for table, table_mapping in used]
    )
    if mapping.spelling == "one":
        ids, patients = _join_alike_ids(ids, patients)
    pieces: list[Piece] = []
    recorded: set[TableName] = set()
    for (table, table_mapping), patient in zip(used, patients, strict=True):
        new = list(_make_pieces(table, table_mapping, patient))
        pieces += new
        # An empty list of adverse events says that there was none; no list says nothing.
        recorded.add(layouts.get_layout(table_mapping.layout).table)
        recorded.update(piece.table for piece in new)
    pieces = keep_peaks(pieces)
    sources = tuple(table for table, _mapping in used)
    return Draft(sources, mapping, tuple(pieces), ids, frozenset(recorded), tuple(summaries))


def _get_used_mapping(table: TextTable, mapping: Mapping) -> TableMapping | None:
    table_mapping = mapping.find_table(table.file, table.sheet)
    if (
        table_mapping is None
        or not table_mapping.used
        or table_mapping.layout == layouts.UNUSED.key
    ):
        return None
    return table_mapping


def _number_ids(ids: list[CodedText]) -> tuple[Words, list[Rows]]:
    """Return the distinct ids of all tables, and which one each row of each table has."""
    if len(ids) == 1 and (alone := _reuse_codes(ids[0])) is not None:
        return alone
    # Words that no row holds any more, since a correction replaced them, name no patient.
    used = [cells.used for cells in ids]
    words = [tidy_words(cells)[is_used] for cells, is_used in zip(ids, used, strict=True)]
    whole = np.concatenate([*words, np.empty(0, np.object_)])
    # pandas numbers a missing value -1, as a row without a patient is numbered here.
    whole[whole == ""] = None
    codes, distinct = pd.factorize(whole)
    # From a row to its word, from the word to its place among the used words of its table, and
    # from there to the number that it has among the words of all tables.
    starts = np.cumsum([0, *(len(block) for block in words)])
    patients = [
        codes[start : start + len(block)][(np.cumsum(is_used) - 1)[cells.codes]]
        for start, block, is_used, cells in zip(starts, words, used, ids, strict=False)
    ]
    return np.asarray(distinct, np.object_), patients


def _join_alike_ids(ids: Words, patients: list[Rows]) -> tuple[Words, list[Rows]]:
    """Make one patient of ids that are one id in several spellings, written as the first one."""
    codes, _distinct = pd.factorize(np.array(fold_ids(ids), np.object_))
    first = np.unique(codes, return_index=True)[1] if len(codes) else codes
    # Indexed by -1, the last place answers for a row without a patient.
    joined = np.append(codes, -1)
    return ids[first], [joined[rows] for rows in patients]


def _reuse_codes(cells: CodedText) -> tuple[Words, list[Rows]] | None:
    """Return what `_number_ids` does where the column's own codes number the ids as they stand."""
    words = tidy_words(cells)
    # Only a column whose words changed in tidying, or lack one, needs to be numbered anew.
    if words is not cells.words or not cells.distinct or "" in words:
        return None
    # Words that no row holds are passed over, so that the ids are numbered without gaps.
    is_used = cells.used
    places = np.cumsum(is_used) - 1
    return words[is_used], [places[cells.codes]]


def _get_id_cells(table: TextTable, mapping: TableMapping) -> CodedText:
    """Return the patients' ids; where a row of a patients' table has none, its number is it."""
    column = next((c for c in mapping.columns if c.target and c.target.field == "patient_id"), None)
    if column is None:
        cells = CodedText.of([""] * len(table))
    else:
        cells = table.columns[table.letters.index(column.column)]
    # A row of ratings without an id may be anybody's; a row of patients is one patient.
    if not layouts.get_layout(mapping.layout).one_row:
        return cells
    for row in np.flatnonzero(cells.rows_with(find_blank_words(cells))):
        cells = cells.with_cell(int(row), f"{ROW_PREFIX}{table.rows[row]}")
    return cells


def _make_pieces(table: TextTable, mapping: TableMapping, patient: Rows) -> Iterator[Piece]:
    """Yield the rows of a table, one piece for each thing that its headers tell about columns.

    "MADRS before" and "MADRS after" of one row are two ratings, so that the columns are grouped by
    the cohort's table and what the header gives: scale, moment, infusion.
    """
    groups: dict[tuple[TableName, Given], list[ColumnMapping]] = {}
    for column in mapping.columns:
        if column.target and column.target.field != "patient_id":
            column = keep_as_category(column)
            target = column.target
            assert target is not None
            # The number of an item is no circumstance of a rating: all items are one rating.
            given = tuple(g for g in target.given if g[0] not in ("item", "of"))
            groups.setdefault((target.table, given), []).append(column)
    # A list of patients may hold nothing but their ids.
    if layouts.get_layout(mapping.layout).table == "patients":
        groups.setdefault(("patients", ()), [])
    for (name, given), columns in groups.items():
        if not _has_own_rows(name, given, columns, groups):
            continue
        # The event that REDCap names in each row is a rating only where a score is beside it.
        fields = {column.target.field for column in columns if column.target}
        if mapping.layout == "redcap" and name == "assessments" and fields == {"moment"}:
            continue
        # A date for all scales belongs to the ratings of each of them.
        shared = [
            column
            for (other, wider), others in groups.items()
            if other == name and wider != given and set(wider) < set(given)
            if not _has_values(name, others)
            for column in others
        ]
        yield _make_piece(table, mapping, name, patient, given, columns, shared)


Given = tuple[tuple[str, str], ...]


def keep_as_category(column: ColumnMapping) -> ColumnMapping:
    """Return a patients' column whose codes nobody explained as a category, until they are."""
    if column.question == "coding" and column.target and column.target.table == "patients":
        return replace(column, target=Target("patients", OTHER), rule=ReadingRule(), question="")
    return column


def _has_own_rows(
    name: TableName,
    given: Given,
    columns: list[ColumnMapping],
    groups: dict[tuple[TableName, Given], list[ColumnMapping]],
) -> bool:
    """Tell whether columns hold rows of their own, and not only the circumstances of others."""
    narrower = any(
        other == name and set(given) < set(further) for other, further in groups if name in _SHARING
    )
    return not narrower or _has_values(name, columns)


_SHARING: frozenset[TableName] = frozenset({"assessments", "infusions"})


def _has_values(name: TableName, columns: list[ColumnMapping]) -> bool:
    """Tell whether columns hold what a row is about: a score or a dose."""
    own = {column.target.field for column in columns if column.target}
    return bool(own & {"score", ITEM, "dose_mg", "dose_mg_per_kg"})


def _make_piece(
    table: TextTable,
    mapping: TableMapping,
    name: TableName,
    patient: Rows,
    given: Given,
    own: list[ColumnMapping],
    shared: list[ColumnMapping],
) -> Piece:
    """Read columns into rows of one cohort table; `shared` are columns of several such pieces."""
    values: dict[str, Values] = {}
    unread: dict[str, Mask] = {}
    columns: dict[str, ColumnMapping] = {}
    filled = np.zeros(len(table), np.bool_)
    proof = _find_proof(name, layouts.get_layout(mapping.layout), own)
    for column in (*own, *shared):
        assert column.target is not None
        read = read_column(table.columns[table.letters.index(column.column)], column, column.target)
        key = _name_values(column.target, column)
        if key == "moment":
            read = _take_days(table, column, read, values)
        values[key], unread[key], columns[key] = read.values, read.unread, column
        if key == PRESENT:
            cells = table.columns[table.letters.index(column.column)]
            severities = read_severities(cells, column)
            values |= {} if severities is None else {"severity": severities}
        # A row without any of these cells is none: that visit did not take place.
        if column in own and column.target.field in proof:
            filled |= read.filled
    for key, word in given:
        values.setdefault(key, _repeat(name, key, word, len(table)))
    if PART in values:
        # A row for each item and one for the total: the totals are the ratings.
        kinds = table.columns[table.letters.index(columns.pop(PART).column)]
        filled &= kinds.rows_with(kinds.each(is_total).astype(np.bool_))
        del values[PART], unread[PART]
    convert_units(name, values, unread)
    split_pressures(values, unread, columns)
    piece = Piece(name, table, mapping, np.arange(len(table)), patient, values, unread, columns)
    return split_dates(split_events(piece if name == "patients" else piece.take(filled)))


# What says when or where of a row, and makes no row by itself.
_CIRCUMSTANCES = frozenset(
    {"moment", "date", "day", "scale", "infusion_number", UNIT, PART, INFUSION}
)
# A weight or a pressure may be measured at any visit: it proves no infusion.
_NO_INFUSION = frozenset(
    {"weight_kg", "systolic_before", "systolic_peak", "diastolic_before", "diastolic_peak",
     "cadss", UNIT, PRESSURE_BEFORE, PRESSURE_PEAK}
)  # fmt: skip
_NUMBERS = frozenset({"day", "infusion_number", "minutes"})


def _find_proof(name: TableName, layout: Layout, own: list[ColumnMapping]) -> set[str]:
    """Return the fields whose cells prove that a row of the table is there."""
    fields = {column.target.field for column in own if column.target}
    if name == "infusions":
        # The rows of a list of infusions are infusions, whatever is known of each.
        # A number alone may count another form: it proves no infusion where more could.
        proof = fields - _NO_INFUSION
        return fields if layout.table == "infusions" else proof - {"infusion_number"} or proof
    return fields - _CIRCUMSTANCES or (fields if len(own) == 1 else set())


def _name_values(target: Target, column: ColumnMapping) -> str:
    if target.field == ITEM:
        return f"item_{target.of('item')}"
    if target.field == UNIT:
        return f"{UNIT}_{target.of('of')}"
    if target.field != OTHER:
        return target.field
    # A column kept for grouping must not pass for the field that it is called after.
    declared = {field.key for field in get_fields("patients")}
    return f"{column.header} ({column.column})" if column.header in declared else column.header


def _repeat(table: TableName, key: str, word: str, n: int) -> Values:
    if key in _NUMBERS:
        return np.full(n, float(word))
    if key == "serious":
        return np.full(n, word == "yes", np.object_)
    # One word for all rows takes no room of its own.
    return np.broadcast_to(np.array(word, np.object_), n)


def _take_days(
    table: TextTable, column: ColumnMapping, read: ReadColumn, values: dict[str, Values]
) -> ReadColumn:
    """Take "week 2" in a column of moments for a study day, where no other column has it."""
    cells = table.columns[table.letters.index(column.column)]
    neither = {fold(word) for word, key in column.rule.codes if key == NEITHER}
    visits = [read_header(str(word)) for word in cells.words]
    # "Follow-up week 4" counts from the end of treatment, not from its first day.
    days = np.array(
        [np.nan if visit.day is None or visit.follow_up else visit.day for visit in visits],
        np.float64,
    )
    settled = cells.each(lambda word: fold(word) in neither).astype(np.bool_)
    per_row = np.where(read.unread, days[cells.codes], np.nan)
    if "day" not in values and not np.isnan(per_row).all():
        values["day"] = per_row
    # A word is open only where it is neither a moment, nor a day, nor answered to be neither.
    unread = read.unread & np.isnan(per_row) & ~cells.rows_with(settled)
    values["visit"] = cells.texts()
    return ReadColumn(read.values, unread, read.filled)
