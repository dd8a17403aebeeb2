"""Answers kept on this computer for files with the same headers; never a cell or a file's name."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from ketgui.importing.mapping.mapping import Mapping, TableMapping
from ketgui.paths import find_user_dir
from ketgui.writing import replace_file

_FOLDER = "mappings"


def signature(mapping: Mapping) -> str:
    """Return what files with the same headers share: a hash of each table's, in any order."""
    headers = sorted("\x1f".join(table.signature) for table in mapping.tables if table.columns)
    return hashlib.sha256("\x1e".join(headers).encode()).hexdigest()


def remember(mapping: Mapping, folder: Path | None = None) -> Path:
    """Keep the answers about columns for files with these headers.

    What was decided about single cells and patients is of this file alone, and is not kept.

    Raises
    ------
    OSError
        If the folder of preferences cannot be written to.
    """
    tables = tuple(_nameless(table, place) for place, table in enumerate(mapping.tables))
    path = _path(mapping, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = Mapping(
        tables=tables, ids=mapping.ids, spelling=mapping.spelling, moments=mapping.moments
    )
    replace_file(path, kept.to_toml().encode())
    return path


def recall(mapping: Mapping, folder: Path | None = None) -> Mapping | None:
    """Return the answers kept for files with these headers, None if there are none."""
    try:
        return Mapping.from_toml(_path(mapping, folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def forget(mapping: Mapping, folder: Path | None = None) -> None:
    """Drop the answers kept for files with these headers.

    Raises
    ------
    OSError
        If the folder of preferences cannot be written to.
    """
    _path(mapping, folder).unlink(missing_ok=True)


def _path(mapping: Mapping, folder: Path | None) -> Path:
    return (folder or find_user_dir()) / _FOLDER / f"{signature(mapping)}.toml"


def _nameless(table: TableMapping, place: int) -> TableMapping:
    """Return a table's answers without its file's name, which may be a patient's."""
    return replace(table, file=f"table {place + 1}", sheet="")
