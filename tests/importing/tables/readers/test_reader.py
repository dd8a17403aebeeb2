"""What a file format is."""

from __future__ import annotations

from ketgui.importing.tables.readers.reader import Reading, is_delimiter


def test_a_mark_between_cells_is_one_sign_that_is_no_part_of_words() -> None:
    assert all(map(is_delimiter, ";,|\t ^"))
    assert not any(map(is_delimiter, ["", "a", "1", "_", '"', "¦", ";;", "\n"]))


def test_a_reading_of_nothing_has_nothing() -> None:
    assert (Reading().grids, Reading().issues, Reading().labels) == ((), (), {})
