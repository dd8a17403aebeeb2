"""The user's decisions, applied to what was read."""

from __future__ import annotations

from dataclasses import replace

from ketgui.importing import import_text
from ketgui.importing.changes import Decision
from ketgui.importing.issues import Issue
from ketgui.importing.mapping.mapping import Mapping
from ketgui.importing.rows.decisions import (
    apply_decisions,
    leave_out_excluded,
    replace_ids,
    settle_issues,
)
from tests.importing.made import make_rows, make_table

TABLE = make_table("id,MADRS before\nP1,61\nP2,28\n")
WRONG = Decision("correct", "table.csv", "", 2, "B", "61", "16")


def test_a_cell_is_corrected_and_the_table_read_is_not() -> None:
    (corrected,), stale = apply_decisions([TABLE], Mapping(decisions=(WRONG,)))
    assert corrected.at(2, "B") == "16"
    assert TABLE.at(2, "B") == "61"
    assert stale == []


def test_a_cell_that_has_changed_since_is_left_and_said() -> None:
    decision = replace(WRONG, old="60")
    (same,), (issue,) = apply_decisions([TABLE], Mapping(decisions=(decision,)))
    assert same.at(2, "B") == "61"
    assert issue.key == "stale_decision"


def test_a_row_is_left_out() -> None:
    out = Decision("leave_out", "table.csv", "", 3)
    (left,), _stale = apply_decisions([TABLE], Mapping(decisions=(out,)))
    assert list(left.rows) == [2]


def test_an_excluded_patient_leaves_all_rows_with_the_reason() -> None:
    draft = make_rows("id,visit,madrs\nP1,before,30\nP1,after,12\nP2,before,28\n")
    file = draft.tables[0].file
    out = Decision("exclude", file, "", 2, reason="moved away")
    mapping = replace(draft.mapping, decisions=(out,))
    left, (exclusion,) = leave_out_excluded(replace(draft, mapping=mapping))
    assert (exclusion.patient_id, exclusion.reason) == ("P1", "moved away")
    assert [len(piece) for piece in left.of("assessments")] == [1]


def test_ids_are_replaced_in_the_order_of_the_files() -> None:
    draft = make_rows("id,MADRS before\nAnn,30\nBob,28\n")
    asked = replace(draft, mapping=replace(draft.mapping, ids="replace"))
    assert replace_ids(asked)[1] == (("S01", "Ann"), ("S02", "Bob"))
    assert replace_ids(draft) == (draft, ())


def test_what_is_kept_is_a_warning_and_a_row_left_out_has_no_issue() -> None:
    issue = Issue("error", "table.csv", "", 2, "B", "score", "", "", key="outside_range")
    keep = Decision("keep", "table.csv", "", 2, "B", "61")
    assert settle_issues([issue], Mapping(decisions=(keep,)))[0].severity == "warning"
    out = Decision("leave_out", "table.csv", "", 2)
    assert settle_issues([issue], Mapping(decisions=(out,))) == []


def _keep_cells(imported, rows):
    """Return the mapping in which the scores after of these rows are kept."""
    from ketgui.importing.issues import list_all

    changes = {
        issue.row: answer.change
        for issue in list_all(imported.issues)
        for answer in issue.answers
        if answer.title == "Keep it"
    }
    mapping = imported.mapping
    for row in rows:
        mapping = mapping.with_change(changes[row])
    return mapping


def test_a_long_list_of_errors_is_settled_when_every_one_of_them_is() -> None:
    text = "id,MADRS before,MADRS after\n" + "".join(f"P{n},30,61\n" for n in range(120))
    asked = import_text(text)
    assert len([i for i in asked.issues if i.key == "outside_range"]) == 51
    in_part = import_text(text, _keep_cells(asked, range(2, 60)))
    assert [i.severity for i in in_part.issues if i.key == "outside_range"].count("error") == 1
    assert in_part.cohort is None
    whole = import_text(text, _keep_cells(asked, range(2, 122)))
    assert {i.severity for i in whole.issues if i.key == "outside_range"} == {"warning"}
    assert whole.cohort is not None
