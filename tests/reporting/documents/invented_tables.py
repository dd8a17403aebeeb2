"""Sheets of a workbook, read back."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook


def sheet(data: bytes):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
