"""Columns of text, each distinct word held once."""

from __future__ import annotations

import numpy as np

from ketgui.importing.tables.text_table import CodedText, get_letter
from tests.importing.made import make_table

CELLS = CodedText.of(["a", "b", "a", " "])


def test_each_word_is_held_once_and_every_cell_is_there() -> None:
    assert len(CELLS.words) == 3
    assert list(CELLS.texts()) == ["a", "b", "a", " "]
    assert CELLS.at(2) == "a"


def test_rows_are_found_by_their_words_and_taken() -> None:
    assert list(CELLS.rows_with(np.asarray(CELLS.words == "a"))) == [True, False, True, False]
    taken = CELLS.take(np.array([1]))
    assert list(taken.words[taken.used]) == ["b"]


def test_another_word_in_a_cell_leaves_the_others() -> None:
    changed = CELLS.with_cell(0, "c")
    assert list(changed.texts()) == ["c", "b", "a", " "]
    assert CELLS.at(0) == "a"


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [get_letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_table_is_asked_by_file_row_and_letter() -> None:
    table = make_table("id,age\nP1,40\nP2,50\n")
    assert table.at(3, "B") == "50"
    assert table.at(9, "B") is None
    assert table.with_cell(3, "B", "51").at(3, "B") == "51"


def test_two_columns_of_one_name_keep_it_as_their_own() -> None:
    table = make_table("id,age,age\nP1,40,41\n")
    assert table.own_headers == ("id", "age", "age")
    assert len(set(table.headers)) == 3
