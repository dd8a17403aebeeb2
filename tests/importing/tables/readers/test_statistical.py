"""Typed columns with labels."""

from __future__ import annotations

import pytest

from ketgui.importing.tables.readers.raw_cells import code_cells
from ketgui.importing.tables.readers.statistical import DamagedError, make_grids, parse_columns
from ketgui.importing.tables.text_table import Labels
from tests.places import DATA


def test_columns_are_parsed_with_what_their_codes_stand_for() -> None:
    columns = parse_columns("read_sav", (DATA / "labels.sav").read_bytes())
    assert any(labels.codes for _cells, labels in columns.values())
    with pytest.raises(DamagedError):
        parse_columns("read_sav", b"$FL2 and no more")


def test_columns_become_a_sheet_with_labels() -> None:
    column = (code_cells(["P1", "P2"]), Labels("Patient"))
    (grid,) = make_grids("a.sav", {"id": column})
    assert grid.headers == ("id",)
    assert grid.labels["id"].title == "Patient"
    assert list(grid.rows) == [1, 2]
    assert make_grids("a.sav", {}) == ()
