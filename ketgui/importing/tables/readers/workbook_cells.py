"""Cells of a workbook as the text a person sees, through calamine."""

from __future__ import annotations

import io
from typing import Any

from ketgui.importing.tables.readers.raw_cells import RawColumn, code_cells

RawSheet = tuple[str, list[RawColumn], int]


class RefusedError(Exception):
    """A workbook that must not be parsed; its text is the key of the reason."""


def parse_sheets(data: bytes) -> list[RawSheet]:
    """Return each sheet's name, columns and number of rows.

    Raises
    ------
    RefusedError
        With "encrypted" or "damaged".
    """
    # The child loads the library, and the window starts without it.
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [(name, *_code_columns(book, name)) for name in _list_worksheets(book)]
    except calamine.PasswordError:
        raise RefusedError("encrypted") from None
    # Whatever else the library raises, it says that the bytes are no workbook.
    except Exception:
        raise RefusedError("damaged") from None
    except BaseException as error:
        # A mutated file makes calamine panic, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedError("damaged") from None


def _list_worksheets(book: Any) -> list[str]:
    """Return the sheets that hold cells: a sheet may also be a chart or a macro."""
    return [sheet.name for sheet in book.sheets_metadata if "WorkSheet" in str(sheet.typ)]


def _code_columns(book: Any, name: str) -> tuple[list[RawColumn], int]:
    # Empty rows above the table are kept, so that a row has the number that Excel shows.
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [code_cells(column) for column in zip(*rows, strict=True)], len(rows)
