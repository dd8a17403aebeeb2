"""Rows that know where they came from."""

from __future__ import annotations

import numpy as np

from ketgui.importing.rows.draft import (
    Piece,
    find_blank_words,
    find_filled,
    find_word,
    is_equal,
    remember,
)
from ketgui.importing.tables.text_table import CodedText
from tests.importing.made import make_rows

DRAFT = make_rows("id,visit,madrs\nP1,before,30\nP2,before,28\n,after,12\n")
(PIECE,) = DRAFT.of("assessments")


def test_rows_are_those_of_the_file_and_some_can_be_taken() -> None:
    assert list(PIECE.rows) == [2, 3, 4]
    taken = PIECE.take(np.array([False, True, True]))
    assert list(taken.rows) == [3, 4]
    assert list(taken.values["score"]) == [28, 12]


def test_a_row_without_an_id_is_of_nobody() -> None:
    assert [DRAFT.get_id(PIECE, row) for row in range(3)] == ["P1", "P2", ""]


def test_each_patient_has_a_place_and_nobody_the_last() -> None:
    found = DRAFT.each_patient(False)
    found[PIECE.patient] = True
    assert list(found) == [True, True, True]


def test_one_word_for_all_rows_is_compared_once() -> None:
    same = np.broadcast_to(np.array("before", np.object_), 3)
    assert list(is_equal(same, "before")) == [True] * 3
    assert list(is_equal(np.array(["before", "after"], np.object_), "after")) == [False, True]


def test_words_are_found_in_a_field_and_none_where_it_is_not() -> None:
    assert list(find_word(PIECE, "moment", "before")) == [True, True, False]
    assert not find_word(PIECE, "moment", "elsewhere").any()
    assert not find_word(PIECE, "no such field", "before").any()
    assert list(find_filled(PIECE, "moment")) == [True] * 3
    assert not find_filled(PIECE, "no such field").any()


def test_a_word_that_the_header_states_is_in_every_row() -> None:
    (before, after) = make_rows("id,MADRS before,MADRS after\nP1,30,\nP2,28,9\n").of("assessments")
    assert find_word(before, "moment", "before").all()
    assert not find_word(after, "moment", "before").any()


def test_what_is_remembered_is_computed_once_for_each_piece() -> None:
    asked: list[Piece] = []

    @remember
    def count(piece: Piece) -> int:
        asked.append(piece)
        return len(piece)

    taken = PIECE.take(np.array([False, True, True]))
    assert [count(piece) for piece in (PIECE, taken, PIECE)] == [3, 2, 3]
    assert asked == [PIECE, taken]


def test_a_cell_of_spaces_is_blank() -> None:
    assert list(find_blank_words(CodedText.of(["a", " \u200b"]))) == [False, True]
