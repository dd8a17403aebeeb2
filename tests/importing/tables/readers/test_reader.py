"""What a file format is."""

from __future__ import annotations

from ketgui.importing.tables.readers.reader import Reading, parts_cells


def test_a_mark_between_cells_is_one_sign_that_is_no_part_of_words() -> None:
    assert all(map(parts_cells, ";,|\t ^"))
    assert not any(map(parts_cells, ["", "a", "1", "_", '"', "¦", ";;", "\n"]))


def test_a_reading_of_nothing_has_nothing() -> None:
    assert (Reading().grids, Reading().issues, Reading().labels) == ((), (), {})
