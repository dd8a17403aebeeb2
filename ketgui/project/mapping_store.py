"""Mappings saved on this computer for files with the same headers; never a cell or file name."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from ketgui.importing.mapping import mapping_file
from ketgui.importing.mapping.mapping import Mapping, TableMapping
from ketgui.paths import find_user_dir
from ketgui.writing import replace_file

_FOLDER = "mappings"


def compute_signature(mapping: Mapping) -> str:
    """Return a hash that files with the same headers share, whatever the order of tables."""
    # Separators that no header holds: without them "ab", "c" would be the same as "a", "bc".
    # Sorted, so that the order of sheets does not count.
    headers = sorted("\x1f".join(table.signature) for table in mapping.tables if table.columns)
    return hashlib.sha256("\x1e".join(headers).encode()).hexdigest()


def remember(mapping: Mapping, folder: Path | None = None) -> Path:
    """Save the column mapping for files with these headers.

    Decisions about single cells and patients belong to one file and are not saved.

    Raises
    ------
    OSError
        If the folder of preferences cannot be written to.
    """
    tables = tuple(_remove_names(table, number) for number, table in enumerate(mapping.tables, 1))
    path = _get_path(mapping, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    # What belongs to one file alone goes; whatever else was answered stays.
    reusable = replace(mapping, files=(), decisions=(), tables=tables)
    replace_file(path, mapping_file.to_toml(reusable).encode())
    return path


def recall(mapping: Mapping, folder: Path | None = None) -> Mapping | None:
    """Return the mapping saved for files with these headers, None if there is none."""
    try:
        return mapping_file.from_toml(_get_path(mapping, folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def forget(mapping: Mapping, folder: Path | None = None) -> None:
    """Delete the mapping saved for files with these headers.

    Raises
    ------
    OSError
        If the folder of preferences cannot be written to.
    """
    _get_path(mapping, folder).unlink(missing_ok=True)


def _get_path(mapping: Mapping, folder: Path | None) -> Path:
    return (folder or find_user_dir()) / _FOLDER / f"{compute_signature(mapping)}.toml"


def _remove_names(table: TableMapping, number: int) -> TableMapping:
    """Return a table's mapping without its file's name, which may be a patient's."""
    return replace(table, file=f"table {number}", sheet="")
