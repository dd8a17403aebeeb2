"""Mapped tables become rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.domain.fields import TableName
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.rows.drafting import keep_as_category, make_draft
from ketgui.importing.vocabulary.targets import Target
from tests.importing.made import make_rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("id,MADRS before,MADRS after\nP1,30,12\n", {"patients": 1, "assessments": 2}),
        ("id,visit,madrs,bdi2\nP1,before,30,33\nP1,after,12,9\n", {"assessments": 4}),
        ("id,infusion,date\nP1,1,2024-01-02\nP1,2,2024-01-04\n", {"infusions": 2}),
        ("id,infusion,dose mg,side effects\nP1,1,35,nausea; headache\nP1,2,35,none\n",
         {"infusions": 2, "adverse_events": 3}),
        ("id,dose_1,dose_2\nP1,35,40\n", {"infusions": 2}),
        ("id,weight,MADRS before\nP1,70,30\n", {"infusions": 0}),
    ],
)  # fmt: skip
def test_a_row_of_a_file_gives_the_rows_that_it_holds(
    text: str, rows: dict[TableName, int]
) -> None:
    draft = make_rows(text)
    found = {table: sum(len(piece) for piece in draft.of(table)) for table in rows}
    assert found == rows


def test_week_2_in_a_column_of_visits_is_day_14() -> None:
    draft = make_rows("id,visit,madrs\nP1,baseline,30\nP1,week 2,20\nP1,week 4,12\n")
    (piece,) = draft.of("assessments")
    assert list(piece.values["day"][1:]) == [14, 28]


def test_ids_that_differ_by_spelling_are_one_when_the_user_says_so() -> None:
    draft = make_rows("id,visit,madrs\nKT-1,before,30\nkt01,after,12\n")
    assert len(draft.ids) == 2
    joined = make_draft(draft.tables, replace(draft.mapping, spelling="one"))
    assert list(joined.ids) == ["KT-1"]


def test_a_patient_s_codes_that_nobody_explained_are_a_category() -> None:
    column = ColumnMapping("B", "sex", Target("patients", "sex"), question="coding")
    assert keep_as_category(column).target == Target("patients", "other")
    assert keep_as_category(replace(column, question="")).target == Target("patients", "sex")
