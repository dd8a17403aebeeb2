"""Each row of the catalogue of hard inputs, read as a user would open it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketgui.importing import import_files
from tests.importing.bad_inputs import BAD_INPUTS, RIGHT_VALUES, BadInput


def test_each_row_is_there_once() -> None:
    rows = [case.row for case in BAD_INPUTS]
    assert len(set(rows)) == len(rows)


def test_every_row_that_is_read_has_its_right_values() -> None:
    without = {case.row for case in BAD_INPUTS if not case.is_blocked and case.scores is None}
    assert without <= RIGHT_VALUES.keys()


@pytest.mark.parametrize("case", BAD_INPUTS, ids=lambda case: case.row)
def test_a_bad_input_is_read_or_said(case: BadInput, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in case.files]
    for path in paths:
        path.write_bytes(case.files[path.name])
    imported = import_files(paths)
    keys = {issue.key for issue in imported.issues}
    assert set(case.keys) <= keys
    assert (imported.cohort is None) == case.is_blocked, keys
    # Whatever is said says where and what to do.
    assert all(issue.message and issue.fix for issue in imported.issues)
    if case.scores is not None:
        assert imported.cohort is not None
        rows = imported.cohort.assessments.sort_values("moment", ascending=False, kind="stable")
        assert tuple(rows["score"]) == case.scores
    if case.row in RIGHT_VALUES:
        assert imported.cohort is not None
        path, values = RIGHT_VALUES[case.row]
        table, _dot, column = path.partition(".")
        read = getattr(imported.cohort, table)[column].astype(object)
        assert read.where(read.notna(), None).tolist() == values
