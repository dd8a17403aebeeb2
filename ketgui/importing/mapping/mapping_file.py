"""A mapping as TOML: written plainly, and checked when read, since a person may have edited it.

Only what was answered or settled is written. A guess is left out, so that a later version of the
program guesses anew, and better.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Dictionary
from dataclasses import fields
from typing import Any, cast, get_args

import tomli_w

from ketgui.importing.changes import Action, Decision, Ids, Moments, Scores, Spelling, Swapped
from ketgui.importing.mapping.mapping import ColumnMapping, Mapping, ReadingRule, TableMapping
from ketgui.importing.tables.readers.reader import FileReading, is_delimiter
from ketgui.importing.vocabulary.targets import make_target
from ketgui.text import _

_Table = Dictionary[str, Any]
# Counts up when an older program could no longer read what is written.
SCHEMA = 1


def to_toml(mapping: Mapping) -> str:
    """Return the mapping as TOML text, without what is only a guess."""
    return tomli_w.dumps(as_dict(mapping))


def as_dict(mapping: Mapping) -> dict[str, Any]:
    """Return the mapping as plain values, without what is only a guess.

    The answers that most studies never need are left out where they are empty.
    """
    return {
        "schema": SCHEMA,
        "ids": mapping.ids,
        **({"spelling": mapping.spelling} if mapping.spelling else {}),
        **({"moments": mapping.moments} if mapping.moments else {}),
        **({"scores": mapping.scores} if mapping.scores else {}),
        **({} if mapping.after_day is None else {"after_day": mapping.after_day}),
        "file": [_list_fields(file) for file in mapping.files],
        "table": [_describe_table(table) for table in mapping.tables],
        "decision": [_list_fields(decision) for decision in mapping.decisions],
    }


def _list_fields(record: FileReading | Decision | ReadingRule) -> dict[str, Any]:
    """Return a record's fields but the empty ones."""
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    return {name: v for name, v in values.items() if v not in ("", ()) and v is not False}


def _describe_table(table: TableMapping) -> dict[str, Any]:
    """Return a table's entry, without what has its default value."""
    entry: dict[str, Any] = {"file": table.file}
    if table.sheet:
        entry["sheet"] = table.sheet
    if table.layout:
        entry["layout"] = table.layout
    if table.header_row is not None:
        entry["header_row"] = table.header_row
    if table.header_rows != 1:
        entry["header_rows"] = table.header_rows
    if table.transposed:
        entry["transposed"] = True
    if not table.used:
        entry["used"] = False
    if table.by_user:
        entry["by_user"] = True
    entry["column"] = [_describe_column(column) for column in table.columns]
    return entry


def _describe_column(column: ColumnMapping) -> dict[str, Any]:
    """Return a column's entry; one that is still open has neither field nor rule."""
    entry: dict[str, Any] = {"column": column.column, "header": column.header}
    if column.question or column.candidates:
        return entry
    entry["field"] = column.target.path if column.target else ""
    if column.target and column.target.given:
        entry["given"] = dict(column.target.given)
    rule = _list_fields(column.rule)
    if "codes" in rule:
        rule["codes"] = dict(column.rule.codes)
    if column.by_user:
        rule["by_user"] = True
    return entry | rule


def from_toml(text: str) -> Mapping:
    """Return the mapping that TOML text describes.

    Raises
    ------
    ValueError
        If it is not TOML, or names what does not exist.
    """
    # tomllib calls itself for each level: a file of ten thousand brackets would end the program.
    try:
        return from_dict(tomllib.loads(text))
    except RecursionError:
        raise ValueError(_("The file is nested more deeply than a mapping is.")) from None


def from_dict(document: Dictionary[str, Any]) -> Mapping:
    """Return the mapping that plain values describe.

    Raises
    ------
    ValueError
        If they name what does not exist.
    """
    if document.get("schema", SCHEMA) != SCHEMA:
        raise ValueError(_("The mapping was written by a newer version of the program."))
    return Mapping(
        tuple(_read_file(row) for row in _get_rows(document, "file")),
        tuple(_read_table(row) for row in _get_rows(document, "table")),
        tuple(_read_decision(row) for row in _get_rows(document, "decision")),
        cast(Ids, _get_choice(document, "ids", get_args(Ids))),
        cast(Spelling, _get_choice(document, "spelling", get_args(Spelling))),
        cast(Moments, _get_choice(document, "moments", get_args(Moments))),
        cast(Scores, _get_choice(document, "scores", get_args(Scores))),
        _get_number(document, "after_day"),
    )


