"""A mapping as TOML: written plainly, and read wary of what a person may have changed in it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Dictionary
from dataclasses import fields
from typing import Any, cast, get_args

import tomli_w

from ketgui.importing.changes import Action, Decision, Ids, Moments, Scores, Spelling, Swapped
from ketgui.importing.mapping.mapping import ColumnMapping, Mapping, ReadingRule, TableMapping
from ketgui.importing.tables.readers.reader import FileReading, is_delimiter
from ketgui.importing.vocabulary.targets import target_of
from ketgui.text import _

_Table = Dictionary[str, Any]


SCHEMA = 1


def to_toml(mapping: Mapping) -> str:
    """Return the mapping as TOML text, without what is only a guess."""
    return tomli_w.dumps(as_dict(mapping))


def as_dict(mapping: Mapping) -> dict[str, Any]:
    """Return the mapping as plain values, without what is only a guess."""
    return {
        "schema": SCHEMA,
        "ids": mapping.ids,
        **({"spelling": mapping.spelling} if mapping.spelling else {}),
        **({"moments": mapping.moments} if mapping.moments else {}),
        **({"scores": mapping.scores} if mapping.scores else {}),
        **({} if mapping.after_day is None else {"after_day": mapping.after_day}),
        "file": [_plain(file) for file in mapping.files],
        "table": [_table_dict(table) for table in mapping.tables],
        "decision": [_plain(decision) for decision in mapping.decisions],
    }


def _plain(record: FileReading | Decision | ReadingRule) -> dict[str, Any]:
    """Return a record's fields but the empty ones."""
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    return {name: value for name, value in values.items() if value not in ("", ())}


def _table_dict(table: TableMapping) -> dict[str, Any]:
    said: dict[str, Any] = {"file": table.file}
    if table.sheet:
        said["sheet"] = table.sheet
    if table.layout:
        said["layout"] = table.layout
    if table.header_row is not None:
        said["header_row"] = table.header_row
    if table.header_rows != 1:
        said["header_rows"] = table.header_rows
    if table.transposed:
        said["transposed"] = True
    if not table.used:
        said["used"] = False
    if table.by_user:
        said["by_user"] = True
    said["column"] = [_column_dict(column) for column in table.columns]
    return said


def _column_dict(column: ColumnMapping) -> dict[str, Any]:
    said: dict[str, Any] = {"column": column.column, "header": column.header}
    if column.question or column.candidates:
        return said
    said["field"] = column.target.path if column.target else ""
    if column.target and column.target.given:
        said["given"] = dict(column.target.given)
    rule = _plain(column.rule)
    if "codes" in rule:
        rule["codes"] = dict(column.rule.codes)
    if column.by_user:
        rule["by_user"] = True
    return said | rule


def from_toml(text: str) -> Mapping:
    """Return the mapping that TOML text describes.

    Raises
    ------
    ValueError
        If it is not TOML, or names what does not exist.
    """
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
        tuple(_file(row) for row in _rows(document, "file")),
        tuple(_table(row) for row in _rows(document, "table")),
        tuple(_decision(row) for row in _rows(document, "decision")),
        cast(Ids, _one_of(document, "ids", get_args(Ids))),
        cast(Spelling, _one_of(document, "spelling", get_args(Spelling))),
        cast(Moments, _one_of(document, "moments", get_args(Moments))),
        cast(Scores, _one_of(document, "scores", get_args(Scores))),
        _number(document, "after_day"),
    )


def _rows(table: _Table, name: str) -> list[_Table]:
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in cast("list[Any]", rows)):
        raise _wrong(name)
    return cast("list[_Table]", rows)


def _wrong(name: str) -> ValueError:
    return ValueError(_("The mapping's {name} is of the wrong kind.", name=name))


def _text(table: _Table, name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise _wrong(name)
    return value


def _texts(table: _Table, name: str) -> tuple[str, ...]:
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in cast("list[Any]", value)):
        raise _wrong(name)
    return tuple(cast("list[str]", value))


def _pairs(table: _Table, name: str) -> tuple[tuple[str, str], ...]:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise _wrong(name)
    pairs = cast("dict[str, Any]", value)
    return tuple((key, str(word)) for key, word in pairs.items())


def _whole(table: _Table, name: str, default: int) -> int:
    value = table.get(name, default)
    if type(value) is not int or value < 0:
        raise _wrong(name)
    return value


def _number(table: _Table, name: str) -> float | None:
    value = table.get(name)
    if value is None:
        return None
    if type(value) not in (int, float):
        raise _wrong(name)
    return float(value)


def _truth(table: _Table, name: str, default: bool) -> bool:
    value = table.get(name, default)
    if not isinstance(value, bool):
        raise _wrong(name)
    return value


def _file(row: _Table) -> FileReading:
    delimiter = _text(row, "delimiter")
    if delimiter and not is_delimiter(delimiter):
        raise _wrong("delimiter")
    return FileReading(_text(row, "file"), _text(row, "encoding"), delimiter)


def _table(row: _Table) -> TableMapping:
    return TableMapping(
        _text(row, "file"),
        _text(row, "sheet"),
        layout=_text(row, "layout"),
        reason=_("From the saved mapping."),
        header_row=_whole(row, "header_row", 0) if "header_row" in row else None,
        header_rows=_whole(row, "header_rows", 1),
        transposed=_truth(row, "transposed", False),
        used=_truth(row, "used", True),
        columns=tuple(_column(column) for column in _rows(row, "column")),
        by_user=_truth(row, "by_user", False),
    )


def _column(row: _Table) -> ColumnMapping:
    settled = "field" in row
    return ColumnMapping(
        _text(row, "column"),
        _text(row, "header"),
        target_of(_text(row, "field"), _pairs(row, "given")),
        confidence=1.0 if settled else 0.0,
        reason=_("From the saved mapping.") if settled else "",
        rule=ReadingRule(
            decimal=_one_of(row, "decimal", ("", ".", ",")),
            thousands=_text(row, "thousands"),
            date_order=_one_of(row, "date_order", ("", "dmy", "mdy", "serial")),
            unit=_text(row, "unit"),
            suffix=_text(row, "suffix"),
            missing=_texts(row, "missing"),
            codes=_pairs(row, "codes"),
            swapped=cast(Swapped, _one_of(row, "swapped", get_args(Swapped))),
        ),
        by_user=_truth(row, "by_user", False),
        question="" if settled else "unsettled",
    )


def _one_of(row: _Table, name: str, allowed: tuple[str, ...]) -> str:
    value = _text(row, name)
    if value not in allowed:
        raise _wrong(name)
    return value


def _decision(row: _Table) -> Decision:
    return Decision(
        cast(Action, _one_of(row, "action", get_args(Action))),
        _text(row, "file"),
        _text(row, "sheet"),
        _whole(row, "row", 0),
        *(_text(row, name) for name in ("column", "old", "new", "reason")),
    )
