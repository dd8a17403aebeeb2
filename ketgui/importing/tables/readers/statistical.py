"""What the files of SPSS, Stata and SAS have in common: typed columns with labels."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, cast

import numpy as np

from ketgui.importing.issues import Issue, make_file_issue
from ketgui.importing.tables.readers.raw_cells import RawColumn, code_cells, format_cell
from ketgui.importing.tables.readers.reader import FileReading, Reading, Tick
from ketgui.importing.tables.readers.sandbox import StoppedError, run
from ketgui.importing.tables.sources import SourceFile
from ketgui.importing.tables.text_table import CodedText, Grid, Labels
from ketgui.text import _

Columns = dict[str, tuple[RawColumn, Labels]]


class DamagedError(Exception):
    """The file is not what its first bytes say, or breaks off."""


def read_with(parse: str, source: SourceFile, tick: Tick) -> Reading:
    """Read the file with one of pyreadstat's functions, in a bounded child.

    Parameters
    ----------
    parse : str
        The function's name, not the function: the child alone loads the library.
    source : SourceFile
        The file's name and bytes.
    tick : callable
        Called while waiting; it raises to stop the reading.
    """
    try:
        columns = run(partial(parse_columns, parse), source.data, tick)
    except (StoppedError, DamagedError):
        return Reading(issues=(_report_damaged(source.name),))
    except ModuleNotFoundError:
        return Reading(issues=(_report_not_installed(source.name),))
    return Reading(make_grids(source.name, columns), (), FileReading(source.name))


def parse_columns(parse: str, data: bytes) -> Columns:
    """Return each column's cells as text, with its title and what its codes stand for.

    Raises
    ------
    DamagedError
        If the bytes cannot be parsed.
    """
    function = cast("Callable[..., Any]", getattr(import_module("pyreadstat"), parse))
    try:
        # As plain lists: the child does without pandas, which takes long to load.
        cells, about = function(io.BytesIO(data), output_format="dict")
    # Each format's parser raises errors of its own for bytes that it does not understand.
    except Exception:
        raise DamagedError from None
    titles: dict[str, str | None] = about.column_names_to_labels
    codes: dict[str, dict[Any, str]] = about.variable_value_labels
    return {
        name: (
            code_cells([_blank_missing(cell) for cell in cells[name]]),
            Labels(titles.get(name) or "", _format_codes(codes.get(name, {}))),
        )
        for name in about.column_names
    }


def _blank_missing(cell: Any) -> Any:
    """Return a cell; the system-missing value of these programs is an empty one."""
    is_missing = cell is None or (isinstance(cell, float) and math.isnan(cell))
    return "" if is_missing else cell


def _format_codes(labels: dict[Any, str]) -> tuple[tuple[str, str], ...]:
    # A code is written as the cells are, or the label of 1.0 would not be found for "1".
    return tuple((format_cell(code), str(label)) for code, label in labels.items())


def make_grids(name: str, columns: Columns) -> tuple[Grid, ...]:
    """Return the columns as the one sheet of a file."""
    if not columns:
        return ()
    rows = len(next(iter(columns.values()))[0].codes)
    return (
        Grid(
            name,
            "",
            tuple(CodedText.of_raw(*cells) for cells, _labels in columns.values()),
            np.arange(1, rows + 1),
            headers=tuple(columns),
            labels={header: labels for header, (_cells, labels) in columns.items()},
        ),
    )


def _report_damaged(name: str) -> Issue:
    return make_file_issue(
        "error",
        "damaged",
        name,
        _("The file is damaged, or still being copied."),
        _("Save it again in the program that made it, or export it as CSV."),
    )


def _report_not_installed(name: str) -> Issue:
    return make_file_issue(
        "error",
        "not_installed",
        name,
        _("This copy of the program was made without the part that reads such files."),
        _("Export the file as CSV, and open that."),
    )
