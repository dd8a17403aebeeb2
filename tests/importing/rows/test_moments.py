"""Before and after by dates, days and order."""

from __future__ import annotations

from dataclasses import replace

from ketgui.importing import import_files
from ketgui.importing.rows.moments import find_date_conflicts, follow_dates, settle_moments
from tests.importing.made import make_rows

WEEKS = "id,week,madrs\nP1,0,30\nP1,2,20\nP1,4,12\nP2,0,28\nP2,4,9\n"


def test_the_day_that_the_user_chose_is_after_and_the_first_before() -> None:
    draft = make_rows(WEEKS)
    settled = settle_moments(replace(draft, mapping=replace(draft.mapping, after_day=28.0)))
    (piece,) = settled.of("assessments")
    assert list(piece.values["moment"]) == ["before", None, "after", "before", "after"]


def test_by_order_the_first_is_before_and_the_last_after() -> None:
    draft = make_rows("id,date,madrs\nP1,2024-01-20,12\nP1,2024-01-02,30\n")
    settled = settle_moments(replace(draft, mapping=replace(draft.mapping, moments="by_order")))
    (piece,) = settled.of("assessments")
    assert list(piece.values["moment"]) == ["after", "before"]


def test_dates_decide_where_they_contradict_the_word(tmp_path) -> None:
    text = "id,visit,date,madrs\nP1,before,2024-01-02,30\nP1,before,2024-02-20,12\n"
    (tmp_path / "ratings.csv").write_text(text, encoding="utf-8")
    (tmp_path / "infusions.csv").write_text(
        "id,infusion,date\nP1,1,2024-01-10\nP1,2,2024-01-12\n", encoding="utf-8"
    )
    imported = import_files([tmp_path / "ratings.csv", tmp_path / "infusions.csv"])
    from ketgui.importing.rows.drafting import make_draft

    draft = make_draft(imported.tables, imported.mapping)
    ((_piece, odd),) = find_date_conflicts(draft)
    assert list(odd) == [False, True]
    (followed,) = follow_dates(draft).of("assessments")
    assert list(followed.values["moment"]) == ["before", None]
