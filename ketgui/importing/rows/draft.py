"""Mapped tables as rows of the cohort's tables, each row still knowing where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.fields import TableName, get_fields
from ketgui.importing.mapping.mapping import ColumnMapping, Mapping, TableMapping
from ketgui.importing.recognition import layouts
from ketgui.importing.rows.reading import ReadColumn, Values, read_column
from ketgui.importing.tables.text_table import CodedText, Mask, TextTable, Words
from ketgui.importing.vocabulary.targets import ITEM, OTHER, PRESENT, TERMS, Target
from ketgui.importing.vocabulary.timepoints import timed
from ketgui.importing.vocabulary.words import caseless, tidied, tidy

Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Piece:
    """Rows of one cohort table, read from one source table.

    Attributes
    ----------
    table : Table
        The cohort's table.
    source : TextTable
        Where the rows were read.
    mapping : TableMapping
        How they were read.
    index : ndarray of int, shape (n,)
        Which row of `source` each row is.
    patient : ndarray of int, shape (n,)
        Which of the draft's `ids` each row is of; -1 where the row names none.
    values : dict
        By field, its values, shape (n,).
    unread : dict
        By field, the rows whose cell could not be read.
    columns : dict
        By field, the column it was read from; a field that the header states has none.
    """

    table: TableName
    source: TextTable
    mapping: TableMapping
    index: Rows
    patient: Rows
    values: dict[str, Values] = field(default_factory=dict[str, Values])
    unread: dict[str, Mask] = field(default_factory=dict[str, Mask])
    columns: dict[str, ColumnMapping] = field(default_factory=dict[str, ColumnMapping])

    def __len__(self) -> int:
        return len(self.index)

    @property
    def rows(self) -> NDArray[np.int64]:
        """The rows' numbers in the file."""
        return self.source.rows[self.index]

    def take(self, kept: Mask) -> Piece:
        """Return some of the rows."""
        if kept.all():
            return self
        return Piece(
            self.table,
            self.source,
            self.mapping,
            self.index[kept],
            self.patient[kept],
            {key: values[kept] for key, values in self.values.items()},
            {key: marks[kept] for key, marks in self.unread.items()},
            self.columns,
        )


@dataclass(frozen=True, eq=False)
class Draft:
    """Everything read and nothing yet judged.

    Attributes
    ----------
    tables : tuple of TextTable
        The source tables that are used.
    mapping : Mapping
        How they were read.
    pieces : tuple of Piece
        Their rows.
    ids : ndarray of str, shape (patients,)
        Every patient's id, tidied, in the order in which the files name them.
    recorded : frozenset of Table
        The cohort's tables that the files held, empty ones too.
    """

    tables: tuple[TextTable, ...]
    mapping: Mapping
    pieces: tuple[Piece, ...]
    ids: Words
    recorded: frozenset[TableName]

    def id_at(self, piece: Piece, row: int) -> str:
        """Return the patient's id in one row of a piece, empty if the row names none."""
        code = int(piece.patient[row])
        return str(self.ids[code]) if code >= 0 else ""

    def each_patient(self, value: Any) -> Values:
        """Return an array with `value` for every patient, and a last place for no patient (-1)."""
        return np.full(len(self.ids) + 1, value)

    def of(self, table: TableName) -> list[Piece]:
        """Return the pieces of one cohort table."""
        return [piece for piece in self.pieces if piece.table == table]


def draft(tables: tuple[TextTable, ...], mapping: Mapping) -> Draft:
    """Read every used table as its mapping says."""
    used = [(table, known) for table in tables if (known := _used(table, mapping))]
    ids, patients = _numbered([_id_cells(table, known) for table, known in used])
    if mapping.spelling == "one":
        ids, patients = _alike_as_one(ids, patients)
    pieces: list[Piece] = []
    recorded: set[TableName] = set()
    for (table, known), patient in zip(used, patients, strict=True):
        found = list(_pieces(table, known, patient))
        pieces += found
        recorded.add(layouts.of_key(known.layout).table)
        recorded.update(piece.table for piece in found)
    sources = tuple(table for table, _known in used)
    return Draft(sources, mapping, tuple(pieces), ids, frozenset(recorded))


