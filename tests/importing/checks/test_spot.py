"""A spot: one cell or row that a check speaks of."""

from __future__ import annotations

import numpy as np

from ketgui.importing.changes import Decision
from ketgui.importing.checks.spot import Spot, find_id_column, list_spots
from ketgui.importing.issues import Answer
from tests.importing.made import make_rows

DRAFT = make_rows("id,MADRS before\nP1,30\nP2,28\n")
(PIECE,) = DRAFT.of("assessments")


def test_a_spot_knows_its_cell_in_the_file() -> None:
    spot = Spot(DRAFT, PIECE, 1, "score")
    assert (spot.patient_id, spot.file_row, spot.text) == ("P2", 3, "28")
    assert spot.header == "MADRS before"


def _get_column(answer: Answer) -> str:
    assert isinstance(answer.change, Decision)
    return answer.change.column


def test_a_decision_names_the_cell_or_the_whole_row() -> None:
    spot = Spot(DRAFT, PIECE, 0, "score")
    assert _get_column(spot.decide_cell("", "missing")) == "B"
    assert _get_column(spot.decide_row("", "leave_out")) == ""


def test_an_issue_says_where_it_is() -> None:
    issue = Spot(DRAFT, PIECE, 1, "score").make_issue("error", "key", "words", "fix")
    assert (issue.row, issue.column, issue.patient_id) == (3, "B", "P2")


def test_a_name_in_a_cell_is_not_quoted() -> None:
    draft = make_rows("id,MADRS before\nP1,call 514 555-0199 for Ann\nP2,28\n")
    quoted = [Spot(draft, piece, 0, "score").quoted for piece in draft.of("assessments")]
    assert not any("514" in words for words in quoted)


def test_spots_are_where_rows_are_true() -> None:
    found = list_spots(DRAFT, PIECE, np.array([False, True]), "score")
    assert [spot.file_row for spot in found] == [3]
    assert find_id_column(PIECE) is not None
