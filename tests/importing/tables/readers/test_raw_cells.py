"""Values of a workbook as a person sees them."""

from __future__ import annotations

import datetime as dt

import pytest

from ketgui.importing.tables.readers.raw_cells import code_cells, format_cell


@pytest.mark.parametrize(
    ("cell", "text"),
    [(1001.0, "1001"), (27.5, "27.5"), (True, "TRUE"), ("007", "007"), (1e23, "1e+23"),
     (dt.datetime(2024, 2, 1), "2024-02-01"), (dt.datetime(2024, 2, 1, 8, 30), "2024-02-01 08:30")],
)  # fmt: skip
def test_a_value_is_shown_as_in_a_spreadsheet(cell: object, text: str) -> None:
    assert format_cell(cell) == text


def test_text_and_numbers_stay_apart() -> None:
    words, typed, codes = code_cells(["1", 1.0, True, 1.0])
    assert [words[code] for code in codes] == ["1", "1", "TRUE", "1"]
    assert [typed[code] for code in codes] == [False, True, True, True]