def _used(table: TextTable, mapping: Mapping) -> TableMapping | None:
    known = mapping.table(table.file, table.sheet)
    if known is None or not known.used or known.layout == layouts.UNUSED.key:
        return None
    return known


def _numbered(ids: list[CodedText]) -> tuple[Words, list[Rows]]:
    """Return the distinct ids of all tables, and which one each row of each table has."""
    if len(ids) == 1 and (alone := _numbered_already(ids[0])) is not None:
        return alone
    used = [cells.used for cells in ids]
    words = [tidied(cells)[kept] for cells, kept in zip(ids, used, strict=True)]
    whole = np.concatenate([*words, np.empty(0, np.object_)])
    whole[whole == ""] = None
    codes, distinct = pd.factorize(whole)
    starts = np.cumsum([0, *(len(block) for block in words)])
    places = [
        codes[start : start + len(block)][(np.cumsum(kept) - 1)[cells.codes]]
        for start, block, kept, cells in zip(starts, words, used, ids, strict=False)
    ]
    return np.asarray(distinct, np.object_), places


def _alike_as_one(ids: Words, patients: list[Rows]) -> tuple[Words, list[Rows]]:
    """Take ids that differ by capitals or spaces alone for one, written as it came first."""
    codes, _distinct = pd.factorize(np.fromiter(map(caseless, ids), np.object_))
    first = np.unique(codes, return_index=True)[1] if len(codes) else codes
    # The last place stands for no patient: -1.
    joined = np.append(codes, -1)
    return ids[first], [joined[rows] for rows in patients]


def _numbered_already(cells: CodedText) -> tuple[Words, list[Rows]] | None:
    """Return what `_numbered` does where the column's own codes number the ids as they stand."""
    words = tidied(cells)
    # Only a column whose words changed in tidying, or lack one, needs to be numbered anew.
    if words is not cells.words or not cells.distinct or "" in words:
        return None
    kept = cells.used
    places = np.cumsum(kept) - 1
    return words[kept], [places[cells.codes]]


def _id_cells(table: TextTable, mapping: TableMapping) -> CodedText:
    """Return the patients' ids; where a row of a patients' table has none, its number is it."""
    column = next((c for c in mapping.columns if c.target and c.target.field == "patient_id"), None)
    if column is None:
        cells = CodedText.of([""] * len(table))
    else:
        cells = table.columns[table.letters.index(column.column)]
    if not layouts.of_key(mapping.layout).one_row:
        return cells
    for row in np.flatnonzero(cells.rows_with(blank_words(cells))):
        cells = cells.with_cell(int(row), f"row-{table.rows[row]}")
    return cells


def blank_words(cells: CodedText) -> Mask:
    """Return which words of a column are empty but for spaces and invisible characters."""
    return np.asarray(tidied(cells) == "", np.bool_)


def _pieces(table: TextTable, mapping: TableMapping, patient: Rows) -> Iterator[Piece]:
    groups: dict[tuple[TableName, tuple[tuple[str, str], ...]], list[ColumnMapping]] = {}
    for column in mapping.columns:
        if column.target and column.target.field != "patient_id":
            target = column.target
            given = tuple(g for g in target.given if g[0] not in ("item",))
            groups.setdefault((target.table, given), []).append(column)
    if layouts.of_key(mapping.layout).table == "patients":
        groups.setdefault(("patients", ()), [])
    stated = {name for name, given in groups if given and name != "adverse_events"}
    for (name, given), columns in groups.items():
        if name in stated and not given and not _stands_alone(columns):
            continue
        shared = groups.get((name, ()), []) if given and name in stated else []
        yield _piece(table, mapping, name, patient, given, columns, shared)


def _stands_alone(columns: list[ColumnMapping]) -> bool:
    """Tell whether columns without a stated moment hold ratings or doses of their own."""
    own = {column.target.field for column in columns if column.target}
    return bool(own & {"score", "dose_mg", "dose_mg_per_kg"})


