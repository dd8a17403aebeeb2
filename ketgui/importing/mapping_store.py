"""What the user answered about a file's headers, kept for the next file that has the same ones.

Only headers and what they mean are kept: no file name, no correction of a cell, no patient's id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ketgui.domain.folding import fold
from ketgui.importing.mapping import PRESENT, ColumnMapping, Mapping, TableMapping
from ketgui.importing.text_table import TextTable
from ketgui.paths import user_dir

# A word of the data is kept only where it is a code: short, and of a column that has codes.
_LONGEST_MISSING = 4
_LONGEST_CODE = 12


def default_folder() -> Path:
    """Return where mappings are kept on this computer; it may not exist yet."""
    return user_dir() / "mappings"


def signature(tables: Sequence[TextTable]) -> str:
    """Return what tells one set of headers from another, whatever the files are called.

    Case, accents, and the order of the tables do not matter; the order of the columns does.
    """
    lines = sorted("\t".join(fold(header) for header in table.headers) for table in tables)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def remember(mapping: Mapping, tables: Sequence[TextTable], folder: Path) -> Path:
    """Keep what a mapping says of these headers, in the place of what was kept before.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    """
    known = [mapping.table(table.file, table.sheet) for table in _ordered(tables)]
    kept = Mapping(
        tables=tuple(
            _without_data(table, f"table-{place}") for place, table in enumerate(known) if table
        ),
        ids=mapping.ids,
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = _path(tables, folder)
    partial = path.with_suffix(".partial")
    partial.write_text(kept.to_toml(), encoding="utf-8")
    partial.replace(path)
    return path


def recall(tables: Sequence[TextTable], folder: Path) -> Mapping | None:
    """Return the mapping kept for these headers, with these files' names; None if there is none.

    A file that was damaged or written by a newer version counts as none.
    """
    try:
        kept = Mapping.from_toml(_path(tables, folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    named = {table.file: table for table in kept.tables}
    found = tuple(
        _of_file(known, table)
        for place, table in enumerate(_ordered(tables))
        if (known := named.get(f"table-{place}"))
    )
    return replace(kept, tables=found) if found else None


def forget(tables: Sequence[TextTable], folder: Path) -> bool:
    """Delete what is kept for these headers, and tell whether there was anything.

    Raises
    ------
    OSError
        If the file is there and cannot be deleted.
    """
    try:
        _path(tables, folder).unlink()
    except FileNotFoundError:
        return False
    return True


def _path(tables: Sequence[TextTable], folder: Path) -> Path:
    return folder / f"{signature(tables)}.toml"


def _ordered(tables: Sequence[TextTable]) -> list[TextTable]:
    return sorted(tables, key=lambda table: [fold(header) for header in table.headers])


def _without_data(table: TableMapping, name: str) -> TableMapping:
    columns = tuple(_column_without_data(column) for column in table.columns)
    return replace(table, file=name, sheet="", columns=columns)


def _column_without_data(column: ColumnMapping) -> ColumnMapping:
    target = column.target
    kind = target.declared.kind if target and target.declared else ""
    coded = kind in ("choice", "yes_no") or (target is not None and target.field == PRESENT)
    codes = column.rule.codes if coded else ()
    rule = replace(
        column.rule,
        missing=tuple(word for word in column.rule.missing if len(word) <= _LONGEST_MISSING),
        codes=tuple(pair for pair in codes if len(pair[0]) <= _LONGEST_CODE),
    )
    return replace(column, rule=rule)


def _of_file(known: TableMapping, table: TextTable) -> TableMapping:
    """Return what was kept under a table's own name; its header may stand in another row."""
    named = replace(known, file=table.file, sheet=table.sheet)
    if not known.header_row or not len(table):
        return named
    if int(table.rows[0]) - known.header_row == known.header_rows:
        return named
    return replace(named, header_row=None)