def _get_rows(table: _Table, name: str) -> list[_Table]:
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in cast("list[Any]", rows)):
        raise _make_error(name)
    return cast("list[_Table]", rows)


def _make_error(name: str) -> ValueError:
    return ValueError(_("The mapping's {name} is of the wrong kind.", name=name))


def _get_text(table: _Table, name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise _make_error(name)
    return value


def _get_texts(table: _Table, name: str) -> tuple[str, ...]:
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in cast("list[Any]", value)):
        raise _make_error(name)
    return tuple(cast("list[str]", value))


def _get_pairs(table: _Table, name: str) -> tuple[tuple[str, str], ...]:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise _make_error(name)
    pairs = cast("dict[str, Any]", value)
    return tuple((key, str(word)) for key, word in pairs.items())


def _get_whole(table: _Table, name: str, default: int) -> int:
    value = table.get(name, default)
    # Not `isinstance`: True is an integer to Python, and no row's number.
    if type(value) is not int or value < 0:
        raise _make_error(name)
    return value


def _get_number(table: _Table, name: str) -> float | None:
    value = table.get(name)
    if value is None:
        return None
    if type(value) not in (int, float):
        raise _make_error(name)
    return float(value)


def _get_truth(table: _Table, name: str, default: bool) -> bool:
    value = table.get(name, default)
    if not isinstance(value, bool):
        raise _make_error(name)
    return value


def _read_file(row: _Table) -> FileReading:
    # A person may have typed it; a letter here would cut every word of the file.
    delimiter = _get_text(row, "delimiter")
    if delimiter and not is_delimiter(delimiter):
        raise _make_error("delimiter")
    by_user = _get_truth(row, "by_user", False)
    return FileReading(_get_text(row, "file"), _get_text(row, "encoding"), delimiter, by_user)


def _read_table(row: _Table) -> TableMapping:
    return TableMapping(
        _get_text(row, "file"),
        _get_text(row, "sheet"),
        layout=_get_text(row, "layout"),
        reason=_("From the saved mapping."),
        header_row=_get_whole(row, "header_row", 0) if "header_row" in row else None,
        header_rows=_get_whole(row, "header_rows", 1),
        transposed=_get_truth(row, "transposed", False),
        used=_get_truth(row, "used", True),
        columns=tuple(_read_column(column) for column in _get_rows(row, "column")),
        by_user=_get_truth(row, "by_user", False),
    )


def _read_column(row: _Table) -> ColumnMapping:
    """Return a column; without a field it is open, and will be asked about or guessed anew."""
    settled = "field" in row
    return ColumnMapping(
        _get_text(row, "column"),
        _get_text(row, "header"),
        make_target(_get_text(row, "field"), _get_pairs(row, "given")),
        confidence=1.0 if settled else 0.0,
        reason=_("From the saved mapping.") if settled else "",
        rule=ReadingRule(
            decimal=_get_choice(row, "decimal", ("", ".", ",")),
            thousands=_get_text(row, "thousands"),
            date_order=_get_choice(row, "date_order", ("", "dmy", "mdy", "serial")),
            unit=_get_text(row, "unit"),
            suffix=_get_text(row, "suffix"),
            missing=_get_texts(row, "missing"),
            codes=_get_pairs(row, "codes"),
            swapped=cast(Swapped, _get_choice(row, "swapped", get_args(Swapped))),
        ),
        by_user=_get_truth(row, "by_user", False),
        question="" if settled else "unsettled",
    )


def _get_choice(row: _Table, name: str, allowed: tuple[str, ...]) -> str:
    value = _get_text(row, name)
    if value not in allowed:
        raise _make_error(name)
    return value


def _read_decision(row: _Table) -> Decision:
    return Decision(
        cast(Action, _get_choice(row, "action", get_args(Action))),
        _get_text(row, "file"),
        _get_text(row, "sheet"),
        _get_whole(row, "row", 0),
        *(_get_text(row, name) for name in ("column", "old", "new", "reason")),
    )
