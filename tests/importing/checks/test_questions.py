"""What a column leaves open is asked with answers that settle it."""

from __future__ import annotations

import pytest

from ketgui.importing import import_text
from ketgui.importing.checks import questions
from tests.importing.made import make_rows


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ("id,MADRS before,date\nP1,30,01/02/2024\nP2,28,03/04/2024\n", None),
        ("id,infusion,date\nP1,1,01/02/2024\nP1,2,03/04/2024\n", "date_order"),
        ("id,MADRS\nP1,30\nP2,28\n", "which_moment"),
        ("id,code,MADRS before\nP1,7,30\nP2,8,28\n", "two_columns"),
        ('id,infusion,date\nP1,1,45323\nP1,2,45330\n', "date_serial"),
    ],
)  # fmt: skip
def test_an_open_question_is_asked_by_its_key(rows: str, key: str | None) -> None:
    found = {issue.key for issue in questions.ask_open_questions(make_rows(rows))}
    assert found == ({key} if key else set())


def test_each_answer_settles_the_question() -> None:
    text = "id,infusion,date\nP1,1,01/02/2024\nP1,2,03/04/2024\n"
    imported = import_text(text)
    (asked,) = (i for i in imported.issues if i.key == "date_order")
    for answer in asked.answers:
        again = import_text(text, imported.mapping.with_change(answer.change))
        assert "date_order" not in {issue.key for issue in again.issues}
