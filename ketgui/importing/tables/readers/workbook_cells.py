"""Cells of a workbook as the text a person sees, through calamine."""

from __future__ import annotations

import io
from typing import Any

from ketgui.importing.tables.readers.raw_cells import RawColumn, coded

RawSheet = tuple[str, list[RawColumn], int]


class RefusedError(Exception):
    """A workbook that must not be parsed; its text is the key of the reason."""


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


def _worksheets(book: Any) -> list[str]:
    return [sheet.name for sheet in book.sheets_metadata if "WorkSheet" in str(sheet.typ)]


def _columns(book: Any, name: str) -> tuple[list[RawColumn], int]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [coded(column) for column in zip(*rows, strict=True)], len(rows)
