"""Rows that are no patients."""

from __future__ import annotations

import pytest

from ketgui.importing.checks import rows
from ketgui.importing.mapping.mapping import Mapping
from tests.importing.made import make_rows

PATIENTS = "id,age,MADRS before\nP1,40,30\nP2,50,28\nP3,60,26\n"


@pytest.mark.parametrize(
    "last", ["Total,50,28", "Moyenne,50,28", "n = 3,,", "SD,10,2",
             "* rated by telephone because of the strike,,"],
)  # fmt: skip
def test_totals_means_and_notes_are_left_out_and_named(last: str) -> None:
    draft = make_rows(f"{PATIENTS}{last}\n")
    (issue,) = rows.report_summaries(draft)
    assert (issue.severity, issue.key, issue.row) == ("warning", "totals_row", 5)
    assert not [*rows.ask_about_totals(draft)]
    kept = make_rows(f"{PATIENTS}{last}\n", Mapping().with_change(issue.answers[0].change))
    assert len(kept.ids) == 4
    assert not [*rows.report_summaries(kept)]


def test_numbers_below_the_patients_without_a_word_are_asked_about() -> None:
    (issue,) = rows.ask_about_totals(make_rows(f"{PATIENTS},50,28\n"))
    assert (issue.severity, issue.key, issue.row) == ("error", "totals_row", 5)


def test_a_patient_called_like_others_is_not() -> None:
    assert not [*rows.ask_about_totals(make_rows(f"{PATIENTS}P4,44,31\n"))]


def test_one_answer_leaves_all_such_rows_out() -> None:
    found = [*rows.ask_about_totals(make_rows(f"{PATIENTS},,\nK8,,\nK9,,\n"))]
    assert {issue.answers[0].title for issue in found} == {"Leave all 2 such rows out"}


def test_ids_longer_than_a_spreadsheet_keeps_are_named() -> None:
    long = "id,MADRS before\n1234567890123456,30\n1234567890123457,28\n"
    assert [issue.key for issue in rows.find_lost_digits(make_rows(long))] == ["digits_lost"] * 2
    assert not [*rows.find_lost_digits(make_rows(PATIENTS))]


def test_invisible_characters_in_ids_are_named() -> None:
    hidden = "id,MADRS before\nP\u200b1,30\nP2,28\n"
    assert [issue.key for issue in rows.find_changed_ids(make_rows(hidden))] == [
        "hidden_characters"
    ]


def test_initials_that_mean_a_mean_are_asked_about() -> None:
    text = "id,age,MADRS before\nAB,40,30\nCD,50,28\nSD,10,2\n"
    assert [issue.row for issue in rows.ask_about_totals(make_rows(text))] == [4]
