"""A cell split into its numbers."""

from __future__ import annotations

import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.documents.table_file import build_table_file
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.statistics.rows import (
    Correlation,
    Number,
    PValue,
    Text,
)
from tests.reporting.documents.invented_tables import sheet


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        (Number(27.619, 1, "points", 6.446), [27.619, 6.446]),
        (Number(30.0, 1, "", Unavailable("one patient")), [30.0, "one patient"]),
        (Number(28.5, 1, "points", quartiles=(24.25, 33.0)), [28.5, 24.25, 33.0]),
        (Correlation(0.767), [0.767]),
        (PValue(5.6e-7), [5.6e-7]),
        (PValue(0.031), [0.031]),
        (Number(3.0, 0), [3.0]),
    ],
)
def test_each_kind_of_cell_is_its_numbers_at_full_precision(cell, values):
    table = DisplayTable.from_cells("k", "T", ("", "Value"), ((Text("x"), cell),))
    assert sheet(build_table_file(table, "xlsx")).to_python()[-1] == ["x", *values]