def _piece(
    table: TextTable,
    mapping: TableMapping,
    name: TableName,
    patient: Rows,
    given: tuple[tuple[str, str], ...],
    own: list[ColumnMapping],
    shared: list[ColumnMapping],
) -> Piece:
    values: dict[str, Values] = {}
    unread: dict[str, Mask] = {}
    columns: dict[str, ColumnMapping] = {}
    filled = np.zeros(len(table), np.bool_)
    for column in (*own, *shared):
        assert column.target is not None
        read = read_column(table.columns[table.letters.index(column.column)], column, column.target)
        key = _key(column.target, column)
        if key == "moment":
            read = _with_days(table, column, read, values)
        values[key], unread[key], columns[key] = read.values, read.unread, column
        if column in own and (column.target.field not in _CIRCUMSTANCES or len(own) == 1):
            filled |= read.filled
    for key, word in given:
        values.setdefault(key, _constant(name, key, word, len(table)))
    piece = Piece(name, table, mapping, np.arange(len(table)), patient, values, unread, columns)
    return _shaped(piece if name == "patients" else piece.take(filled))


# What says when or where of a row, and makes no row by itself.
_CIRCUMSTANCES = frozenset({"moment", "date", "day", "scale", "infusion_number"})
_NUMBERS = frozenset({"day", "infusion_number"})


def _key(target: Target, column: ColumnMapping) -> str:
    if target.field == ITEM:
        return f"item_{target.of('item')}"
    if target.field != OTHER:
        return target.field
    # A column kept for grouping must not pass for the field that it is called after.
    declared = {field.key for field in get_fields("patients")}
    return f"{column.header} ({column.column})" if column.header in declared else column.header


def _constant(table: TableName, key: str, word: str, n: int) -> Values:
    if key in _NUMBERS:
        return np.full(n, float(word))
    # One word for all rows takes no room of its own.
    return np.broadcast_to(np.array(word, np.object_), n)


def equal(values: Values, word: str) -> Mask:
    """Return which values are a word; what the header states for all rows is looked at once."""
    if len(values) and values.strides == (0,):
        return np.full(len(values), values[0] == word, np.bool_)
    return np.asarray(values == word, np.bool_)


def _with_days(
    table: TextTable, column: ColumnMapping, read: ReadColumn, values: dict[str, Values]
) -> ReadColumn:
    """Take "week 2" in a column of moments for a study day, where no other column has it."""
    cells = table.columns[table.letters.index(column.column)]
    said = [timed(str(word)) for word in cells.words]
    days = np.array([np.nan if s.day is None else s.day for s in said], np.float64)
    moments = np.array([s.moment or None for s in said], np.object_)[cells.codes]
    per_row = np.where(read.unread, days[cells.codes], np.nan)
    if "day" not in values and not np.isnan(per_row).all():
        values["day"] = per_row
    found = np.where(read.unread & (moments != None), moments, read.values)  # noqa: E711
    still = read.unread & np.isnan(per_row) & (moments == None)  # noqa: E711
    return ReadColumn(found, still, read.filled)


def _shaped(piece: Piece) -> Piece:
    """Turn yes/no events and several events in a cell into a row each."""
    if piece.table == "adverse_events" and PRESENT in piece.values:
        present = piece.values[PRESENT] == True  # noqa: E712
        unread = piece.unread[PRESENT]
        return piece.take((present | unread).astype(np.bool_))
    if piece.table == "adverse_events" and TERMS in piece.values:
        return _split_terms(piece)
    return piece


def _split_terms(piece: Piece) -> Piece:
    listed = [_terms(str(cell)) if cell is not None else [] for cell in piece.values[TERMS]]
    repeated = np.repeat(np.arange(len(piece)), [len(terms) for terms in listed])
    split = Piece(
        piece.table, piece.source, piece.mapping, piece.index[repeated], piece.patient[repeated],
        {key: values[repeated] for key, values in piece.values.items() if key != TERMS},
        {key: marks[repeated] for key, marks in piece.unread.items() if key != TERMS},
        {("term" if key == TERMS else key): column for key, column in piece.columns.items()},
    )  # fmt: skip
    split.values["term"] = np.fromiter((t for terms in listed for t in terms), np.object_)
    return split


def _terms(cell: str) -> list[str]:
    parts = cell.replace("|", ";").replace("/", ";").replace("\n", ";")
    marked = parts.split(";") if ";" in parts else parts.split(",")
    return [term for part in marked if (term := tidy(part))]
