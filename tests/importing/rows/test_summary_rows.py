"""Totals, means, legends and notes among the rows of patients."""

from __future__ import annotations

import numpy as np
import pytest

from ketgui.importing.changes import Decision
from ketgui.importing.mapping.mapping import Mapping
from ketgui.importing.rows.summary_rows import leave_out_summaries
from tests.importing.made import make_proposal, make_table

RATED = "Pt,Visit,MADRS\nP1,before,30\nP1,after,12\nP2,before,28\nP2,after,20\n"


def list_rows_left_out(text: str, mapping: Mapping | None = None) -> list[int]:
    table, summaries = leave_out_summaries(
        make_table(text), make_proposal(text), mapping or Mapping()
    )
    assert not np.isin(table.rows, [summary.row for summary in summaries]).any()
    return [summary.row for summary in summaries]


@pytest.mark.parametrize(
    "word",
    ["total ratings", "MADRS moy:", "AVG", "ND = non disponible", "yellow = ask Dr L", "Anmerkung",
     "* the scores of P2 were rated by telephone"],
)  # fmt: skip
def test_a_word_for_a_total_or_a_note_is_no_patient(word: str) -> None:
    assert list_rows_left_out(f"{RATED}{word},,29\n") == [6]


def test_a_mere_word_below_numbered_patients_is_no_patient() -> None:
    assert list_rows_left_out(f"{RATED}P3,before,31\njaune,,\n") == [7]


@pytest.mark.parametrize("last", ["P3,before,31", "AB,before,31", "SMITH,after,31", ",before,31"])
def test_a_row_that_may_be_a_patient_s_stays(last: str) -> None:
    assert list_rows_left_out(f"{RATED}{last}\n") == []


@pytest.mark.parametrize("last", ["ET", "SD", "MOY", "EF"])
def test_initials_are_left_out_of_no_list_of_initials(last: str) -> None:
    assert list_rows_left_out(f"Pt,Visit,MADRS\nAB,before,30\nCD,,\n{last},before,28\n") == []


def test_a_row_that_the_user_keeps_stays() -> None:
    keep = Decision("keep", "table.csv", "", 6, "A", "Total")
    assert list_rows_left_out(f"{RATED}Total,,29\n", Mapping(decisions=(keep,))) == []


def test_a_mean_among_thousands_of_rows_is_looked_for_at_the_end_alone() -> None:
    many = "".join(f"P{n},before,30\n" for n in range(6000))
    assert list_rows_left_out(f"Pt,Visit,MADRS\nMean,before,30\n{many}Mean,,30\n") == [6003]
