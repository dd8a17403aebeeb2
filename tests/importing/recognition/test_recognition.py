"""What a table as a whole is taken for."""

from __future__ import annotations

from ketgui.importing.recognition.framing import frame
from ketgui.importing.recognition.recognition import find_ids, is_kept_aside, propose
from ketgui.importing.vocabulary.targets import Target
from tests.importing.made import make_grid, make_proposal

ROWS = "id,code,MADRS before,MADRS after\nP1,7,30,12\nP2,8,28,9\n"


def test_no_two_columns_are_one_field() -> None:
    targets = [c.target for c in make_proposal(ROWS).columns if c.target]
    assert len(set(targets)) == len(targets)


def test_two_columns_as_good_as_each_other_are_asked_about() -> None:
    columns = make_proposal(ROWS).columns
    assert [c.question for c in columns[:2]] == ["two_columns", "two_columns"]
    assert all(c.candidates for c in columns[:2])


def test_the_other_tables_ids_settle_which_column_is_the_patient() -> None:
    framed = frame(make_grid(ROWS), None)
    assert framed.table is not None
    found = propose(framed.table, framed.frame, None, {"P1", "P2"})
    assert found.columns[0].target == Target("patients", "patient_id")
    assert find_ids(framed.table, found) == {"P1", "P2"}


def test_what_is_known_of_a_column_stands() -> None:
    framed = frame(make_grid(ROWS), None)
    assert framed.table is not None
    first = propose(framed.table, framed.frame, None)
    aside = Target("patients", "other")
    columns = tuple(
        c if c.header != "code" else type(c)(c.column, c.header, aside, by_user=True)
        for c in first.columns
    )
    again = propose(framed.table, framed.frame, type(first)("table.csv", "", columns=columns))
    assert is_kept_aside(again.columns[1])


def test_the_reason_is_said_and_confidence_lies_within_0_and_1() -> None:
    for column in make_proposal(ROWS).columns:
        assert 0 <= column.confidence <= 1
        assert column.reason or column.target is None
