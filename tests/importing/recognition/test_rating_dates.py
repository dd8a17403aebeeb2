"""Dates of ratings in columns of their own."""

from __future__ import annotations

from tests.importing.made import make_proposal

ROWS = "P1,30,12,2023-01-02,2023-01-20\nP2,28,9,2023-02-02,2023-02-20\n"


def dates(header: str) -> list[tuple[tuple[str, str], ...]]:
    """Return what is given of each date of a rating."""
    columns = make_proposal(f"{header}\n{ROWS}").find_columns("assessments.date")
    return [column.target.given for column in columns if column.target]


def test_a_date_belongs_to_the_score_whose_visit_it_names() -> None:
    found = dates("id,MADRS pre,MADRS post,date pre,date MADRS post")
    assert [dict(given)["moment"] for given in found] == ["before", "after"]


def test_a_date_without_a_visit_belongs_to_none() -> None:
    assert dates("id,MADRS pre,MADRS post,date of consent,date of birth") == []


def test_a_column_of_words_is_no_date() -> None:
    columns = make_proposal("id,MADRS pre,MADRS post,date pre\nP1,30,12,soon\nP2,28,9,later\n")
    assert columns.find_columns("assessments.date") == ()
