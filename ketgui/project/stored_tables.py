"""The tables of text that were read, as members of a study: it opens without its source files.

A table is a CSV file that anybody can read, with the row numbers of its source first. One index
holds what CSV cannot say: labels, letters of columns, and which cells the source stores as numbers.
"""

from __future__ import annotations

import csv
import io
import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, cast

import numpy as np

from ketgui.importing.tables.text_table import CodedText, Labels, TextTable, Words
from ketgui.project.archive import Packed, compress

INDEX = "tables/index.json"
# A cell of a study is no longer than a cell that was read.
_MOST_CELL = 1 << 24
# Between two chunks of rows other threads run: the window must not wait for a large table.
_CHUNK = 2_000

# File, sheet and letter of a column.
ColumnPlace = tuple[str, str, str]


class StoredTableError(ValueError):
    """A member that is missing or is not what the index says; its text names it."""


@dataclass(frozen=True)
class LostTable:
    """A table that a damaged study no longer holds: its member, and where it was read."""

    member: str
    file: str
    sheet: str

    @property
    def title(self) -> str:
        """What the user knows it by."""
        return self.sheet or self.file


def store_tables(
    tables: Sequence[TextTable], left_out: Collection[ColumnPlace] = ()
) -> dict[str, Packed]:
    """Return the members that hold tables of text.

    Parameters
    ----------
    tables : sequence of TextTable
        What was read.
    left_out : collection of (file, sheet, letter)
        Columns that are not to be stored, such as names of persons.

    Returns
    -------
    dict
        Members by name: the index, and a CSV file a table.
    """
    stored = [_drop_columns(table, left_out) for table in tables]
    # Numbered, because the name of a file or sheet may hold signs that no member's name may.
    names = [f"tables/{number:02d}.csv" for number in range(1, len(stored) + 1)]
    index = [_describe(table, name) for table, name in zip(stored, names, strict=True)]
    text = json.dumps(index, ensure_ascii=False, indent=1)
    members = {name: compress(_to_csv(table)) for table, name in zip(stored, names, strict=True)}
    return {INDEX: compress([text.encode("utf-8", "surrogatepass")]), **members}


def restore_tables(
    files: Mapping[str, bytes],
) -> tuple[tuple[TextTable, ...], tuple[LostTable, ...]]:
    """Return the tables that the members of a study hold, and those that cannot be read.

    Raises
    ------
    StoredTableError
        If the index is missing or not as it was stored: no table can be read then.
    """
    tables: list[TextTable] = []
    lost: list[LostTable] = []
    for name, entry in _read_index(files):
        try:
            tables.append(_restore(name, entry, files))
        except StoredTableError:
            lost.append(LostTable(name, str(entry.get("file", "")), str(entry.get("sheet", ""))))
    return tuple(tables), tuple(lost)


def _read_index(files: Mapping[str, bytes]) -> list[tuple[str, dict[str, Any]]]:
    """Return each table's member, and what the index says of it."""
    if INDEX not in files:
        raise StoredTableError(INDEX)
    try:
        index = cast(
            "list[dict[str, Any]]", json.loads(files[INDEX].decode("utf-8", "surrogatepass"))
        )
        names = [entry["member"] for entry in index]
        if not isinstance(index, list) or not all(isinstance(name, str) for name in names):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise StoredTableError(INDEX)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise StoredTableError(INDEX) from None
    return list(zip(names, index, strict=True))


def _drop_columns(table: TextTable, left_out: Collection[ColumnPlace]) -> TextTable:
    positions = [
        position
        for position, letter in enumerate(table.letters)
        if (table.file, table.sheet, letter) not in left_out
    ]
    headers = tuple(table.headers[position] for position in positions)
    return replace(
        table,
        headers=headers,
        letters=tuple(table.letters[position] for position in positions),
        columns=tuple(table.columns[position] for position in positions),
        labels={header: table.labels[header] for header in headers if header in table.labels},
    )


def _describe(table: TextTable, member: str) -> dict[str, Any]:
    return {
        "member": member,
        "file": table.file,
        "sheet": table.sheet,
        "headers": list(table.headers),
        "letters": list(table.letters),
        "typed": [_list_typed_words(column) for column in table.columns],
        "labels": {
            header: {"title": label.title, "codes": [list(code) for code in label.codes]}
            for header, label in table.labels.items()
        },
    }


