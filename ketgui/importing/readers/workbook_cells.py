"""Cells of a workbook as the text a person sees, through calamine."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from ketgui.importing.readers.workbook_scan import RefusedError
from ketgui.importing.text_table import CodedText, Grid

RawSheet = tuple[str, list[CodedText], int]


def raw_sheets(data: bytes) -> list[RawSheet]:
    """Return each sheet's name, columns and number of rows.

    Raises
    ------
    RefusedError
        With "encrypted" or "damaged".
    """
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [(name, *_columns(book, name)) for name in _worksheets(book)]
    except calamine.PasswordError:
        raise RefusedError("encrypted") from None
    except Exception:
        raise RefusedError("damaged") from None
    except BaseException as error:
        # A mutated file makes calamine panic, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedError("damaged") from None


def grids_of(name: str, sheets: list[RawSheet]) -> tuple[Grid, ...]:
    """Return the sheets as grids of the file called `name`."""
    return tuple(
        Grid(name, sheet, tuple(columns), np.arange(1, rows + 1))
        for sheet, columns, rows in sheets
        if rows
    )


def _worksheets(book: Any) -> list[str]:
    return [sheet.name for sheet in book.sheets_metadata if "WorkSheet" in str(sheet.typ)]


def _columns(book: Any, name: str) -> tuple[list[CodedText], int]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [coded(column) for column in zip(*rows, strict=True)], len(rows)


def coded(cells: Sequence[Any]) -> CodedText:
    """Code a column of values; True, 1 and 1.0 are one key to Python, so the type is in it."""
    keys: dict[tuple[type, Any], int] = {}
    codes = [keys.setdefault((cell.__class__, cell), len(keys)) for cell in cells]
    words = [seen(cell) for _type, cell in keys]
    typed = [not isinstance(cell, str) for _type, cell in keys]
    return CodedText(
        np.fromiter(words, np.object_), np.array(codes, np.int32), np.array(typed, np.bool_)
    )


def seen(cell: Any) -> str:
    """Return a cell's value as text: whole numbers without a point, dates in ISO order.

    Examples
    --------
    >>> seen(1001.0), seen(27.5), seen(dt.datetime(2024, 2, 1))
    ('1001', '27.5', '2024-02-01')
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    return str(cell)
