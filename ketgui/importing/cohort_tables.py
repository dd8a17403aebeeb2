"""A cohort as tables of text, with the mapping that reads them back as the same cohort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ketgui.domain.cohort import Cohort
from ketgui.domain.fields import TABLES, TableName
from ketgui.importing.mapping.mapping import ColumnMapping, ReadingRule, TableMapping
from ketgui.importing.rows.value_text import format_value
from ketgui.importing.tables.text_table import CodedText, TextTable, get_letter
from ketgui.importing.vocabulary.targets import ITEM, OTHER, Target

if TYPE_CHECKING:
    import pandas as pd

_ITEM_PREFIX = "item_"
# The header of a sheet is its first row.
_FIRST_ROW = 2
# Their text cannot be misread: a point for the decimals, dates as 2024-12-31.
_TYPED_KINDS = frozenset({"number", "integer", "date"})


def make_text_tables(
    cohort: Cohort, file: str, tables: Sequence[TableName] = ()
) -> tuple[tuple[TextTable, ...], tuple[TableMapping, ...]]:
    """Return a cohort's tables as text, and what each of their columns holds.

    Parameters
    ----------
    cohort : Cohort
    file : str
        The name under which the tables are read.
    tables : sequence of TableName
        Those of no row that are made too: an empty table of events says that there was none.

    Returns
    -------
    tables : tuple of TextTable
        Their sheets are the titles of the cohort's tables, their headers the fields' keys.
    mappings : tuple of TableMapping
        In the same order.

    Examples
    --------
    >>> from ketgui.domain.edits import RowAddition, apply_edits
    >>> cohort = apply_edits(Cohort(), [RowAddition("patients", {"patient_id": "P01", "age": 40})])
    >>> (table,), (mapping,) = make_text_tables(cohort, "entry")
    >>> table.headers[:2], table.at(2, "B"), mapping.columns[1].target.path
    (('patient_id', 'age'), '40', 'patients.age')
    """
    made = [
        _make_table(cohort.get_table(name), name, title, file)
        for name, title in TABLES.items()
        if len(cohort.get_table(name)) or name in tables
    ]
    return tuple(table for table, _mapping in made), tuple(mapping for _table, mapping in made)


def _make_table(
    rows: pd.DataFrame, name: TableName, title: str, file: str
) -> tuple[TextTable, TableMapping]:
    # A column without a value would only be one more that nobody filled in.
    headers = [
        str(header)
        for header in rows.columns
        if header == "patient_id" or len(rows) == 0 or rows[header].notna().any()
    ]
    targets = [_find_target(name, header) for header in headers]
    letters = tuple(get_letter(letter) for letter in range(len(headers)))
    cells = tuple(
        _make_column(rows[header], target) for header, target in zip(headers, targets, strict=True)
    )
    numbers = np.arange(_FIRST_ROW, len(rows) + _FIRST_ROW)
    columns = tuple(
        ColumnMapping(letter, header, target, confidence=1.0, rule=_make_rule(target))
        for letter, header, target in zip(letters, headers, targets, strict=True)
    )
    table = TextTable(file, title, tuple(headers), letters, cells, numbers)
    return table, TableMapping(file, title, layout=name, columns=columns)


def _find_target(table: TableName, header: str) -> Target:
    target = Target(table, header)
    if target.declared is not None:
        return target
    if table == "assessments" and header.startswith(_ITEM_PREFIX):
        return Target(table, ITEM, (("item", header.removeprefix(_ITEM_PREFIX)),))
    return Target(table, OTHER)


def _make_rule(target: Target) -> ReadingRule:
    is_date = target.declared is not None and target.declared.kind == "date"
    # Nothing was exchanged: no spreadsheet has read these dates.
    return ReadingRule(swapped="no") if is_date else ReadingRule()


def _make_column(values: pd.Series, target: Target) -> CodedText:
    column = CodedText.of([format_value(value) for value in values])
    is_typed = target.field == ITEM or (
        target.declared is not None and target.declared.kind in _TYPED_KINDS
    )
    return replace(column, typed=np.full(len(column.words), is_typed))
