"""Several dates in one cell: a list of infusions, or a cell that is asked about."""

from __future__ import annotations

from typing import Any

import pytest

HEAD = "id;MADRS before;MADRS after;{header}\n"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("infusion dates", ("2024-01-03, 2024-01-05, 2024-01-17", "2024-02-03, 2024-02-13")),
        ("infusions", ("03/01/2024 05/01/2024 17/01/2024", "03/02/2024 13/02/2024")),
        ("Dates des perfusions", ("3/1/2024 / 5/1/2024 / 17/1/2024", "3/2/2024 et 13/2/2024")),
        ("ketamine dates", ("17.01.24, 03.01.24, 05.01.24", "13.02.24 & 03.02.24")),
        ("perfusions", ("3 janv. 2024, 5 janv. 2024, 17 janv. 2024", "3 fév. 2024, 13 fév. 2024")),
    ],
)  # fmt: skip
def test_the_dates_of_all_infusions_in_a_cell_are_infusions(
    read: Any, errors: Any, header: str, cells: tuple[str, str]
) -> None:
    text = HEAD.format(header=header) + f"K1;24;10;{cells[0]}\nK2;22;18;{cells[1]}\nK3;26;9;\n"
    imported = read(text)
    assert errors(imported) == []
    rows = imported.cohort.infusions
    dates = rows["date"].dt.strftime("%m-%d").tolist()
    assert list(zip(rows["patient_id"], rows["infusion_number"], dates, strict=True)) == [
        ("K1", 1, "01-03"), ("K1", 2, "01-05"), ("K1", 3, "01-17"),
        ("K2", 1, "02-03"), ("K2", 2, "02-13"),
    ]  # fmt: skip


def test_an_open_order_of_listed_dates_is_asked(read: Any, errors: Any) -> None:
    text = HEAD.format(header="infusion dates") + "K1;24;10;03/01/2024, 05/01/2024\nK2;22;18;\n"
    asked = read(text)
    assert errors(asked) == ["date_order"]


@pytest.mark.parametrize(
    "cell", ["2024-01-03 to 2024-01-20", "2024-01-03 - 2024-01-20", "du 3/1/2024 au 20/1/2024",
             "2024-01-03 (missed 2024-01-05)", "6 from 2024-01-03 to 2024-01-20"],
)  # fmt: skip
def test_a_period_is_no_list_of_infusions(read: Any, cell: str) -> None:
    text = HEAD.format(header="infusions") + f"K1;24;10;{cell}\nK2;22;18;{cell}\n"
    imported = read(text)
    assert imported.cohort.infusions.empty
    assert "not_used" in {issue.key for issue in imported.issues}


@pytest.mark.parametrize(
    "cell", ["2024-01-03 / 2024-01-04", "2024-01-03 and 2024-01-04", "2024-01-03, 2024-01-04",
             "2024-01-03 or 2024-01-04?", "2024-01-03\t2024-01-04"],
)  # fmt: skip
def test_of_two_dates_of_one_rating_each_is_offered(read: Any, cell: str) -> None:
    text = (
        f"id;visit;date;MADRS\nK1;before;{cell};30\nK1;after;2024-01-29;12\n"
        "K2;before;2024-01-03;28\nK2;after;2024-01-30;9\nK3;before;2024-01-08;28\n"
    )
    imported = read(text)
    (issue,) = [i for i in imported.issues if i.key == "unread"]
    assert [a.title for a in issue.answers][:2] == ["It is 2024-01-03", "It is 2024-01-04"]
    answered = read(text, mapping=imported.mapping.with_change(issue.answers[1].change))
    first = answered.cohort.assessments.iloc[0]
    assert f"{first['date']:%Y-%m-%d}" == "2024-01-04"