def _list_typed_words(column: CodedText) -> bool | list[str]:
    """Return whether the file types every word of a column, or which it does."""
    used = column.typed[column.used]
    # All or none is the usual case, and one value then describes the column.
    if used.all() or not used.any():
        return bool(len(used)) and bool(used[0])
    return [str(word) for word in column.words[column.typed & column.used]]


def _to_csv(table: TextTable) -> Iterator[bytes]:
    """Return the lines of a CSV file, some thousand at a time."""
    yield _encode([("row", *map(_quote, table.headers))])
    # Each distinct text of a column is quoted once, however many cells repeat it.
    quoted = [_quote_all(column) for column in table.columns]
    for begin in range(0, len(table), _CHUNK):
        rows = slice(begin, begin + _CHUNK)
        cells = [
            texts[column.codes[rows]].tolist()
            for texts, column in zip(quoted, table.columns, strict=True)
        ]
        yield _encode(zip(map(str, table.rows[rows].tolist()), *cells, strict=True))


def _encode(rows: Iterable[tuple[str, ...]]) -> bytes:
    return "".join(",".join(row) + "\n" for row in rows).encode("utf-8", "surrogatepass")


def _quote_all(column: CodedText) -> Words:
    quoted = np.empty(len(column.words), object)
    for begin in range(0, len(quoted), _CHUNK):
        some = slice(begin, begin + _CHUNK)
        quoted[some] = [_quote(text) for text in column.words[some]]
    return quoted


def _quote(text: str) -> str:
    """Return a cell as CSV: in quotes where it holds a sign that parts cells or rows."""
    if any(sign in text for sign in ',"\r\n'):
        return f'"{text.replace(chr(34), chr(34) * 2)}"'
    return text


def _restore(name: str, entry: dict[str, Any], files: Mapping[str, bytes]) -> TextTable:
    try:
        headers, letters, typed = entry["headers"], entry["letters"], entry["typed"]
        rows, columns = _read_csv(files[name], len(headers))
        if not len(headers) == len(letters) == len(typed):
            raise ValueError
        return TextTable(
            str(entry["file"]),
            str(entry["sheet"]),
            tuple(map(str, headers)),
            tuple(map(str, letters)),
            tuple(map(_add_types, columns, typed)),
            np.array(rows, np.int64),
            {header: _read_labels(label) for header, label in entry["labels"].items()},
        )
    except (KeyError, ValueError, TypeError, AttributeError, csv.Error):
        raise StoredTableError(name) from None


def _read_csv(content: bytes, width: int) -> tuple[list[int], list[CodedText]]:
    # The limit holds for the whole module: another reader's limit is put back afterwards.
    limit = csv.field_size_limit(_MOST_CELL)
    rows: list[int] = []
    # The distinct texts of each column, numbered as they come, and the number of each row's text.
    distinct: list[dict[str, int]] = [{} for _column in range(width)]
    codes = [array("i") for _column in range(width)]
    try:
        lines = csv.reader(io.StringIO(content.decode("utf-8", "surrogatepass"), newline=""))
        if next(lines, None) is None:
            raise ValueError
        # list() alone would read the whole file in one step of C, in which no other thread runs.
        while chunk := list(islice(lines, _CHUNK)):
            if any(len(row) != width + 1 for row in chunk):
                raise ValueError
            numbers, *columns = zip(*chunk, strict=True)
            rows += map(int, numbers)
            for texts, coded, cells in zip(distinct, codes, columns, strict=True):
                coded.extend([texts.setdefault(cell, len(texts)) for cell in cells])
    finally:
        csv.field_size_limit(limit)
    typed = [[False] * len(texts) for texts in distinct]
    columns = map(CodedText.of_raw, map(list, distinct), typed, codes)
    return rows, list(columns)


def _add_types(column: CodedText, typed: bool | list[str]) -> CodedText:
    if isinstance(typed, bool):
        return replace(column, typed=np.full(len(column.words), typed))
    typed_texts = frozenset(typed)
    return replace(column, typed=np.array([word in typed_texts for word in column.words], np.bool_))


def _read_labels(label: dict[str, Any]) -> Labels:
    return Labels(str(label["title"]), tuple((str(a), str(b)) for a, b in label["codes"]))
